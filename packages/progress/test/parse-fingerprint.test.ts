import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseFingerprint } from '../src/index.ts'
import { arbitraryFingerprint } from './support/arbitrary.ts'

test('what was recorded is read back', () => {
  fc.assert(
    fc.property(arbitraryFingerprint, (one) => {
      expect(parseFingerprint(JSON.parse(JSON.stringify(one)))).toEqual(JSON.parse(JSON.stringify(one)))
    }),
  )
})

test.each([[undefined], [null], [1], ['text'], [[]], [{ commit: 1, tree: ['x'], paths: 'a' }]])(
  'of %p nothing is taken',
  (value) => {
    expect(parseFingerprint(value)).toEqual({})
  },
)

test('what is not a sighting is left out, the rest stays', () => {
  const value = {
    commit: { unknown: 'because' },
    tree: { unknown: 'late' },
    paths: { a: 1, b: null, c: 'x'.repeat(201), d: { commit: 'a:b', tree: 2 }, e: { unknown: 'toString' } },
  }
  expect(parseFingerprint(value)).toEqual({
    tree: { unknown: 'late' },
    paths: { b: null, d: { commit: 'a:b' }, e: {} },
  })
})

test('a path named __proto__ is a path', () => {
  const parsed = parseFingerprint(JSON.parse('{"paths":{"__proto__":"1:aa"}}'))
  expect(Object.entries(parsed.paths ?? {})).toEqual([['__proto__', '1:aa']])
})

test('inherited fields are none', () => {
  expect(parseFingerprint(Object.create({ commit: 'a:b' }))).toEqual({})
})

test('nothing makes it throw', () => {
  fc.assert(fc.property(fc.anything(), (value) => void parseFingerprint(value)))
})
