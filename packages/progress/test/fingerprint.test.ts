import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type ChangedFile, compareFiltered, compareWork, keepMarks } from '../src/fingerprint/compare.ts'
import { digestSet, digestText, joinDigests } from '../src/fingerprint/digest.ts'
import type { Sighting } from '../src/fingerprint/fingerprint.ts'
import { type Fingerprint, parseFingerprint, type Sightings, UNSEEN_REASONS } from '../src/index.ts'
import { tellUnseen } from '../src/look.ts'

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '1'), minLength: length, maxLength: length })
const files: fc.Arbitrary<Sighting> = fc.oneof(
  fc.constant('0'),
  fc.tuple(fc.integer({ min: 1, max: 3 }), hex(16)).map(([count, digest]) => `${count}:${digest}`),
  fc.constant(null),
)
const sightings: fc.Arbitrary<Sightings> = fc.record(
  {
    commit: fc.oneof(hex(20), fc.constant(null)),
    tree: files,
    untracked: files,
    filtered: files,
    marks: hex(16),
    worktrees: fc.dictionary(fc.constantFrom('a', '.', '__proto__', 'constructor'), hex(20)),
  },
  { requiredKeys: [] },
)
const fingerprint: fc.Arbitrary<Fingerprint> = fc
  .tuple(
    sightings,
    fc.record(
      {
        here: sightings.map((here) => ({ ...here, root: '/r' })),
        paths: fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor'), fc.oneof(files, sightings)),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([home, more]) => ({ ...home, ...more }))

const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('A fingerprint', () => {
  test('is read back from a line of JSON as it was recorded', () => {
    fc.assert(
      fc.property(fingerprint, (one) => expect(parseFingerprint(again(one))).toEqual(again(one) as never)),
    )
  })

  test.each([[undefined], [null], [1], ['text'], [[]], [{ commit: 1, tree: ['x'], paths: 'a', here: {} }]])(
    'is not what another value is: %j',
    (value) => expect(parseFingerprint(value)).toEqual({}),
  )

  test('keeps of a foreign record what it can take: and never what git could take for an option', () => {
    const value = {
      id: 'x',
      commit: '--output=/tmp/x',
      tree: { unknown: 'late' },
      marks: null,
      worktrees: { a: '--x', b: 1, c: null, d: 'ab'.repeat(10) },
      paths: {
        a: 1,
        b: null,
        c: 'x'.repeat(5000),
        d: { commit: 'abcdef0', tree: 2 },
        e: { unknown: 'toString' },
      },
    }
    expect(parseFingerprint(value)).toEqual({
      worktrees: { d: 'ab'.repeat(10) },
      paths: { b: null, d: { commit: 'abcdef0' }, e: {} },
    })
  })

  test('has no inherited fields, and a path named __proto__ like any other', () => {
    expect(parseFingerprint(Object.create({ commit: 'a' }))).toEqual({})
    const { paths = {} } = parseFingerprint(JSON.parse('{"paths":{"__proto__":"1:aa"}}'))
    expect(Object.entries(paths)).toEqual([['__proto__', '1:aa']])
  })

  test('is never anything that makes reading throw', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseFingerprint(value)))
  })
})

describe('Uncommitted work', () => {
  const A = digestText('a')
  const B = digestText('b')
  const changed = (mark: string, untracked = false): ChangedFile => ({
    path: mark.slice(0, 3),
    untracked,
    mark,
    changedAt: 1000,
  })
  const clean: Sightings = { tree: '0', untracked: '0' }
  const edited: Sightings = { tree: `1:${A}`, untracked: '0' }
  const rows: readonly [string, Sightings, Sightings, boolean][] = [
    ['the same', edited, edited, false],
    ['clean as before', clean, clean, false],
    ['the first change', clean, edited, true],
    ['a further change', edited, { tree: `1:${B}`, untracked: '0' }, true],
    ['clean again', edited, clean, false],
    ['a file that is tracked from now on', { tree: '0', untracked: `1:${A}` }, edited, false],
    ['a repository with work in it, where none was', { tree: null }, edited, true],
    ['a clean repository, where none was', { tree: null }, clean, false],
    ['a repository that went away', edited, { tree: null }, false],
    ['never seen before', {}, edited, false],
    ['not seen now', edited, {}, false],
    ['untracked files that could not be seen now', edited, { tree: `1:${A}` }, false],
    ['tracked ones, where those could not be seen', edited, { tree: `1:${B}` }, true],
    ['a record of another making', { tree: 'main' }, edited, true],
  ]
  test.each(rows)('%s', (_, before, now, advances) => {
    const files = typeof now.tree === 'string' && now.tree !== '0' ? [changed(A)] : []
    expect(compareWork(before, now, files, undefined) !== undefined).toBe(advances)
  })

  test('that was never seen counts from a moment on, where one is known', () => {
    expect(compareWork({}, edited, [changed(A)], 1000)?.files).toEqual([A.slice(0, 3)])
    expect(compareWork({}, edited, [changed(A)], 1001)).toBeUndefined()
  })

  test('of more files than are kept is told by those that changed last', () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ ...changed(digestText(`${i}`)), changedAt: i }))
    expect(keepMarks(many)).toBeUndefined()
    const told = compareWork({ tree: `999:${A}` }, { tree: `1000:${B}` }, many, undefined)
    expect(told?.text).toMatch(/^uncommitted work changed, lately: \w{3}, \w{3}, \w{3} and 997 more$/)
    expect(told?.files).toHaveLength(20)
    expect(told?.files[0]).toBe(many[999]?.path as string)
  })

  test.each([
    ['0:aa', '1:bb', true],
    ['0:aa', '0:bb', false],
    ['1:aa', '2:aa', false],
    [undefined, '1:bb', false],
    ['1:aa', undefined, false],
    [null, '1:bb', false],
  ])('of filtered files, from %p to %p: %p', (before, now, advances) => {
    expect(compareFiltered(before, now) !== undefined).toBe(advances)
  })
})

test('Every reason makes a sentence with what could not be seen', () => {
  for (const why of Object.keys(UNSEEN_REASONS) as (keyof typeof UNSEEN_REASONS)[]) {
    expect(tellUnseen('commits', why)).toEqual({
      what: 'commits',
      why,
      text: `commits: ${UNSEEN_REASONS[why]}`,
    })
    expect(UNSEEN_REASONS[why]).toMatch(/^[a-z]/)
  }
})

describe('A digest', () => {
  test('is what it was: a record of an older version stays comparable', () => {
    expect([digestText(''), digestText('a'), digestSet([]), digestSet(['a', 'b'])]).toMatchInlineSnapshot(`
    [
      "488bdcb81aee8d83",
      "501c2ba782c97901",
      "0000000000000000",
      "95bb0602451e4bc0",
    ]
  `)
  })

  test('is 16 hex digits, of a set in any order, and of two sets as of one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.nat(), (texts, cut) => {
        const at = cut % (texts.length + 1)
        expect(digestSet(texts)).toMatch(/^[0-9a-f]{16}$/)
        expect(digestSet(texts.toReversed())).toBe(digestSet(texts))
        expect(joinDigests(digestSet(texts.slice(0, at)), digestSet(texts.slice(at)))).toBe(digestSet(texts))
      }),
    )
  })

  test('differs for a hundred thousand near neighbours', () => {
    const digests = new Set(Array.from({ length: 100_000 }, (_, i) => digestText(`src/file-${i}.ts`)))
    expect(digests.size).toBe(100_000)
  })
})
