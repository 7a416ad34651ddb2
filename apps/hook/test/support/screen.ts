import { Terminal } from '@xterm/headless'

/** How one cell of a screen looks. What is not said is as usual. */
export interface CellStyle {
  readonly bold?: true
  readonly dim?: true
  readonly inverse?: true
  readonly underline?: true
  /** A number of the palette: 1 is red, 2 green, 3 yellow … */
  readonly colour?: number
}

/** What a person sees of a terminal at one moment. */
export interface Screen {
  /** The rows from the first one ever written, without what is blank at their ends and at the end of all. */
  readonly lines: readonly string[]
  /** The rows with line ends between them, for snapshots. */
  readonly text: string
  /** How the first cell of this text looks. Throws where the text is not there. */
  styleOf(text: string): CellStyle
  /** Whether a program has taken the whole screen for itself, so that what was there before comes back. */
  readonly isAlternate: boolean
  readonly cursorIsHidden: boolean
}

/** A terminal without a window. */
export interface Emulator {
  /** Takes what a program writes. */
  write(bytes: Uint8Array): void
  /** What is to be seen once all that was written has been understood. */
  look(): Promise<Screen>
  resize(cols: number, rows: number): void
}

/**
 * Makes a terminal that understands what programs write.
 *
 * @param answer - told what a real terminal would type back, to a program that asks it something
 */
export function makeEmulator(cols: number, rows: number, answer: (text: string) => void): Emulator {
  const terminal = new Terminal({ cols, rows, scrollback: 10_000, allowProposedApi: true })
  terminal.unicode.register(TODAYS_WIDTHS)
  terminal.unicode.activeVersion = TODAYS_WIDTHS.version
  terminal.onData(answer)
  let cursorIsHidden = false
  for (const [final, hides] of [
    ['l', true],
    ['h', false],
  ] as const) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
      if (params.includes(25)) cursorIsHidden = hides
      return false
    })
  }
  return {
    write: (bytes) => terminal.write(bytes),
    look: () => new Promise((resolve) => terminal.write('', () => resolve(lookAt(terminal, cursorIsHidden)))),
    resize: (newCols, newRows) => terminal.resize(newCols, newRows),
  }
}

/** The emulator's own table is of Unicode 6, where emoji are narrow. */
const TODAYS_WIDTHS = {
  version: 'today',
  wcwidth: (codepoint: number): 0 | 1 | 2 => {
    const width = Bun.stringWidth(String.fromCodePoint(codepoint))
    return width === 0 ? 0 : width === 1 ? 1 : 2
  },
  /** Bits as the emulator keeps them: whether it joins the cell before, and the width. */
  charProperties: (codepoint: number, preceding: number): number => {
    const width = TODAYS_WIDTHS.wcwidth(codepoint)
    const before = (preceding >> 1) & 3
    return width === 0 && before > 0 ? (before << 1) | 1 : width << 1
  },
}

function lookAt(terminal: Terminal, cursorIsHidden: boolean): Screen {
  const buffer = terminal.buffer.active
  // A row keeps what it had beyond the edge of a window that was made smaller.
  const lines = Array.from(
    { length: buffer.length },
    (_, row) => buffer.getLine(row)?.translateToString(true, 0, terminal.cols) ?? '',
  )
  while (lines.at(-1) === '') lines.pop()
  return {
    lines,
    text: lines.join('\n'),
    styleOf: (text) => styleOf(terminal, text),
    isAlternate: buffer.type === 'alternate',
    cursorIsHidden,
  }
}

function styleOf(terminal: Terminal, text: string): CellStyle {
  const buffer = terminal.buffer.active
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row)
    for (let col = 0; line !== undefined && col < terminal.cols; col += 1) {
      if (!line.translateToString(false, col).startsWith(text)) continue
      const cell = line.getCell(col)
      // The second half of a wide character.
      if (cell === undefined || cell.getWidth() === 0) continue
      return {
        ...(cell.isBold() !== 0 && { bold: true }),
        ...(cell.isDim() !== 0 && { dim: true }),
        ...(cell.isInverse() !== 0 && { inverse: true }),
        ...(cell.isUnderline() !== 0 && { underline: true }),
        ...(!cell.isFgDefault() && { colour: cell.getFgColor() }),
      }
    }
  }
  throw new Error(`the screen does not show ${JSON.stringify(text)}`)
}
