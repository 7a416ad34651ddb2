import { TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { linesFromEnd, type Next } from './lines-from-end.ts'
import { decodeFields, type TallyRecord, toRecord } from './record.ts'
import { withoutRepeats } from './without-repeats.ts'

/**
 * How many bytes may go by without a countable record before the file is called damaged: 4 MiB, some 20,000
 * records of other kinds, read in about 20 ms. Without a bound, a file of garbage would be read to its beginning
 * at every turn.
 */
export const MAX_SILENT_BYTES: number = 4 * 1024 * 1024

/**
 * Bytes of the shortest line that can count. Parsing what is shorter would only tell that, and slowly: a few MiB of
 * line ends are millions of lines.
 */
const SHORTEST_RECORD = '{"op":"RESET"}'.length

/** Bytes of the shortest line that is an object. */
const SHORTEST_ENTRY = '{}'.length

/** The fields of one readable line. */
export type See = (fields: Readonly<Record<string, unknown>>) => void

/** An open tally. */
export interface OpenTally {
  readonly fd: number
  /** For messages. */
  readonly path: string
  /** Bytes to read, counted from the beginning. */
  readonly size: number
}

/** What to throw where nothing readable comes for too long. */
export function unreadable(path: string, at: number): TallyError {
  return new TallyError(
    'unreadable',
    path,
    `${path} has no readable record in the ${MAX_SILENT_BYTES / 1024 / 1024} MiB after byte ${at}: move it away, a new one will be made`,
  )
}

/**
 * The countable records of an open tally, the last first. Lines that are torn, foreign, too new or of another op
 * are passed over, and a `RESET` that repeats the one before it.
 *
 * @param see - told every readable line on the way, of any op, before it is counted
 * @throws TallyError `unreadable` after {@link MAX_SILENT_BYTES} without a countable record
 */
export function recordsFromEnd(
  ops: FileOps,
  { fd, path, size }: OpenTally,
  understands?: number,
  see?: See,
): Next<TallyRecord> {
  const refuse = (at: number): never => {
    throw unreadable(path, at)
  }
  // A byte order mark is not JSON: `decodeFields` is to see it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let silent = 0
  // The last line has no end of its own.
  let unread = size + 1
  const shortest = see === undefined ? SHORTEST_RECORD : SHORTEST_ENTRY
  const nextLine = linesFromEnd(ops, fd, size, MAX_SILENT_BYTES, refuse)
  return withoutRepeats(() => {
    for (let bytes = nextLine(); bytes !== undefined; bytes = nextLine()) {
      unread -= bytes.length + 1
      silent += bytes.length + 1
      const line = bytes.length < shortest ? undefined : decodeFields(decoder.decode(bytes), understands)
      if (line?.kind === 'fields') {
        const { fields } = line
        const op = fields['op']
        see?.(fields)
        if (op === 'MARKER' || op === 'RESET') {
          silent = 0
          return toRecord(op, fields)
        }
      }
      if (silent > MAX_SILENT_BYTES) refuse(unread)
    }
    return undefined
  })
}
