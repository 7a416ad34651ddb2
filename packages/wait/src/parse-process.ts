import type { ProcessInfo } from './process-info.ts'

/** Linux counts start times in hundredths of a second, on every processor there is a Bun or Node for. */
const TICK_MS = 10

/**
 * Reads Linux's `/proc/<pid>/stat`. A name may have spaces, brackets and line ends in it, so the last bracket counts.
 *
 * @returns `undefined` for one that has ended, or where the text is not what it should be
 */
export function parseStat(text: string): ProcessInfo | undefined {
  const open = text.indexOf(' (')
  const close = text.lastIndexOf(') ')
  if (open < 0 || close < open) return undefined
  const [state = '', ...rest] = text
    .slice(close + 2)
    .trim()
    .split(' ')
  const pid = Number(text.slice(0, open))
  const parent = Number(rest[0])
  const session = Number(rest[2])
  const ticks = Number(rest[18])
  if (![pid, parent, session, ticks].every(Number.isSafeInteger) || hasEnded(state)) return undefined
  const name = text.slice(open + 2, close)
  return { pid, parent, name, leads: session === pid, startedMs: ticks * TICK_MS }
}

/** What {@link parsePs} reads: `ps -ax` with these columns. */
export const PS_COLUMNS = 'pid=,ppid=,pgid=,stat=,lstart=,comm='

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+ +\S+ +\d+ +[\d:]+ +\d+)\s+(.+?)\s*$/

/** Reads the lines of `ps`. What ended, and what is no such line, is left out. */
export function parsePs(text: string): readonly ProcessInfo[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, group, state = '', started = '', command = ''] = PS_LINE.exec(line) ?? []
    const startedMs = Date.parse(started)
    if (pid === undefined || Number.isNaN(startedMs) || hasEnded(state)) return []
    const name = command.slice(command.lastIndexOf('/') + 1)
    return [{ pid: Number(pid), parent: Number(parent), name, leads: group === pid, startedMs }]
  })
}

function hasEnded(state: string): boolean {
  return state.startsWith('Z') || state.startsWith('X')
}
