import stringWidth from 'string-width'

const ASCII = /^[ -~]*$/
const MORE = '…'

/**
 * How many columns an escaped text takes. Character by character, as terminals count: what some of them join is not in
 * an escaped text.
 */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const character of text) width += stringWidth(character)
  return width
}

/** The text in at most this many columns; `…` stands for what is cut off its end. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return width < 1 ? '' : `${headOf(text, width - 1)}${MORE}`
}

/** The text in at most this many columns; `…` stands for what is cut off its beginning, as of a path. */
export function cutFrontTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width < 1) return ''
  const characters = Array.from(text)
  let left = width - 1
  let from = characters.length
  while (from > 0) {
    const next = widthOf(characters[from - 1] ?? '')
    if (next > left) break
    left -= next
    from -= 1
  }
  // A mark without its letter would join the dots.
  while (from < characters.length && widthOf(characters[from] ?? '') === 0) from += 1
  return `${MORE}${characters.slice(from).join('')}`
}

/** The text with blanks behind it, or before it, up to this many columns. */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** The longest beginning of a text that fits. Marks stay with their letter. */
export function headOf(text: string, width: number): string {
  let left = width
  let end = 0
  for (const character of text) {
    left -= widthOf(character)
    if (left < 0) break
    end += character.length
  }
  return text.slice(0, end)
}
