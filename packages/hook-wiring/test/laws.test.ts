import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { HOST_NAMES } from '@dos/hook-dialect'
import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { inspect, unwire, wire } from '../src/index.ts'
import { textOf } from './support/json-text.ts'
import { done, wanted } from './support/wanted.ts'

setDefaultTimeout(60_000)

const HOSTS = ['claude-code', 'gemini'] as const
const asks = fc.record({ loop: fc.boolean(), wake: fc.boolean(), timeoutSeconds: fc.constantFrom(10, 570) })

describe.each(HOSTS)('whatever the settings of %s look like', (host) => {
  const texts = textOf(host === 'gemini')
  const all = (law: (text: string, ask: Parameters<typeof wanted>[1]) => void): void => {
    fc.assert(fc.property(texts, asks, law), { numRuns: 400 })
  }

  test('a second run changes nothing', () => {
    all((text, ask) => {
      const { text: once } = done(wire(host, text, wanted(host, ask)))
      expect(done(wire(host, once, wanted(host, ask)))).toEqual({
        ok: true,
        text: once,
        changed: false,
        changes: [],
      })
    })
  })

  test('what is asked for is bound once, and nothing of its own besides', () => {
    all((text, ask) => {
      const inspection = inspect(host, done(wire(host, text, wanted(host, ask))).text)
      if (!inspection.ok) throw new Error(inspection.problem.message)
      const own = inspection.found.filter(
        ({ verb, reset, byHand }) => verb !== undefined && !reset && !byHand,
      )
      for (const { event, words } of wanted(host, ask)) {
        const there = inspection.found.filter(
          (hook) => hook.event === event && hook.verb === words[0] && !hook.reset,
        )
        expect(there.length).toBeGreaterThan(0)
        expect(there.filter(({ byHand }) => !byHand).length).toBeLessThan(2)
      }
      for (const { hasIf, verb, words } of own) {
        expect(hasIf).toBe(false)
        expect(words[0]).toBe('/opt/dos-hook')
        expect(words[1]).toBe(verb ?? '')
      }
    })
  })

  test('every other value is what it was', () => {
    all((text, ask) => {
      const before = foreignOf(parse(text))
      expect(foreignOf(parse(done(wire(host, text, wanted(host, ask))).text))).toEqual(before)
      expect(foreignOf(parse(done(unwire(host, text)).text))).toEqual(before)
    })
  })

  test('taking it out again gives the bytes back', () => {
    all((text, ask) => {
      const before = done(unwire(host, text)).text
      const { text: wired } = done(wire(host, before, wanted(host, ask)))
      expect(done(unwire(host, wired, before)).text).toBe(before)
      // Who doesn't know what it was leaves nothing empty behind.
      const { text: after } = done(unwire(host, wired))
      if (isFull(parse(before))) expect(after).toBe(before)
      else expect(foreignOf(parse(after))).toEqual(foreignOf(parse(before)))
    })
  })

  test('what others change meanwhile stays, and so does what was empty before', () => {
    all((text, ask) => {
      const before = done(unwire(host, text)).text
      const edited = (json: string) =>
        json.replace(/}\s*$/, (end) => `${/[{,]\s*}\s*$/.test(json) ? '' : ','}"zz":1${end}`)
      if (!isRecord(parse(before)) || /\/[/*]/.test(before)) return
      const { text: wired } = done(wire(host, before, wanted(host, ask)))
      const back = done(unwire(host, edited(wired), before)).text
      expect(parse(back)).toEqual({ ...parse(before), zz: 1 })
    })
  })

  test('every remark stays that is in nothing of its own', () => {
    all((text, ask) => {
      const before = done(unwire(host, text)).text
      const { text: after } = done(wire(host, before, wanted(host, ask)))
      expect(remarks(after)).toBe(remarks(before))
      expect(remarks(done(unwire(host, after)).text)).toBe(remarks(before))
    })
  })

  test('the outcome is what the host takes', () => {
    all((text, ask) => {
      for (const edit of [wire(host, text, wanted(host, ask)), unwire(host, text)]) {
        expect(inspect(host, done(edit).text).ok).toBe(true)
        if (host === 'claude-code') JSON.parse(done(edit).text)
      }
    })
  })
})

describe('whatever a file holds', () => {
  const pieces = fc
    .array(
      fc.constantFrom(
        ...[
          '{',
          '}',
          '[',
          ']',
          '"hooks"',
          '"Stop"',
          ':',
          ',',
          '//',
          '/*',
          '*/',
          '\n',
          '\r',
          ' ',
          '"',
          '\\',
          '\uFEFF',
        ],
        ...['null', 'true', '01', '-', '1e', '\0', '\u2028', 'é', '"dos-hook"', '"version"', '1'],
      ),
      { maxLength: 24 },
    )
    .map((parts) => parts.join(''))
  const anything = fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 40 }))

  test('nothing throws, and a file that is refused is refused for everything', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOST_NAMES), anything, (host, text) => {
        const { ok } = inspect(host, text)
        expect(unwire(host, text).ok).toBe(ok)
        const wired = wire(host, text, wanted(host))
        if (!ok) expect(wired.ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('only JSON is taken from a host that takes no more, and only JSON is given back', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const wired = wire('codex', text, wanted('codex'))
        if (!wired.ok) return
        if (text.trim() !== '') expect(() => JSON.parse(text)).not.toThrow()
        expect(() => JSON.parse(wired.text)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})

/** The value without anything of this program's, and without what is empty where hooks are. */
function foreignOf(root: unknown): unknown {
  if (!isRecord(root)) return {}
  const { hooks, ...others } = root
  const events = isRecord(hooks)
    ? Object.entries(hooks).map(([name, groups]) => [name, foreignGroups(groups)])
    : []
  const left = events.filter(([, groups]) => !Array.isArray(groups) || groups.length > 0)
  return { ...others, hooks: Object.fromEntries(left) }
}

function foreignGroups(groups: unknown): unknown {
  if (!Array.isArray(groups)) return groups
  return groups.flatMap((group) => {
    if (!isRecord(group) || !Array.isArray(group['hooks'])) return [group]
    const hooks = group['hooks'].filter((hook) => !isOwn(hook))
    return hooks.length === 0 ? [] : [{ ...group, hooks }]
  })
}

function isOwn(hook: unknown): boolean {
  if (!isRecord(hook) || typeof hook['command'] !== 'string') return false
  const args = Array.isArray(hook['args']) ? hook['args'] : []
  return /^(bunx |node |)\S*dos-hook(\.js)? (marker|wake|rearm)( |$)/.test(
    [hook['command'], ...args].join(' '),
  )
}

/** Whether the hooks of a value have nothing empty in them. */
function isFull(root: unknown): boolean {
  if (!isRecord(root) || Object.keys(root).length === 0) return false
  const { hooks } = root
  if (hooks === undefined) return true
  return (
    isRecord(hooks) &&
    Object.keys(hooks).length > 0 &&
    Object.values(hooks).every((groups) => Array.isArray(groups) && groups.length > 0)
  )
}

function remarks(text: string): string {
  const found = text.match(/\/\/ [^\r\n]*|\/\* a remark \*\//g) ?? []
  return found.map((remark) => remark.trimEnd()).join('\n')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
