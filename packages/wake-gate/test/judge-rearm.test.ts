import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { judgeRearm, type RearmJudgement, type RearmMode, readRearm } from '../src/index.ts'
import { NO_COUNTS } from './support/no-counts.ts'

setDefaultTimeout(60_000)

const MODES: readonly RearmMode[] = ['stretch', 'deny', 'observe']

const WAKEUP = { delaySeconds: 60, reason: 'waiting for CI', prompt: 'look at CI', noop: true }
const CRON = { cron: '*/1 * * * *', prompt: 'look at CI', recurring: true }

function judged(
  tool: unknown,
  input: unknown,
  { noopTicks = 9, mode = 'deny' as RearmMode, maxStreak = 4, delta = false, lastChance = false } = {},
): RearmJudgement {
  return judgeRearm({
    tool,
    input,
    noopTicks,
    policy: { maxStreak, rearm: mode },
    delta,
    lastChance,
  })
}

describe('a call that schedules', () => {
  // tool, mode, delta, no-op ticks of four: what becomes of it
  test.each([
    ['ScheduleWakeup', 'stretch', false, 0, 'pass'],
    ['ScheduleWakeup', 'stretch', false, 1, 'pass'],
    ['ScheduleWakeup', 'stretch', false, 2, 'stretch'],
    ['ScheduleWakeup', 'stretch', false, 4, 'stretch'],
    ['ScheduleWakeup', 'stretch', false, 40, 'stretch'],
    ['ScheduleWakeup', 'deny', false, 0, 'pass'],
    ['ScheduleWakeup', 'deny', false, 3, 'pass'],
    ['ScheduleWakeup', 'deny', false, 4, 'deny'],
    ['ScheduleWakeup', 'deny', false, 40, 'deny'],
    ['ScheduleWakeup', 'observe', false, 0, 'observe'],
    ['ScheduleWakeup', 'observe', false, 4, 'observe'],
    ['CronCreate', 'stretch', false, 0, 'observe'],
    ['CronCreate', 'stretch', false, 4, 'observe'],
    ['CronCreate', 'deny', false, 3, 'pass'],
    ['CronCreate', 'deny', false, 4, 'deny'],
    ['CronCreate', 'observe', false, 4, 'observe'],
    ...['ScheduleWakeup', 'CronCreate'].flatMap((tool) =>
      MODES.flatMap((mode) => [0, 4, 40].map((ticks) => [tool, mode, true, ticks, 'pass'] as const)),
    ),
  ] as const)('by %s under rearm = %j with a delta %p after %i no-op ticks is to %s', (...row) => {
    const [tool, mode, delta, noopTicks, what] = row
    const input = tool === 'CronCreate' ? CRON : WAKEUP
    expect(judged(tool, input, { mode: mode as RearmMode, delta, noopTicks }).do).toBe(what)
  })

  test('is denied from the first on where the budget is 0', () => {
    expect(judged('ScheduleWakeup', WAKEUP, { noopTicks: 0, maxStreak: 0 }).do).toBe('deny')
    expect(judged('ScheduleWakeup', WAKEUP, { noopTicks: 0, maxStreak: 0, mode: 'stretch' }).do).toBe('pass')
  })

  test('says why in a sentence, and to the model how to end the loop', () => {
    const reasons = [
      judged('ScheduleWakeup', WAKEUP, { noopTicks: 4 }),
      judged('ScheduleWakeup', WAKEUP, { noopTicks: 3, mode: 'stretch' }),
      judged('ScheduleWakeup', WAKEUP, { noopTicks: 1, mode: 'stretch' }),
      judged('CronCreate', CRON, { noopTicks: 2, mode: 'stretch' }),
      judged('CronCreate', CRON, { noopTicks: 2, mode: 'observe' }),
      judged('CronDelete', { id: 'c1' }),
      judged('ScheduleWakeup', WAKEUP, { delta: true }),
      judged('Bash', { command: 'sleep 60' }),
      judged('ScheduleWakeup', {}, { mode: 'stretch' }),
    ].map(({ reason }) => reason)
    expect(reasons).toMatchInlineSnapshot(`
      [
        "Nothing was scheduled: the budget is spent: 4 of 4 no-op turns since the last progress. Do not schedule, wait or poll again, in this way or another. End the loop: call ScheduleWakeup with stop: true, if you have it, and delete what is scheduled (CronDelete, cron_delete); then say in one sentence what is still pending, and finish. The user can go on with a prompt in other words, and progress gives the budget back.",
        "3 no-op ticks in a row: 60 s become 240 s",
        "1 no-op tick in a row",
        "a cron expression has no delay to stretch; 2 no-op ticks in a row",
        "rearm = "observe"; 2 no-op ticks in a row",
        "it ends a loop",
        "there was progress in this tick",
        "it schedules nothing that can be read",
        "it has no delay that can be read",
      ]
    `)
  })

  test.each(NO_COUNTS.map((value) => [value]))('is not judged by %p no-op ticks', (value) => {
    expect(() => judged('ScheduleWakeup', WAKEUP, { noopTicks: value as number })).toThrow(RangeError)
  })
})

