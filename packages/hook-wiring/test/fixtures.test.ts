import { describe, expect, test } from 'bun:test'
import { inspect, unwire, wire } from '../src/index.ts'
import { FIXTURES, type Fixture, visible } from './support/fixtures.ts'
import { done, wanted } from './support/wanted.ts'

/** Files that can't be used, each with where and why. */
const REFUSED: Readonly<Record<string, string>> = {
  'antigravity/name-taken': '2:15 "dos-hook" must be an object, but is true',
  'claude-code/comment': '2:3 its host takes no comments',
  'claude-code/control-character': '2:12 this character has to be escaped',
  'claude-code/cut-off': '4:1 a closing brace is expected',
  'claude-code/hooks-list': '2:12 "hooks" must be an object, but is a list',
  'claude-code/hooks-null': '1:12 "hooks" must be an object, but is null',
  'claude-code/hooks-twice': '4:3 "hooks" is there twice, and only one of them counts',
  'claude-code/list': '1:1 it must hold an object, but holds a list',
  'claude-code/merge-conflict': '2:1 this is no JSON',
  'claude-code/nested-too-deep': '1:109 it is nested more than 100 levels deep',
  'claude-code/single-quotes': '2:3 this is no JSON',
  'claude-code/stop-object': '3:13 "Stop" must be a list, but is an object',
  'claude-code/stop-twice': '4:5 "Stop" is there twice, and only one of them counts',
  'claude-code/text': '1:1 it must hold an object, but holds a string',
  'claude-code/trailing-comma': '2:18 this comma has nothing behind it',
  'claude-code/two-documents': '2:1 nothing more is expected',
  'codex/byte-order-mark': '1:1 Codex takes no byte order mark',
  'copilot/other-version': '1:14 Copilot CLI reads this file only with "version": 1, but it is 2',
  'cursor/without-version': '1:1 Cursor reads this file only with "version": 1, which is missing',
  'gemini/byte-order-mark': '1:1 Gemini CLI takes no byte order mark',
  'gemini/trailing-comma': '2:20 this comma has nothing behind it',
}

/** Files that say already what is asked for. */
const AS_THEY_ARE: readonly string[] = [
  'claude-code/wired-already',
  'claude-code/wired-by-hand',
  'claude-code/wired-longer-timeout',
]

/** Files that aren't left byte for byte as they were when everything is taken out again, each with the reason. */
const NOT_THE_SAME: Readonly<Record<string, string>> = {
  'claude-code/empty': 'there was no object in it',
  'claude-code/only-newline': 'there was no object in it',
  'gemini/only-comments': 'there was no object in it',
  'claude-code/empty-object-spread': 'the room in an empty object is not kept',
  'claude-code/hooks-empty-object': 'what is left empty goes',
  'claude-code/stop-empty-list': 'what is left empty goes',
}

const nameOf = ({ host, name }: Fixture): string => `${host}/${name}`
const rows = FIXTURES.map((fixture) => [nameOf(fixture), fixture] as const)
const usable = rows.filter(([name]) => REFUSED[name] === undefined)

test('there are at least forty settings files, and the tables name only such', () => {
  expect(FIXTURES.length).toBeGreaterThanOrEqual(40)
  const named = [...Object.keys(REFUSED), ...AS_THEY_ARE, ...Object.keys(NOT_THE_SAME)]
  expect(named.filter((name) => !rows.some(([row]) => row === name))).toEqual([])
})

describe.each(rows)('%s', (name, { host, text }) => {
  const wired = wire(host, text, wanted(host))
  const why = REFUSED[name]
  if (why !== undefined) {
    test('is refused with place and reason, whatever is to be done with it', () => {
      const said = (edit: typeof wired | ReturnType<typeof inspect>) =>
        edit.ok ? 'not refused' : `${edit.problem.line}:${edit.problem.column} ${edit.problem.message}`
      expect(said(wired)).toBe(why)
    })
    return
  }

  test('is bound', () => {
    const { changes, text: after } = done(wired)
    expect(`${changes.join('\n')}\n----\n${visible(after)}`).toMatchSnapshot()
  })
})

describe.each(usable)('%s', (name, { host, text }) => {
  const wired = wire(host, text, wanted(host))
  const { text: after, changed } = done(wired)

  test('changes only where something had to change', () => {
    expect(changed).toBe(!AS_THEY_ARE.includes(name))
    expect(after === text).toBe(AS_THEY_ARE.includes(name))
  })

  test('is not changed by a second run', () => {
    expect(done(wire(host, after, wanted(host)))).toEqual({
      ok: true,
      text: after,
      changed: false,
      changes: [],
    })
  })

  test('keeps every character that was there, in order', () => {
    expect(isWithin(done(unwire(host, text)).text, after)).toBe(true)
  })

  test('is as it was when everything is taken out again', () => {
    const before = done(unwire(host, text)).text
    const again = done(unwire(host, after)).text
    if (NOT_THE_SAME[name] === undefined) expect(visible(again)).toBe(visible(before))
    else expect(visible(again)).toMatchSnapshot()
  })

  test('has exactly one binding of its own afterwards', () => {
    const inspection = inspect(host, after)
    const markers = inspection.ok
      ? inspection.found.filter(({ verb, reset }) => verb === 'marker' && !reset)
      : []
    expect(markers).toHaveLength(1)
  })
})

/** Whether all characters but blanks of one text are in the other, in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const char of part.replaceAll(/\s/g, '')) {
    at = whole.indexOf(char, at) + 1
    if (at === 0) return false
  }
  return true
}
