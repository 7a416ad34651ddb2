import { describe, expect, test } from 'bun:test'
import { BUN_ALONE, bindings, inspect, PROJECT_COMMAND, unwire, wire } from '../src/index.ts'

const wanted = (command: readonly string[], timeoutSeconds = 10) => ({
  ...{ command, loop: false, wake: false, timeoutSeconds },
})

describe('A command', () => {
  test.each([
    [['/opt/dos-hook']],
    [['\\\\host\\$share\\my apps\\dos-hook.exe']],
    [['C:\\Program Files\\dos-hook.exe']],
    [['/opt/it is/dos-hook']],
    [['npx', '--no-install', 'dos-hook']],
    [['node', '/x y/dos-hook.js']],
    [['/opt/bun', ...BUN_ALONE, '/x y/dos-hook.js']],
    [PROJECT_COMMAND],
  ])('that is known again is bound once and for all: %j', (command) => {
    for (const host of ['claude-code', 'codex'] as const) {
      const bound = bindings(host, wanted(command))
      const once = wire(host, undefined, bound)
      if (!once.ok) throw new Error(once.problem.message)
      expect(inspect(host, once.text)).toMatchObject({ found: [{ verb: 'marker', byHand: false }] })
      expect(wire(host, once.text, bound)).toMatchObject({ ok: true, changed: false })
      expect(unwire(host, once.text)).toMatchObject({ ok: true, text: '{}\n' })
    }
  })

  test.each([
    [[]],
    [['']],
    [['/opt/guard']],
    [['dos-hook', 'marker']],
    [['timeout', '5', 'dos-hook']],
    [['dos-hook', '--']],
  ])('whose entries would not be known again is refused: %j', (command) => {
    expect(() => bindings('codex', wanted(command))).toThrow(
      new RangeError(
        `command must be words that start dos-hook and no more, but is ${JSON.stringify(command)}`,
      ),
    )
  })
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'A timeout of %p seconds is refused',
  (seconds) => {
    expect(() => bindings('gemini', wanted(['dos-hook'], seconds))).toThrow(
      new RangeError(`timeoutSeconds must be a whole number, 1 or more, but is ${seconds}`),
    )
  },
)

test.each([['npx --no-install dos-hook marker --loop'], ['bunx dos-hook marker --loop']])(
  'What a project was bound by before, %s, becomes what is wired now, with its flags',
  (command) => {
    const text = JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command, timeout: 10 }] }] } })
    const wired = wire(
      'claude-code',
      text,
      bindings('claude-code', { ...wanted(PROJECT_COMMAND), loop: true }),
    )
    if (!wired.ok) throw new Error(wired.problem.message)
    expect(inspect('claude-code', wired.text)).toMatchObject({
      found: [{ words: [...PROJECT_COMMAND, 'marker', '--loop'], loop: true, byHand: false }],
    })
  },
)

test('What a shell has to take apart is never bound as a program with arguments, which some hosts ignore', () => {
  const wired = wire('claude-code', undefined, bindings('claude-code', wanted(PROJECT_COMMAND)))
  expect(wired.ok && JSON.parse(wired.text).hooks.Stop[0].hooks).toEqual([
    { type: 'command', command: expect.stringMatching(/^sh -c '.*' dos-hook marker$/), timeout: 10 },
  ])
})

test.each([
  ['claude-code', 'ScheduleWakeup|CronCreate', 10],
  ['qwen', 'loop_wakeup|cron_create', 10_000],
] as const)(
  'On %s wake-ups are bound where they are made, before a prompt, and at a Stop',
  (host, matcher, timeout) => {
    const wired = wire(host, undefined, bindings(host, { ...wanted(['/opt/dos-hook']), wake: true }))
    const { hooks } = wired.ok ? JSON.parse(wired.text) : {}
    expect(hooks.PreToolUse).toMatchObject([{ matcher, hooks: [{ timeout }] }])
    expect([hooks.Stop.length, hooks.UserPromptSubmit.length]).toEqual([2, 1])
  },
)

test('Thousands of hooks are told apart in a moment, each at its place', () => {
  const entry = (command: string) => ({ hooks: [{ type: 'command', command }] })
  const many = Array.from({ length: 5000 }, (_, index) => entry(`say ${index}`))
  const text = JSON.stringify({ hooks: { Stop: [...many, entry('dos-hook marker')] } }, null, 2)
  const began = performance.now()
  const inspection = inspect('claude-code', text)
  expect(performance.now() - began).toBeLessThan(2000)
  if (!inspection.ok) throw new Error(inspection.problem.message)
  const last = inspection.found.at(-1)
  expect(last).toMatchObject({ verb: 'marker', column: 11 })
  expect(text.split('\n').slice(0, last?.line).join('\n')).toEndWith('"hooks": [\n          {')
  expect(inspection.found).toHaveLength(5001)
})
