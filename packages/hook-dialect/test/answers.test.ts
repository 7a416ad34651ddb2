import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Answer, answer, HOST_NAMES, type HostName, type Wanted } from '../src/index.ts'
import { hosts } from './support/arbitrary-events.ts'

const BLOCK = '{"decision":"block","reason":"tests \\"a\\" fail"}'
const HALT = '{"continue":false,"stopReason":"tests \\"a\\" fail"}'
const NOTICE = '{"systemMessage":"tests \\"a\\" fail"}'
const NOT_KNOWN = 'it is not known to be able to'

/** The bytes of each answer, or the refusal that begins with `no `. They may change only where a host does. */
const GOLDEN: Readonly<Record<HostName, Readonly<Record<Wanted['do'], string>>>> = {
  'claude-code': {
    hold: BLOCK,
    release: '',
    halt: HALT,
    notice: NOTICE,
    quietHold: '{"hookSpecificOutput":{"hookEventName":"Stop","additionalContext":"tests \\"a\\" fail"}}',
  },
  codex: {
    hold: BLOCK,
    release: '',
    halt: HALT,
    notice: NOTICE,
    quietHold: 'no Codex has no quietHold: it would let the turn end instead',
  },
  gemini: {
    hold: BLOCK,
    release: '',
    halt: HALT,
    notice: NOTICE,
    quietHold: `no Gemini CLI has no quietHold: ${NOT_KNOWN}`,
  },
  qwen: {
    hold: BLOCK,
    release: '',
    halt: 'no Qwen Code has no halt: it would go on, with the reason as its next prompt',
    notice: NOTICE,
    quietHold: `no Qwen Code has no quietHold: ${NOT_KNOWN}`,
  },
  copilot: {
    hold: BLOCK,
    release: '',
    halt: "no Copilot CLI has no halt: another hook's hold would win over it",
    notice: `no Copilot CLI has no notice: ${NOT_KNOWN}`,
    quietHold: `no Copilot CLI has no quietHold: ${NOT_KNOWN}`,
  },
  cursor: {
    hold: '{"followup_message":"tests \\"a\\" fail"}',
    release: '',
    halt: `no Cursor has no halt: ${NOT_KNOWN}`,
    notice: `no Cursor has no notice: ${NOT_KNOWN}`,
    quietHold: `no Cursor has no quietHold: ${NOT_KNOWN}`,
  },
  vscode: {
    hold: '{"hookSpecificOutput":{"hookEventName":"Stop","decision":"block","reason":"tests \\"a\\" fail"}}',
    release: '',
    halt: `no VS Code has no halt: ${NOT_KNOWN}`,
    notice: NOTICE,
    quietHold: `no VS Code has no quietHold: ${NOT_KNOWN}`,
  },
  antigravity: {
    hold: '{"decision":"continue","reason":"tests \\"a\\" fail"}',
    release: '',
    halt: `no Antigravity has no halt: ${NOT_KNOWN}`,
    notice: `no Antigravity has no notice: ${NOT_KNOWN}`,
    quietHold: `no Antigravity has no quietHold: ${NOT_KNOWN}`,
  },
  droid: {
    hold: BLOCK,
    release: '',
    halt: "no Factory Droid has no halt: another hook's hold would win over it",
    notice: NOTICE,
    quietHold: `no Factory Droid has no quietHold: ${NOT_KNOWN}`,
  },
  kiro: {
    hold: BLOCK,
    release: '',
    halt: `no Kiro CLI has no halt: ${NOT_KNOWN}`,
    notice: `no Kiro CLI has no notice: ${NOT_KNOWN}`,
    quietHold: `no Kiro CLI has no quietHold: ${NOT_KNOWN}`,
  },
}

const ALL: readonly Wanted['do'][] = ['hold', 'release', 'halt', 'notice', 'quietHold']

describe('The answer of a hook', () => {
  for (const host of HOST_NAMES) {
    for (const wanted of ALL) {
      test(`to ${host}, where it wants ${wanted}, is exactly this`, () => {
        const golden = GOLDEN[host][wanted]
        const expected: Answer = golden.startsWith('no ')
          ? { ok: false, why: golden.slice(3) }
          : { ok: true, text: golden }
        expect(answer(host, asking(wanted, 'tests "a" fail'))).toEqual(expected)
      })
    }
  }

  test('is one line with one JSON object that holds the words as they are, or nothing', () => {
    fc.assert(
      fc.property(hosts, fc.constantFrom(...ALL), fc.string({ unit: 'binary' }), (host, wanted, words) => {
        const given = answer(host, asking(wanted, words))
        if (!given.ok || wanted === 'release') return
        expect(given.text).not.toContain('\n')
        expect(strings(JSON.parse(given.text))).toContain(words)
      }),
      { numRuns: 2000 },
    )
  })

  test('is refused where its words are blank, by whatever a host takes for white space', () => {
    // U+0085 is white space for Codex, which is written in Rust, and none for JavaScript.
    const blanks = fc.array(
      fc.constantFrom(' ', '\t', '\n', '\r', '\u0085', '\u00a0', '\u2003', '\u3000', '\ufeff'),
    )
    fc.assert(
      fc.property(hosts, fc.constantFrom(...ALL), blanks, (host, wanted, blank) => {
        const given = answer(host, asking(wanted, blank.join('')))
        expect(given.ok).toBe(wanted === 'release')
        if (!given.ok && !GOLDEN[host][wanted].startsWith('no ')) {
          expect(given.why).toBe(`a ${wanted} needs words that are not blank`)
        }
      }),
    )
  })
})

function asking(wanted: Wanted['do'], words: string): Wanted {
  if (wanted === 'release') return { do: wanted }
  return wanted === 'notice' ? { do: wanted, message: words } : { do: wanted, reason: words }
}

/** Every text in a value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
