import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { codeFrame } from '../src/index.ts'

const TEXT = '[marker]\nmax_streak = "4"\narm_on_env = []\n'

describe('A code frame', () => {
  test('shows the line with a caret under the column, and one line before and after', () => {
    expect(codeFrame(TEXT, 2, 14)).toEqual([
      '1 | [marker]',
      '2 | max_streak = "4"',
      '  |              ^',
      '3 | arm_on_env = []',
    ])
  })

  test('has nothing before the first line and nothing after the last', () => {
    expect(codeFrame('a = 1', 1, 1)).toEqual(['1 | a = 1', '  | ^'])
    expect(codeFrame('a = 1\nb', 2, 2)).toEqual(['1 | a = 1', '2 | b', '  |  ^'])
  })

  test('lines numbers up where they grow by a digit', () => {
    const text = Array.from({ length: 12 }, (_, at) => `k${at + 1}`).join('\n')
    expect(codeFrame(text, 10, 1)).toEqual([' 9 | k9', '10 | k10', '   | ^', '11 | k11'])
  })

  test('takes CRLF, a byte order mark and tabs, and the caret still stands where it should', () => {
    expect(codeFrame('\uFEFFa = 1\r\n\tb = x\r\nc = 2\r\n', 2, 6)).toEqual([
      '1 | a = 1',
      '2 |  b = x',
      '  |      ^',
      '3 | c = 2',
    ])
  })

  test('cuts a line that is too long round the place', () => {
    const frame = codeFrame(`${'x'.repeat(300)}!${'y'.repeat(300)}`, 1, 301)
    expect(frame[0]).toBe(`1 | ${'x'.repeat(50)}!${'y'.repeat(49)}`)
    expect(frame[1]).toBe(`  | ${' '.repeat(50)}^`)
  })

  test('has one caret, under the character of the place, whatever the text', () => {
    const line = fc.stringMatching(/^[a-z =]{0,200}$/)
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (lines, row, column) => {
          const at = row % lines.length
          const text = lines[at] ?? ''
          const offset = column % (text.length + 1)
          const frame = codeFrame(lines.join('\n'), at + 1, offset + 1)
          const carets = frame.filter((each) => each.endsWith('^'))
          expect(carets).toHaveLength(1)
          const caret = carets[0] ?? ''
          const code = frame[frame.indexOf(caret) - 1] ?? ''
          const there = text.charAt(offset).trim()
          expect(code.charAt(caret.length - 1).trim()).toBe(there)
        },
      ),
    )
  })
})
