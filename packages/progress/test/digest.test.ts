import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { digestSet, digestText } from '../src/digest.ts'

test('digests are what they were: a record of an older version stays comparable', () => {
  expect([digestText(''), digestText('a'), digestSet([]), digestSet(['a', 'b'])]).toMatchInlineSnapshot(`
    [
      "488bdcb81aee8d83",
      "501c2ba782c97901",
      "0000000000000000",
      "95bb0602451e4bc0",
    ]
  `)
})

test('a digest is 16 hex digits', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(digestText(text)).toMatch(/^[0-9a-f]{16}$/)))
})

test('a set has one digest in any order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), (texts) => {
      expect(digestSet([...texts].reverse())).toBe(digestSet(texts))
    }),
  )
})

test('a hundred thousand near neighbours have different digests', () => {
  const digests = new Set(Array.from({ length: 100_000 }, (_, i) => digestText(`src/file-${i}.ts`)))
  expect(digests.size).toBe(100_000)
})
