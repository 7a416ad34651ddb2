import { existsSync } from 'node:fs'
import process from 'node:process'
import { describeFault } from '@dos/hook-call/fault'
import { findStdoutGone } from '@dos/hook-call/poll'
import { renderStatus } from '@dos/tally-view'
import { escapeText, type Styles, wrapTo } from '@dos/terminal-text'
import { canvasOf, type DeskIo, writeAll } from '../world/desk-io.ts'
import { changeOf, lookAround, reportLine, type StatusLook, type StatusRequest } from './look.ts'

const PAUSE_MS = 1000

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Shows each look; `close` gives back what it took. */
interface Display {
  /** A look, or why there is none. */
  readonly show: (look: StatusLook | string) => void
  readonly close: () => void
}

/** Looks once a second until somebody leaves, or nobody reads any more. @returns 0 */
export async function watch(workspace: string, all: boolean, json: boolean, io: DeskIo): Promise<0> {
  let isWanted = true
  let wake = (): void => {}
  const leave = (): void => {
    isWanted = false
    wake()
  }
  const isGone = await findStdoutGone()
  for (const signal of SIGNALS) process.on(signal, leave)
  const display = json ? showLines(io) : takeScreen(workspace, io, leave, () => wake())
  try {
    let previous: StatusLook | undefined
    while (isWanted && isGone?.() !== true) {
      const look = await tryToLook({ workspace, env: io.env, all, now: io.now(), previous })
      if (typeof look !== 'string') previous = look
      display.show(look)
      await new Promise<void>((resolve) => {
        wake = resolve
        if (isWanted) setTimeout(resolve, PAUSE_MS)
        else resolve()
      })
    }
  } finally {
    display.close()
    for (const signal of SIGNALS) process.off(signal, leave)
  }
  return 0
}

/** @returns why it failed, if it did: it may be fixed while somebody watches */
async function tryToLook(request: StatusRequest): Promise<StatusLook | string> {
  try {
    if (!existsSync(request.workspace)) return `the workspace ${request.workspace} is gone`
    return await lookAround(request)
  } catch (error) {
    return describeFault(error)
  }
}

/** One line of JSON at the beginning, and one whenever something but ages has changed. */
function showLines(io: DeskIo): Display {
  let shown = ''
  return {
    show: (look) => {
      const change = typeof look === 'string' ? look : changeOf(look)
      if (change === shown) return
      shown = change
      if (typeof look === 'string') io.complain(escapeText(look))
      else io.write(reportLine(look))
    },
    close: () => {},
  }
}

/** The other screen; no cursor; a line that is too long for a moment, while the window shrinks, is not broken. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l'
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l'
/** Where a terminal can, it shows all that stands between these two at once. */
const BEGIN = '\u001b[?2026h\u001b[H'
const END = '\u001b[J\u001b[?2026l'
/** Erased before it is written: a terminal that has just filled its last column would erase that one. */
const ERASE_LINE = '\u001b[2K'

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/** Takes the terminal. What was on it before comes back at the end. */
function takeScreen(workspace: string, io: DeskIo, leave: () => void, lookAgain: () => void): Display {
  const { stdin, stdout } = process
  const hasKeys = stdin.isTTY === true
  let shown = ''
  const enter = (): void => {
    if (hasKeys) stdin.setRawMode(true)
    writeAll(ENTER)
  }
  const redraw = (): void => {
    shown = ''
    lookAgain()
  }
  // Stopped and continued: the shell had the terminal meanwhile.
  const resume = (): void => {
    enter()
    redraw()
  }
  const onKey = (keys: Buffer): void => {
    const text = keys.toString('latin1')
    if (/^q$/i.test(text) || text.includes(CTRL_C) || text.includes(CTRL_D)) leave()
  }
  enter()
  if (hasKeys) stdin.on('data', onKey)
  stdout.on('resize', redraw)
  process.on('SIGCONT', resume)
  return {
    show: (look) => {
      const [columns, rows] = [stdout.columns || io.columns || 80, stdout.rows || 24]
      const footer = hasKeys ? 'q leaves' : 'Ctrl-C leaves'
      const lines = draw(workspace, look, footer, columns, rows, canvasOf(io).styles)
      const picture = `${BEGIN}${lines.map((line) => ERASE_LINE + line).join('\r\n')}${END}`
      if (picture !== shown) writeAll(picture)
      shown = picture
    },
    close: () => {
      stdout.off('resize', redraw)
      process.off('SIGCONT', resume)
      writeAll(LEAVE)
      if (!hasKeys) return
      stdin.off('data', onKey)
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}

/** The status as the rows of a whole screen, the most urgent above; what does not fit is counted. */
function draw(
  workspace: string,
  look: StatusLook | string,
  footer: string,
  columns: number,
  rows: number,
  styles: Styles,
): readonly string[] {
  const wrap = (text: string) => wrapTo(escapeText(text), columns)
  const lines =
    typeof look === 'string'
      ? [styles.strong(escapeText(workspace)), '', ...wrap(look).map(styles.bad)]
      : [...troublesOf(look, wrap, styles), ...renderStatus(look.view, { columns, styles })]
  const room = Math.max(1, rows - 2)
  const shown = lines.length <= room ? lines : lines.slice(0, room - 1)
  const left = lines.length - shown.length
  const picture = left === 0 ? shown : [...shown, styles.faint(`and ${left} more lines`.slice(0, columns))]
  return rows < picture.length + 2 ? picture : [...picture, '', styles.faint(footer.slice(0, columns))]
}

function troublesOf(
  { complaint, warnings }: StatusLook,
  wrap: (text: string) => readonly string[],
  styles: Styles,
): readonly string[] {
  const told = [
    ...(complaint === undefined ? [] : wrap(complaint).map(styles.bad)),
    ...warnings.flatMap((warning) => wrap(`warning: ${warning}`).map(styles.warn)),
  ]
  return told.length === 0 ? [] : [...told, '']
}
