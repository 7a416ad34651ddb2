import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { crons, expectSilent, ops, rearm, submitted, tallyText, toolCall, wake } from './support/schedule.ts'
import { CRON, DENY, expectDenied, expectStretched, LOOK, schedule, WAKEUP } from './support/wake-ups.ts'
import { MARKER, makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(120_000)

describe('A wake-up that the model itself calls a no-op', () => {
  test('is put off twice as long at each further one, up to an hour, and counts', async () => {
    using workspace = makeWorkspace()
    expectSilent(await schedule(workspace))
    const delays: unknown[] = []
    for (let tick = 2; tick <= 9; tick += 1) {
      const { delaySeconds, ...rest } = expectStretched(await schedule(workspace))
      delays.push(delaySeconds)
      expect(rest).toEqual({ reason: WAKEUP.reason, prompt: LOOK, noop: true })
    }
    expect(delays).toEqual([120, 240, 480, 960, 1920, 3600, 3600, 3600])
    expect(ops(workspace)).toBe('M'.repeat(9))
    expect(workspace.records()[0]).toMatchObject({
      op: 'MARKER',
      verb: 'rearm',
      reason: expect.stringMatching(/^noop: true of a wake-up; /),
    })
  })

  test('counts its turn once, where the host names turns', async () => {
    using workspace = makeWorkspace()
    expectSilent(await schedule(workspace, WAKEUP, 't1'))
    expectSilent(await schedule(workspace, WAKEUP, 't1'))
    expect(ops(workspace)).toBe('M')
    expect(expectStretched(await schedule(workspace, WAKEUP, 't2'))['delaySeconds']).toBe(120)
    expect(expectStretched(await schedule(workspace, WAKEUP, 't2'))['delaySeconds']).toBe(120)
    expect(ops(workspace)).toBe('MM')
  })

  test.each([['t'], [undefined]])(
    'is not counted again in a turn that wake has counted (turns named %p)',
    async (name) => {
      using workspace = makeWorkspace()
      await wake(workspace.stop({ session_crons: crons(LOOK) }))
      for (const [tick, delay] of [
        [1, undefined],
        [2, 120],
        [3, 240],
        [4, 480],
      ] as const) {
        const turn = name && name + tick
        await wake(submitted(workspace, LOOK, turn === undefined ? {} : { prompt_id: turn }))
        const said = await schedule(workspace, WAKEUP, turn)
        if (delay === undefined) expectSilent(said)
        else expect(expectStretched(said)['delaySeconds']).toBe(delay)
      }
      expect(ops(workspace)).toBe('SMMMM')
      expect(tallyText(workspace)).not.toContain('"verb":"rearm"')
    },
  )

  test("counts after a human's prompt as the first again", async () => {
    using workspace = makeWorkspace()
    for (let tick = 0; tick < 3; tick += 1) await schedule(workspace)
    expectSilent(await wake(submitted(workspace, 'go on', { prompt_id: 'h' })))
    expectSilent(await schedule(workspace, WAKEUP, 'h'))
    expect(ops(workspace)).toBe('MMMRM')
  })

  test('is stretched by markers of every verb, and by its own word not at all', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(3))
    const { noop: _, ...quiet } = WAKEUP
    for (const input of [quiet, { ...WAKEUP, noop: false }, { ...WAKEUP, noop: 'true' }]) {
      expect(expectStretched(await schedule(workspace, input))['delaySeconds']).toBe(240)
    }
    expect(ops(workspace)).toBe('MMM')
  })

  test('leaves no trace and is not touched without that word, and a cron only its digest, where nothing was counted', async () => {
    using workspace = makeWorkspace()
    const { noop: _, ...quiet } = WAKEUP
    expectSilent(await schedule(workspace, quiet))
    expect(workspace.all()).toEqual([])
    expectSilent(await rearm(toolCall(workspace, 'CronCreate', CRON)))
    expect(ops(workspace)).toBe('S')
  })

  test('is let through in a turn that made a commit, whatever the model says, and the streak is zeroed', async () => {
    using workspace = makeWorkspace()
    git(workspace.path, 'init', '--quiet')
    workspace.put('mine', '')
    commit(workspace.path, 'mine')
    workspace.put('dos.toml', `${DENY}max_streak = 2\n[progress]\nwatch = ["commit"]\n`)
    const given = { env: WITH_GIT }
    const ask = () => rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP), [], given)
    expectSilent(await ask())
    expectDenied(await ask())
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    expectSilent(await ask())
    expectSilent(await ask())
    expectDenied(await ask())
    expect(ops(workspace)).toBe('MMRMM')
  })
})

