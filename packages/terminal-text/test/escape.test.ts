import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { escapeJson, escapeText } from '../src/index.ts'
import { anyText, speaksToTerminal } from './support/texts.ts'

setDefaultTimeout(60_000)

describe('An escaped text', () => {
  test('never speaks to a terminal, whatever it was', () => {
    let spoke = 0
    fc.assert(
      fc.property(anyText, (text) => {
        expect(speaksToTerminal(escapeText(text))).toBe(false)
        if (speaksToTerminal(text)) spoke += 1
      }),
      { numRuns: 300 },
    )
    expect(spoke).toBeGreaterThan(30)
  })

  test('is left as it is on the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeText(escapeText(text))).toBe(escapeText(text))
      }),
    )
  })

  test('is one line, and nothing of it is lost', () => {
    expect(escapeText('a\r\nb\u2028c\td')).toBe('a\\u000d\\u000ab\\u2028c\\u0009d')
  })

  test.each([
    ['\u001b[31m', '\\u001b[31m'],
    ['\u009b', '\\u009b'],
    ['\u202e', '\\u202e'],
    ['\u{1f44d}\u{1f3fd}', '\u{1f44d}\\u{1f3fd}'],
    ['\u{1f1e9}', '\\u{1f1e9}'],
    ['1\ufe0f\u20e3', '1\\ufe0f\\u20e3'],
    ['\ud83d', '\\ud83d'],
    ['\u00ad\u200b\ufeff', '\\u00ad\\u200b\\ufeff'],
  ])('has the code of what it can not show: %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
  })

  test.each([
    'Привет',
    '待つ',
    '한국어',
    '\u{1f680}',
    'שלום',
    'naïve',
    'a\u0300\u0316'.normalize('NFC'),
    'a\\u001b',
  ])('keeps letters of any script: %j', (text) => {
    expect(escapeText(text)).toBe(text)
  })

  test('has letters and their accents put together, so that they are as wide as they look', () => {
    expect(escapeText('e\u0301 \u1112\u1161\u11ab')).toBe('é 한')
  })
})

describe('Escaped JSON', () => {
  test('means the same and speaks to no terminal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anyText, fc.dictionary(anyText, anyText)), (value) => {
        const json = escapeJson(JSON.stringify(value))
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(speaksToTerminal(json)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('has both halves of a character that is two', () => {
    expect(escapeJson('"\u{1f3fd}\u202e"')).toBe('"\\ud83c\\udffd\\u202e"')
  })
})
