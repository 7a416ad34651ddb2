import { fstatSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import process from 'node:process'
import type { Io } from '@dos/hook-call/io'
import { type Canvas, escapeJson } from '@dos/terminal-text'
import { createColors } from 'picocolors'
import { codeOf } from './files.ts'

/** What commands for people take from the world. */
export interface DeskIo
  extends Pick<Io, 'version' | 'args' | 'env' | 'cwd' | 'now' | 'newId' | 'readStdin' | 'complain'> {
  readonly platform: NodeJS.Platform
  /** The user's own folder. */
  readonly home: string
  /** How many columns the terminal has; `undefined` where stdout is none, and nothing has to fit. */
  readonly columns: number | undefined
  /** Whether to use colours: a terminal, and neither NO_COLOR nor TERM=dumb; or FORCE_COLOR. */
  readonly colours: boolean
  /** Whether a person can be asked: stdin and stdout are a terminal. */
  readonly canAsk: boolean
  /** Whether something was handed in on stdin: a pipe or a file. */
  readonly stdinIsGiven: boolean
  /**
   * Text to stdout; of what a terminal would obey only colours. A reader that has gone is no fault: the rest is dropped.
   *
   * @throws StdoutError where stdout can't take it, as a file on a full disk
   */
  readonly write: (text: string) => void
}

/** The real world. */
export function realDeskIo(io: Io): DeskIo {
  const { env } = io
  const isTerminal = process.stdout.isTTY === true
  return {
    ...io,
    platform: process.platform,
    home: homedir(),
    columns: isTerminal ? process.stdout.columns || numberOf(env['COLUMNS']) || 80 : undefined,
    colours: wantsColours(env, isTerminal),
    canAsk: isTerminal && process.stdin.isTTY === true,
    stdinIsGiven: stdinIsGiven(),
    write,
  }
}

/** https://no-color.org: a NO_COLOR that is not empty turns colours off, whatever else is set. */
function wantsColours(env: Io['env'], isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined
}

function stdinIsGiven(): boolean {
  try {
    const stats = fstatSync(0)
    return stats.isFile() || stats.isFIFO() || stats.isSocket()
  } catch {
    return false
  }
}

/** How wide lines may be, and how they look. */
export function canvasOf({ columns, colours }: Pick<DeskIo, 'columns' | 'colours'>): Canvas {
  const { bold, dim, red, yellow, green } = createColors(colours)
  return { columns, styles: { strong: bold, faint: dim, bad: red, warn: yellow, good: green } }
}

/** Stdout can't take what it is given. */
class StdoutError extends Error {
  override readonly name = 'StdoutError'
  constructor(code: string) {
    super(`stdout can't be written: ${code}; see that there is room where it goes`)
  }
}

/** The pipe or the socket has lost its reader, or there is no stdout at all. */
const NOBODY_READS: readonly string[] = ['EPIPE', 'ECONNRESET', 'EBADF']

const ESCAPE = '\u001b'

/** What is written here on purpose: line ends, tabs, and the colours of picocolors. */
const OWN = new RegExp(`([\\n\\t]|${ESCAPE}\\[\\d{1,2}m)`)

/**
 * Text of strangers is escaped where it enters what is shown; this is for what was missed there. JSON means the same
 * afterwards.
 */
function write(text: string): void {
  const parts = text.split(OWN)
  writeAll(parts.map((part, at) => (at % 2 === 1 ? part : escapeJson(part))).join(''))
}

/** By hand, because what `process.stdout` has not written yet to a pipe is lost when the process exits. */
export function writeAll(text: string): void {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      const code = codeOf(error)
      if (NOBODY_READS.includes(code)) return
      // A pipe that is full for the moment.
      if (code !== 'EAGAIN') throw new StdoutError(code)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
