import { headOf, widthOf } from './width.ts'

/**
 * Breaks an escaped text into lines of at most this many columns, at its blanks, and inside a word only where that is
 * longer than a line. Nothing is lost but blanks at the breaks.
 *
 * @param width - `undefined`: one line, however long
 */
export function wrapTo(text: string, width: number | undefined): readonly string[] {
  if (width === undefined || widthOf(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => pieces(each, Math.max(2, width)))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) {
      line = longer
    } else {
      if (line !== '') lines.push(line)
      line = word
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** A word in pieces that fit; two columns are enough for any character. */
function pieces(word: string, width: number): readonly string[] {
  const found: string[] = []
  let rest = word
  while (widthOf(rest) > width) {
    const head = headOf(rest, width)
    found.push(head)
    rest = rest.slice(head.length)
  }
  return [...found, rest]
}
