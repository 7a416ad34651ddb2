import { describe, expect, test } from 'bun:test'
import { duration, percent, wrap } from '@dos/desk/stats/words'
import fc from 'fast-check'

test.each([
  [0, '0 %'],
  [0.001, '<1 %'],
  [0.005, '1 %'],
  [0.5, '50 %'],
  [0.994, '99 %'],
  [0.999, '>99 %'],
  [1, '100 %'],
])('the share %p is told as %s: a little is not nothing, and nearly all is not all', (share, words) => {
  expect(percent(share)).toBe(words)
})

test.each([
  [0, '0.0 ms'],
  [2.25, '2.3 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [540_000, '540.0 s'],
])('%p ms are told as %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

describe('A text', () => {
  test('is wrapped without losing or tearing a word, and fits where every word does', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, width) => {
        const lines = wrap(list, width)
        expect(lines.join(' ')).toBe(list.join(' '))
        expect(lines.filter((line) => line.length > width)).toEqual([])
        expect(wrap(list.join(' '), width)).toEqual(lines)
      }),
    )
  })
})
