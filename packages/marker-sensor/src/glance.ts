import type { FileOps } from './file-ops.ts'
import { countFromEnd } from './read.ts'
import type { TallyEntry } from './recall.ts'
import { type OpenTally, recordsFromEnd } from './records-from-end.ts'

/** What the end of a tally tells. */
export interface Glance {
  /** Markers since the last reset, counted no further than the limit. */
  readonly count: number
  /** The newest readable entry, of any op; `undefined` where there is none. */
  readonly last: TallyEntry | undefined
}

/**
 * The streak and the newest entry of an open tally, by one reading from the end.
 *
 * @throws TallyError `unreadable` after 4 MiB without a countable record
 */
export function glanceAt(
  ops: FileOps,
  tally: OpenTally,
  limit: number,
  understands: number | undefined,
): Glance {
  let last: TallyEntry | undefined
  const next = recordsFromEnd(ops, tally, understands, (fields) => {
    last ??= { op: fields['op'], fields }
  })
  const count = countFromEnd(next, limit)
  return { count: Math.min(count, limit), last }
}
