import process from 'node:process'
import { type DeskIo, writeAll } from '../world/desk-io.ts'

/** The terminal while it is one's own: what was on it before comes back at the end. */
export interface LiveScreen {
  readonly size: () => { readonly columns: number; readonly rows: number }
  /** Shows these lines and nothing else. What is shown already is not sent again. */
  readonly draw: (lines: readonly string[]) => void
  readonly close: () => void
}

/** What a person, or the system, wants of who owns the screen. */
export interface ScreenWishes {
  readonly leave: () => void
  /** The size has changed, or somebody else may have drawn meanwhile. */
  readonly redraw: () => void
}

/** The other screen; no cursor; a line that is too long for a moment, while the window shrinks, is not broken. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l'
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l'

/** Where a terminal can, it shows all that stands between these two at once. */
const BEGIN = '\u001b[?2026h\u001b[H'
const END = '\u001b[J\u001b[?2026l'

/** Erased before it is written: a terminal that has just filled its last column would erase that one. */
const ERASE_LINE = '\u001b[2K'

const LEAVING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/** One picture as the bytes that draw it over the one before, without clearing the screen first. */
export function frame(lines: readonly string[]): string {
  return `${BEGIN}${lines.map((line) => ERASE_LINE + line).join('\r\n')}${END}`
}

/** Whether keys come in: stdin is the terminal, too. */
export function takesKeys(): boolean {
  return process.stdin.isTTY === true
}

/** Takes the terminal. Whoever does has to close it. */
export function openScreen({ columns }: DeskIo, { leave, redraw }: ScreenWishes): LiveScreen {
  const { stdin, stdout } = process
  const hasKeys = takesKeys()
  let shown = ''
  const begin = (): void => {
    if (hasKeys) stdin.setRawMode(true)
    writeAll(ENTER)
    shown = ''
  }
  const again = (): void => {
    shown = ''
    redraw()
  }
  // Stopped and gone on with: the shell had the terminal meanwhile.
  const resume = (): void => {
    begin()
    redraw()
  }
  const onKey = (keys: Buffer): void => {
    const text = keys.toString('latin1')
    if (/^[qQ]$/.test(text) || text.includes(CTRL_C) || text.includes(CTRL_D)) leave()
  }
  begin()
  if (hasKeys) stdin.on('data', onKey)
  stdout.on('resize', again)
  for (const signal of LEAVING_SIGNALS) process.on(signal, leave)
  process.on('SIGCONT', resume)
  return {
    size: () => ({ columns: stdout.columns || columns || 80, rows: stdout.rows || 24 }),
    draw: (lines) => {
      const next = frame(lines)
      if (next === shown) return
      shown = next
      writeAll(next)
    },
    close: () => {
      stdout.off('resize', again)
      process.off('SIGCONT', resume)
      for (const signal of LEAVING_SIGNALS) process.off(signal, leave)
      writeAll(LEAVE)
      if (!hasKeys) return
      stdin.off('data', onKey)
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
