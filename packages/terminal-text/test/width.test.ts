import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { cutFrontTo, cutTo, escapeText, padTo, widthOf, wrapTo, wrapWords } from '../src/index.ts'
import { anyText, hostile } from './support/texts.ts'

setDefaultTimeout(60_000)

const escaped = anyText.map(escapeText)
const width = fc.nat(30)

describe('The width of a text', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['待つ', 4],
    ['\u{1f680}', 2],
    ['ｶﾞ', 2],
    ['naïve', 5],
    ['a\u0316', 1],
    ['…→█░', 4],
  ])('is told in columns: %j', (text, columns) => {
    expect(widthOf(text)).toBe(columns)
  })

  test('is the same by the character and as a whole, for terminals that join characters and for those that do not', () => {
    // What people write. Among all the signs of Unicode are some that join the next one, and no two terminals agree.
    const written = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...hostile)).map(escapeText)
    fc.assert(
      fc.property(written, (text) => {
        expect(widthOf(text)).toBe(stringWidth(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('A cut text', () => {
  test('fits, and is as it was where it did before', () => {
    let cuts = 0
    fc.assert(
      fc.property(escaped, width, (text, most) => {
        for (const cut of [cutTo(text, most), cutFrontTo(text, most)]) {
          expect(widthOf(cut)).toBeLessThanOrEqual(most)
          if (widthOf(text) <= most) expect(cut).toBe(text)
          else cuts += 1
        }
      }),
      { numRuns: 300 },
    )
    expect(cuts).toBeGreaterThan(30)
  })

  test('keeps as much of its beginning, or of its end, as there is room for', () => {
    fc.assert(
      fc.property(escaped, fc.integer({ min: 1, max: 30 }), (text, most) => {
        fc.pre(widthOf(text) > most)
        const head = cutTo(text, most).slice(0, -1)
        const tail = cutFrontTo(text, most).slice(1)
        expect(text.startsWith(head)).toBe(true)
        expect(text.endsWith(tail)).toBe(true)
        // A character of two columns may leave one over.
        expect(widthOf(head)).toBeGreaterThanOrEqual(most - 2)
        expect(widthOf(tail)).toBeGreaterThanOrEqual(most - 2)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['abcdef', 4, 'abc…', '…def'],
    ['待つ待つ', 4, '待…', '…つ'],
    ['abcdef', 1, '…', '…'],
    ['abcdef', 0, '', ''],
    ['ab\u0316\u0317cd', 3, 'ab\u0316\u0317…', '…cd'],
  ])('%j in %d columns is %j, or from behind %j', (text, most, front, back) => {
    expect([cutTo(text, most), cutFrontTo(text, most)]).toEqual([front, back])
  })
})

describe('A padded text', () => {
  test('takes exactly the columns it is given, or as many as it needs', () => {
    fc.assert(
      fc.property(escaped, width, fc.constantFrom('left', 'right'), (text, most, align) => {
        const padded = padTo(text, most, align)
        expect(widthOf(padded)).toBe(Math.max(most, widthOf(text)))
        expect(align === 'left' ? padded.startsWith(text) : padded.endsWith(text)).toBe(true)
      }),
    )
  })
})

describe('A wrapped text', () => {
  test('fits in every line, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(escaped, fc.integer({ min: 2, max: 30 }), (text, most) => {
        const lines = wrapTo(text, most)
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(most)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 3, ['one', 'two', 'thr', 'ee']],
    ['one', 3, ['one']],
    ['', 3, ['']],
    ['待つ待つ', 5, ['待つ', '待つ']],
  ])('%j in %d columns', (text, most, lines) => {
    expect(wrapTo(text, most)).toEqual(lines)
  })

  test('is one line where nothing has to fit', () => {
    expect(wrapTo('word '.repeat(100), undefined)).toEqual(['word '.repeat(100)])
  })
})

test('A text that is wrapped in whole words keeps each of them, however long it is', () => {
  expect(wrapWords('one two three', 9)).toEqual(['one two', 'three'])
  expect(wrapWords('incomprehensibilities are long', 10)).toEqual(['incomprehensibilities', 'are long'])
  expect(wrapWords('one two three', undefined)).toEqual(['one two three'])
})