describe('Under rearm = "observe"', () => {
  test('calls are only counted', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nrearm = "observe"\nmax_streak = 1\n')
    for (let tick = 0; tick < 6; tick += 1) expectSilent(await schedule(workspace))
    expect(ops(workspace)).toBe('MMMMMM')
  })
})

describe('Never touched, with the budget spent, is', () => {
  test.each([
    ['the end of a loop', 'ScheduleWakeup', { stop: true }],
    ['the end of a loop with all the rest', 'ScheduleWakeup', { ...WAKEUP, stop: true }],
    ['the end of a cron', 'CronDelete', { id: 'c1' }],
    ['the end of a task', 'TaskStop', { task_id: 'b1' }],
    ['another tool', 'Bash', { command: 'sleep 60' }],
    ['a tool without a name', undefined, WAKEUP],
    ['a call without an input', 'ScheduleWakeup', undefined],
    ['a call with a text for its input', 'CronCreate', '*/1 * * * *'],
  ])('%s', async (_, tool, input) => {
    using workspace = makeWorkspace()
    for (const toml of [DENY, '']) {
      workspace.put('dos.toml', toml)
      workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(9))
      expectSilent(await rearm(toolCall(workspace, tool, input)))
      expect(ops(workspace)).toBe('MMMMMMMMM')
    }
  })

  test('a cron, which has no delay to stretch', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(9))
    expectSilent(await rearm(toolCall(workspace, 'CronCreate', CRON)))
    expect(ops(workspace)).toBe('MMMMMMMMMS')
  })
})

describe('Whatever the input,', () => {
  test('every field but the delay is passed on as it was, and no word of a prompt is in the tally', async () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('__proto__', 'constructor', 'prompt', 'toJSON'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.jsonValue({ maxDepth: 4 })),
        fc.stringMatching(/^[G-Zg-z]{12,40}$/),
        fc.integer({ min: 1, max: 4000 }),
        async (fields, secret, delaySeconds) => {
          using workspace = makeWorkspace()
          workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER)
          // As it comes in: parsed from JSON, `__proto__` an ordinary field. `stop` would end the loop.
          const text = JSON.stringify({
            ...fields,
            reason: secret,
            prompt: secret,
            delaySeconds,
            noop: true,
            stop: false,
          })
          const said = await rearm(
            `{"hook_event_name":"PreToolUse","session_id":"s","cwd":${JSON.stringify(workspace.path)},"tool_name":"ScheduleWakeup","tool_input":${text}}`,
          )
          expect(tallyText(workspace)).not.toContain(secret)
          if (delaySeconds >= 3600) return expectSilent(said)
          const given = expectStretched(said)
          expect(given['delaySeconds']).toBe(Math.min(3600, 2 * Math.max(60, delaySeconds)))
          expect(JSON.stringify({ ...given, delaySeconds })).toBe(JSON.stringify(JSON.parse(text)))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('an event with anything in its fields is answered by one line, a complaint or silence', async () => {
    using workspace = makeWorkspace()
    const field = fc.constantFrom('tool_name', 'tool_input', 'prompt_id', 'cwd', 'hook_event_name', 'x')
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(
        'ScheduleWakeup',
        'CronCreate',
        WAKEUP,
        CRON,
        { noop: true },
        { delaySeconds: '60' },
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, value), async (fields) => {
        const { status, stdout, stderr } = await rearm(
          JSON.stringify({
            hook_event_name: 'PreToolUse',
            session_id: SESSION,
            tool_name: 'ScheduleWakeup',
            ...fields,
          }),
          ['--workspace', workspace.path],
        )
        expect(status).toBe(0)
        expect(stdout.length + stderr.length).toBeLessThanOrEqual(1)
        for (const line of stdout)
          expect(line).toStartWith('{"hookSpecificOutput":{"hookEventName":"PreToolUse",')
        for (const line of stderr) expect(line).not.toContain('fault of dos-hook')
      }),
      { numRuns: 500 },
    )
    workspace.records()
  })
})
