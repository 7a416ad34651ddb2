import { describe, expect, test } from 'bun:test'
import {
  capabilitiesOf,
  claudeCode,
  codex,
  copilot,
  cursor,
  dialectOf,
  gemini,
  HOST_NAMES,
  isHostName,
  kiro,
  qwen,
  vscode,
} from '../src/index.ts'

test('The names of the hosts are known, in this order, and no other text is one', () => {
  expect(HOST_NAMES.join(' ')).toBe(
    'claude-code codex gemini qwen copilot cursor vscode antigravity droid kiro',
  )
  expect(HOST_NAMES.every(isHostName)).toBe(true)
  for (const text of ['', 'claude', 'Codex', 'toString', '__proto__', 'codex ']) {
    expect([text, isHostName(text)]).toEqual([text, false])
  }
})

test('Each name leads to the dialect that bears it', () => {
  expect(HOST_NAMES.map((name) => dialectOf(name).host)).toEqual([...HOST_NAMES])
  expect(dialectOf('codex')).toBe(codex)
})

describe('A dialect', () => {
  for (const name of HOST_NAMES) {
    test(`of ${name} has an answer exactly where the host is known to honour it`, () => {
      const dialect = dialectOf(name)
      const capabilities = capabilitiesOf(name)
      for (const ability of ['halt', 'notice', 'quietHold'] as const) {
        expect([ability, ability in dialect]).toEqual([ability, capabilities[ability] === true])
      }
      expect(capabilities.hold).toBe(true)
    })

    test(`of ${name} throws where an answer's words are blank`, () => {
      const { hold, halt, notice, quietHold } = dialectOf(name)
      for (const say of [hold, halt, notice, quietHold]) {
        if (say === undefined) continue
        for (const blank of ['', ' ', '\n\t', '\u0085']) expect(() => say(blank)).toThrow(RangeError)
      }
    })
  }

  test('that lacks an answer lacks the property: to use it is a type error', () => {
    // @ts-expect-error a halt would make it go on
    expect(qwen.halt).toBeUndefined()
    // @ts-expect-error a halt would lose
    expect(copilot.halt).toBeUndefined()
    // @ts-expect-error no run has shown it
    expect(vscode.halt).toBeUndefined()
    // @ts-expect-error a message is shown nowhere
    expect(kiro.notice).toBeUndefined()
    // @ts-expect-error a message is shown nowhere
    expect(cursor.notice).toBeUndefined()
    // @ts-expect-error only Claude Code takes it
    expect(codex.quietHold).toBeUndefined()
    // @ts-expect-error only Claude Code takes it
    expect(gemini.quietHold).toBeUndefined()
    // @ts-expect-error a name that no host has
    expect(() => dialectOf('windsurf').host).toThrow(TypeError)
  })

  test('that has an answer gives it without a question', () => {
    const texts: readonly string[] = [claudeCode.halt('a'), claudeCode.quietHold('b'), gemini.notice('d')]
    expect(texts).toHaveLength(3)
    const anyHost = HOST_NAMES[3] ?? 'codex'
    // @ts-expect-error of a host that is known only at run time it may be missing
    expect(() => dialectOf(anyHost).halt('e')).toThrow(TypeError)
    expect(dialectOf(anyHost).halt?.('e')).toBeUndefined()
  })

  test('releases by saying nothing, and its type says so', () => {
    const nothing: '' = dialectOf('vscode').release
    expect(HOST_NAMES.map((name) => dialectOf(name).release)).toEqual(HOST_NAMES.map(() => nothing))
  })
})
