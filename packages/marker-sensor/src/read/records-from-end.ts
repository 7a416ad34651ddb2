import type { OpenFile } from '../files/open.ts'
import type { FileOps } from '../files/operations.ts'
import { TallyError } from '../files/tally-error.ts'
import { decodeLine, type Line, type TallyEntry } from '../format/record.ts'
import { linesFromEnd, type Next } from './lines-from-end.ts'

/**
 * How many bytes may go by without a countable record before the file is called damaged: 4 MiB, some 20,000
 * records of other kinds, read in about 20 ms. Without a bound, a file of garbage would be read to its beginning
 * at every turn.
 */
export const MAX_SILENT_BYTES: number = 4 * 1024 * 1024

/** Bytes of the shortest line that is an object. */
const SHORTEST_ENTRY = '{}'.length

/** Bytes of the shortest line that can count. A few MiB of line ends are millions of lines: they are not parsed. */
const SHORTEST_RECORD = '{"op":"RESET"}'.length

/** The lines of an open tally, the last first: how long each is, and what it says, unless it is shorter than asked. */
export function entriesFromEnd(
  ops: FileOps,
  tally: OpenFile,
  understands?: number,
  shortest: number = SHORTEST_ENTRY,
): Next<{ readonly bytes: number; readonly line: Line | undefined }> {
  // A byte order mark is not JSON: `decodeLine` is to see it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const next = linesFromEnd(ops, tally, MAX_SILENT_BYTES, (at) => {
    throw unreadable(tally, at)
  })
  return () => {
    const bytes = next()
    if (bytes === undefined) return undefined
    const line = bytes.length < shortest ? undefined : decodeLine(decoder.decode(bytes), understands)
    return { bytes: bytes.length, line }
  }
}

/** The countable records of an open tally, the last first; `see` is told every readable entry on the way, of any op. */
export function recordsFromEnd(
  ops: FileOps,
  tally: OpenFile,
  { understands, see }: { readonly understands?: number; readonly see?: (entry: TallyEntry) => void } = {},
): Next<TallyEntry> {
  const shortest = see === undefined ? SHORTEST_RECORD : SHORTEST_ENTRY
  const next = entriesFromEnd(ops, tally, understands, shortest)
  let silent = 0
  // The last line has no end of its own.
  let unread = tally.size + 1
  return withoutRepeats(() => {
    for (let entry = next(); entry !== undefined; entry = next()) {
      const { bytes, line } = entry
      unread -= bytes + 1
      silent += bytes + 1
      if (line?.fields !== undefined) see?.(line)
      if (line?.kind === 'record') {
        silent = 0
        return line
      }
      if (silent > MAX_SILENT_BYTES) throw unreadable(tally, unread)
    }
    return undefined
  })
}

function unreadable({ path }: OpenFile, at: number): TallyError {
  return new TallyError(
    'unreadable',
    path,
    `${path} has no readable record in the ${MAX_SILENT_BYTES / 1024 / 1024} MiB after byte ${at}: move it away, a new one will be made`,
  )
}

/** How many markers come before the first reset, counted from the end and no further than the limit. */
export function countFromEnd(next: Next<TallyEntry>, limit: number): number {
  let markers = 0
  for (let record = next(); record?.op === 'MARKER'; record = next()) {
    markers += 1
    if (markers >= limit) break
  }
  return markers
}

/**
 * How many records lie between a `RESET` and one that repeats it, at most: what is said again comes at the same moment,
 * and without a bound the whole of a long tally would be read to find out that nothing is.
 */
export const MOST_BETWEEN = 1000

/** Whether a `RESET` says again what the one before it said: the two have a word of `since` in common. */
export function isRepeat(since: unknown, before: unknown): boolean {
  if (typeof since !== 'string' || typeof before !== 'string') return false
  const words = before.split(' ')
  return since.split(' ').some((word) => word !== '' && words.includes(word))
}

/**
 * Records from the last to the first without the `RESET`s that repeat the one before them, by their `since`: those do
 * nothing. Whether one does is told by records that are older, so these are read ahead.
 */
function withoutRepeats(next: Next<TallyEntry>): Next<TallyEntry> {
  const ahead: TallyEntry[] = []
  const repeatsOlder = (since: unknown): boolean => {
    for (let at = 0; at < MOST_BETWEEN; at += 1) {
      const record = ahead[at] ?? readAhead(next)
      if (record === undefined) return false
      if (at === ahead.length) ahead.push(record)
      if (record.op === 'RESET') return isRepeat(since, record.fields['since'])
    }
    return false
  }
  return () => {
    for (;;) {
      const record = ahead.shift() ?? next()
      const since = record?.op === 'RESET' ? record.fields['since'] : undefined
      if (typeof since !== 'string' || !repeatsOlder(since)) return record
    }
  }
}

/** What can't be read lies before a `RESET`, and nobody has asked for it. */
function readAhead(next: Next<TallyEntry>): TallyEntry | undefined {
  try {
    return next()
  } catch (error) {
    if (error instanceof TallyError && error.fault === 'unreadable') return undefined
    throw error
  }
}