describe('what ends a loop', () => {
  test.each([
    ['CronDelete', { id: 'c1' }],
    ['CronDelete', CRON],
    ['TaskStop', { task_id: 'b1' }],
    ['TaskStop', undefined],
    ['cron_delete', { id: 'c1' }],
    ['task_stop', { task_id: 'b1' }],
    ['ScheduleWakeup', { stop: true }],
    ['ScheduleWakeup', { ...WAKEUP, stop: true }],
    ['ScheduleWakeup', { ...WAKEUP, stop: 'true' }],
    ['ScheduleWakeup', { ...WAKEUP, stop: 1 }],
  ])('is never touched: %s with %j', (tool, input) => {
    for (const mode of MODES) expect(judged(tool, input, { mode, maxStreak: 0 }).do).toBe('pass')
    expect(readRearm(tool, input)).toEqual({ kind: 'end' })
  })

  test.each([[false], [null], [undefined], [0], ['']])('is not a wake-up that says stop: %p', (stop) => {
    expect(judged('ScheduleWakeup', { ...WAKEUP, stop }).do).toBe('deny')
  })
})

describe('a call that is none of its business', () => {
  test.each([
    ['another tool', 'Bash', { command: 'sleep 60' }],
    ['a tool with a name like it', 'ScheduleWakeups', WAKEUP],
    ['no tool', undefined, WAKEUP],
    ['a tool that is a number', 7, WAKEUP],
    ['no input', 'ScheduleWakeup', undefined],
    ['an input that is null', 'CronCreate', null],
    ['an input that is a text', 'ScheduleWakeup', 'in a minute'],
    ['an input that is a list', 'ScheduleWakeup', [WAKEUP]],
  ])('passes: %s', (_, tool, input) => {
    for (const mode of MODES) expect(judged(tool, input, { mode }).do).toBe('pass')
    expect(readRearm(tool, input)).toEqual({ kind: 'other' })
  })

  test.each([['60'], [null], [undefined], [true], [[60]], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    'is not stretched with the delay %p',
    (delaySeconds) => {
      expect(judged('ScheduleWakeup', { ...WAKEUP, delaySeconds }, { mode: 'stretch' }).do).toBe('pass')
    },
  )

  test('is not stretched where it comes late enough by itself', () => {
    for (const delaySeconds of [3600, 86_400]) {
      expect(judged('ScheduleWakeup', { ...WAKEUP, delaySeconds }, { mode: 'stretch' }).do).toBe('pass')
    }
  })
})

describe("the model's own word", () => {
  test.each([
    [true, true],
    [false, false],
    [undefined, false],
    ['true', false],
    [1, false],
  ])('noop: %p says that nothing changed: %p', (noop, says) => {
    const input = { ...WAKEUP, noop }
    expect(readRearm('ScheduleWakeup', input)).toEqual({ kind: 'wakeup', input, noop: says })
  })

  test('is not asked for by a cron', () => {
    const input = { ...CRON, noop: true }
    expect(readRearm('CronCreate', input)).toEqual({ kind: 'cron', input })
  })
})

describe('on Qwen Code, where a call is the last chance to bound what it schedules,', () => {
  test.each([
    // tool, mode, delta, no-op ticks of four: what becomes of it
    ['loop_wakeup', 'stretch', false, 3, 'pass'],
    ['loop_wakeup', 'stretch', false, 4, 'deny'],
    ['LoopWakeup', 'stretch', false, 4, 'deny'],
    ['cron_create', 'stretch', false, 3, 'pass'],
    ['cron_create', 'stretch', false, 4, 'deny'],
    ['loop_wakeup', 'stretch', true, 4, 'pass'],
    ['loop_wakeup', 'deny', false, 4, 'deny'],
    ['loop_wakeup', 'observe', false, 4, 'observe'],
    ['cron_delete', 'stretch', false, 9, 'pass'],
  ] as const)('%s under rearm = %j with a delta %p after %i no-op ticks is to %s', (...row) => {
    const [tool, mode, delta, noopTicks, what] = row
    expect(judged(tool, WAKEUP, { mode: mode as RearmMode, delta, noopTicks, lastChance: true }).do).toBe(
      what,
    )
  })

  test('a wake-up says nothing of its turn, so the turn did nothing unless ground truth says otherwise', () => {
    const { noop: _, ...input } = WAKEUP
    for (const tool of ['loop_wakeup', 'LoopWakeup']) {
      expect(readRearm(tool, input)).toEqual({ kind: 'wakeup', input, noop: true })
    }
  })
})

describe('whatever the call', () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom('prompt', 'reason', '__proto__', 'constructor', 'toJSON'),
  )
  const delay = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -10, max: 5000 }) },
    fc.double(),
    fc.jsonValue(),
  )
  const inputs = fc
    .tuple(fc.dictionary(field, fc.jsonValue({ maxDepth: 4 })), fc.option(delay, { nil: undefined }))
    // As it comes in: parsed from JSON, `__proto__` an ordinary field.
    .map(([fields, delaySeconds]) =>
      JSON.parse(JSON.stringify({ ...fields, ...(delaySeconds === undefined ? {} : { delaySeconds }) })),
    )
  const calls = fc.record({
    tool: fc.oneof(
      fc.constant('ScheduleWakeup'),
      fc.constantFrom('CronCreate', 'CronDelete', 'TaskStop', 'Bash'),
    ),
    input: inputs,
    noopTicks: fc.nat({ max: 100 }),
    maxStreak: fc.nat({ max: 100 }),
    mode: fc.constantFrom(...MODES),
    delta: fc.boolean(),
  })

  test('a stretch makes the delay longer, at most an hour, and leaves every other field as it was', () => {
    let stretched = 0
    fc.assert(
      fc.property(calls, ({ tool, input, ...rest }) => {
        const before = JSON.stringify(input)
        const judgement = judged(tool, input, rest)
        expect(JSON.stringify(input)).toBe(before)
        if (judgement.do !== 'stretch') return
        stretched += 1
        const { updatedInput } = judgement
        expect(updatedInput['delaySeconds']).toBeGreaterThan(input.delaySeconds)
        expect(updatedInput['delaySeconds']).toBeLessThanOrEqual(3600)
        // As it goes out: the same fields in the same order, but for the one number.
        const sent = JSON.parse(JSON.stringify(updatedInput))
        expect(JSON.stringify({ ...sent, delaySeconds: input.delaySeconds })).toBe(before)
        expect(rest).toMatchObject({ mode: 'stretch', delta: false })
      }),
      { numRuns: 500 },
    )
    expect(stretched).toBeGreaterThan(3)
  })

  test('a refusal comes only in deny, only once the budget is spent, and only for what schedules', () => {
    fc.assert(
      fc.property(calls, ({ tool, input, ...rest }) => {
        const { noopTicks, maxStreak, mode, delta } = rest
        const { kind } = readRearm(tool, input)
        const denied = judged(tool, input, rest).do === 'deny'
        const schedules = kind === 'wakeup' || kind === 'cron'
        expect(denied).toBe(mode === 'deny' && noopTicks >= maxStreak && schedules && !delta)
      }),
      { numRuns: 500 },
    )
  })
})
