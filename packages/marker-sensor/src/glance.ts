import type { FileOps } from './file-ops.ts'
import { linesFromEnd } from './lines-from-end.ts'
import type { TallyEntry } from './recall.ts'
import { decodeFields } from './record.ts'
import { MAX_SILENT_BYTES, type OpenTally, unreadable } from './records-from-end.ts'

/** What the end of a tally tells. */
export interface Glance {
  /** Markers since the last reset, counted no further than the limit. */
  readonly count: number
  /** The newest readable entry, of any op; `undefined` where there is none. */
  readonly last: TallyEntry | undefined
}

/** Bytes of the shortest line that is an object. */
const SHORTEST_ENTRY = '{}'.length

/**
 * The streak and the newest entry of an open tally, by one reading from the end.
 *
 * @throws TallyError `unreadable` after 4 MiB without a countable record
 */
export function glanceAt(
  ops: FileOps,
  { fd, path, size }: OpenTally,
  limit: number,
  understands: number | undefined,
): Glance {
  const refuse = (at: number): never => {
    throw unreadable(path, at)
  }
  // A byte order mark is not JSON.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let count = 0
  let last: TallyEntry | undefined
  let silent = 0
  // The last line has no end of its own.
  let unread = size + 1
  const next = linesFromEnd(ops, fd, size, MAX_SILENT_BYTES, refuse)
  for (let bytes = next(); bytes !== undefined; bytes = next()) {
    unread -= bytes.length + 1
    silent += bytes.length + 1
    const read = bytes.length < SHORTEST_ENTRY ? undefined : decodeFields(decoder.decode(bytes), understands)
    if (read?.kind === 'fields') {
      const op = read.fields['op']
      last ??= { op, fields: read.fields }
      if (op === 'RESET') break
      if (op === 'MARKER') {
        silent = 0
        count += 1
      }
      if (count >= limit) break
    }
    if (silent > MAX_SILENT_BYTES) refuse(unread)
  }
  return { count: Math.min(count, limit), last }
}
