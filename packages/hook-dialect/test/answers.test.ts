import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { dialectOf, HOST_NAMES, type HostName } from '../src/index.ts'
import { hosts } from './support/arbitrary-events.ts'

const KINDS = ['hold', 'halt', 'notice', 'quietHold'] as const
type Kind = (typeof KINDS)[number]

const BLOCK = '{"decision":"block","reason":"tests \\"a\\" fail"}'
const HALT = '{"continue":false,"stopReason":"tests \\"a\\" fail"}'
const NOTICE = '{"systemMessage":"tests \\"a\\" fail"}'

/** The bytes of each answer that a host has. They may change only where a host does. */
const GOLDEN: Readonly<Record<HostName, Readonly<Partial<Record<Kind, string>>>>> = {
  'claude-code': {
    hold: BLOCK,
    halt: HALT,
    notice: NOTICE,
    quietHold: '{"hookSpecificOutput":{"hookEventName":"Stop","additionalContext":"tests \\"a\\" fail"}}',
  },
  codex: {
    hold: BLOCK,
    halt: HALT,
    notice: NOTICE,
  },
  gemini: {
    hold: BLOCK,
    halt: HALT,
    notice: NOTICE,
  },
  qwen: {
    hold: BLOCK,
    notice: NOTICE,
  },
  copilot: {
    hold: BLOCK,
  },
  cursor: {
    hold: '{"followup_message":"tests \\"a\\" fail"}',
  },
  vscode: {
    hold: '{"hookSpecificOutput":{"hookEventName":"Stop","decision":"block","reason":"tests \\"a\\" fail"}}',
    notice: NOTICE,
  },
  antigravity: {
    hold: '{"decision":"continue","reason":"tests \\"a\\" fail"}',
  },
  droid: {
    hold: BLOCK,
    notice: NOTICE,
  },
  kiro: {
    hold: BLOCK,
  },
}

describe('The answer of a hook', () => {
  test.each([...HOST_NAMES])('to %s is exactly this, and it has no other', (host) => {
    const dialect = dialectOf(host)
    const said = KINDS.map((kind) => [kind, dialect[kind]?.('tests "a" fail')] as const)
    expect(Object.fromEntries(said.filter(([, text]) => text !== undefined))).toEqual(GOLDEN[host])
    expect(dialect.release).toBe('')
  })

  test('is one line with one JSON object that holds the words as they are', () => {
    fc.assert(
      fc.property(hosts, fc.constantFrom(...KINDS), fc.string({ unit: 'binary' }), (host, kind, words) => {
        fc.pre(!/^[\s\u0085]*$/.test(words))
        const text = dialectOf(host)[kind]?.(words)
        if (text === undefined) return
        expect(text).not.toContain('\n')
        expect(strings(JSON.parse(text))).toContain(words)
      }),
      { numRuns: 400 },
    )
  })

  test('is refused where its words are blank, by whatever a host takes for white space', () => {
    // U+0085 is white space for Codex, which is written in Rust, and none for JavaScript.
    const blanks = fc.array(
      fc.constantFrom(' ', '\t', '\n', '\r', '\u0085', '\u00a0', '\u2003', '\u3000', '\ufeff'),
    )
    fc.assert(
      fc.property(hosts, fc.constantFrom(...KINDS), blanks, (host, kind, parts) => {
        const blank = parts.join('')
        const say = dialectOf(host)[kind]
        if (say === undefined) return
        expect(() => say(blank)).toThrow(
          new RangeError(`the words of an answer must not be blank, but are ${JSON.stringify(blank)}`),
        )
      }),
    )
  })
})

/** Every text in a value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
