/**
 * Breaks a text into lines of at most so many columns, between words. A word that is longer stays whole: a path that
 * was broken could not be copied.
 *
 * @param width - in columns; `undefined`: one line
 */
export function wrap(text: string, width: number | undefined): readonly string[] {
  if (width === undefined) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line === '') line = word
    else if ([...line].length + 1 + [...word].length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}
