import stringWidth from 'string-width'

const ASCII = /^[ -~]*$/
const MORE = '…'

/** How many columns an escaped text takes, character by character: what some terminals join is not in such a text. */
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
  const end = Array.from(headOf(Array.from(text).reverse().join(''), width - 1)).reverse()
  // A mark without its letter would join the dots.
  const from = end.findIndex((character) => widthOf(character) > 0)
  return `${MORE}${from < 0 ? '' : end.slice(from).join('')}`
}

/** The text with blanks behind it, or before it, up to this many columns. */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** The longest beginning of a text that fits. Marks stay with their letter. */
function headOf(text: string, width: number): string {
  let left = width
  let end = 0
  for (const character of text) {
    left -= widthOf(character)
    if (left < 0) break
    end += character.length
  }
  return text.slice(0, end)
}

/**
 * Breaks an escaped text at blanks into lines of at most `width` columns (`undefined`: one line), and inside a word only
 * where that is longer than a line. Nothing is lost but blanks at the breaks.
 */
export function wrapTo(text: string, width: number | undefined): readonly string[] {
  if (width === undefined || widthOf(text) <= width) return [text]
  return fillLines(
    text.split(' ').flatMap((word) => piecesOf(word, Math.max(2, width))),
    width,
  )
}

/** The same, but a word that is too long stays whole: a path or a command that was broken could not be copied. */
export function wrapWords(text: string, width: number | undefined): readonly string[] {
  return width === undefined ? [text] : fillLines(text.split(' '), width)
}

function fillLines(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widthOf(longer) <= width) {
      line = longer
    } else {
      lines.push(line)
      line = word
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** A word in pieces that fit; two columns are enough for any character. */
function piecesOf(word: string, width: number): readonly string[] {
  const found: string[] = []
  let rest = word
  while (widthOf(rest) > width) {
    const head = headOf(rest, width)
    found.push(head)
    rest = rest.slice(head.length)
  }
  return [...found, rest]
}

/** Dresses a piece of text, without changing its width: a colour, or nothing. */
export type Style = (text: string) => string

/** How things look, handed in: this package knows no terminal. */
export interface Styles {
  /** What a line is about. */
  readonly strong: Style
  /** What is only there to find one's way. */
  readonly faint: Style
  readonly bad: Style
  readonly warn: Style
  readonly good: Style
}

/** Where text is shown. */
export interface Canvas {
  /** `undefined`: no terminal, nothing has to fit. */
  readonly columns: number | undefined
  readonly styles: Styles
}

const plain: Style = (text) => text

/** No colours. */
export const PLAIN_STYLES: Styles = { strong: plain, faint: plain, bad: plain, warn: plain, good: plain }

/** A term and, from column `indent` on, a text that goes on below itself. A long term has lines of its own. */
export function hangText(
  [term, text]: readonly [term: string, text: string],
  indent: number,
  columns: number | undefined,
  [dressTerm, dressText]: readonly [Style, Style] = [plain, plain],
): readonly string[] {
  const blank = ' '.repeat(indent)
  const lines = wrapTo(text, columns === undefined ? undefined : Math.max(2, columns - indent)).map(dressText)
  if (widthOf(term) > indent - 2) {
    return [...wrapTo(term, columns).map(dressTerm), ...lines.map((line) => blank + line)]
  }
  return lines.map((line, at) => (at === 0 ? dressTerm(padTo(term, indent)) : blank) + line)
}
