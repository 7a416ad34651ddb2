/** Longer lines are cut on both sides of the place, so that it is seen. */
const LONGEST = 100

/**
 * The line of a place with a caret under its column, and one line before and after. Tabs become blanks, so that the
 * caret stands where it should.
 *
 * @param line - counted from 1, as is the column
 */
export function codeFrame(text: string, line: number, column: number): readonly string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((each) => each.replace(/\r$/, ''))
  const last = Math.min(line + 1, lines.length)
  const width = String(last).length
  const from = Math.max(0, column - 1 - LONGEST / 2)
  const shown: string[] = []
  for (let number = Math.max(1, line - 1); number <= last; number += 1) {
    const code = (lines[number - 1] ?? '').slice(from, from + LONGEST).replaceAll('\t', ' ')
    shown.push(`${String(number).padStart(width)} | ${code}`.trimEnd())
    if (number === line) shown.push(`${' '.repeat(width)} | ${' '.repeat(column - 1 - from)}^`)
  }
  return shown
}
