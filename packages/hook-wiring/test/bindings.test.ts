import { describe, expect, test } from 'bun:test'
import { bindings, inspect, wire } from '../src/index.ts'

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
  ])('that is known again is bound once and for all: %j', (command) => {
    for (const host of ['claude-code', 'codex'] as const) {
      const bound = bindings(host, wanted(command))
      const once = wire(host, undefined, bound)
      if (!once.ok) throw new Error(once.problem.message)
      expect(inspect(host, once.text)).toMatchObject({ found: [{ verb: 'marker', byHand: false }] })
      expect(wire(host, once.text, bound)).toMatchObject({ ok: true, changed: false })
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
      new RangeError(`hooks bound by ${JSON.stringify(command)} would not be known as those of dos-hook`),
    )
  })
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'A timeout of %p seconds is refused',
  (seconds) => {
    expect(() => bindings('gemini', wanted(['dos-hook'], seconds))).toThrow(RangeError)
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
