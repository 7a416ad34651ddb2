import { TallyError } from './error.ts'
import type { Next } from './lines-from-end.ts'
import { measure } from './open-in.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import type { TallyPaths } from './paths.ts'
import { countFromEnd } from './read.ts'
import type { NewRecord, TallyRecord } from './record.ts'
import { type OpenTally, recordsFromEnd } from './records-from-end.ts'
import { append, withTally } from './write.ts'

/** What one claim asks for: a marker, by whom, and up to which cap. */
export interface ClaimRequest extends Omit<NewRecord, 'op'> {
  /** The most markers the streak may reach. */
  readonly cap: number
  /** Unlike that of any other claim on this tally, ever. */
  readonly id: string
}

/** Whether a place in the streak was granted, and which. */
export type Claim =
  | { readonly granted: true; readonly rank: number }
  /** `count`: the markers seen; counting stops where the cap is sure to be reached. */
  | { readonly granted: false; readonly count: number }

/**
 * Claims one place in the streak. With k places left, any number of claims at once get exactly min(k, n) grants,
 * without a lock: every claim appends a marker and is granted only if that marker's *rank*, its place in the file
 * among the markers since the reset before it, is within the cap. When it returns a grant, the marker is on the
 * device. A streak that is spent is not written to; only claims that raced for the last place leave a marker
 * beyond the cap.
 *
 * @throws TallyError when the marker could not be made durable: no place was granted
 */
export function claim(paths: TallyPaths, request: ClaimRequest, options: SensorOptions = {}): Claim {
  const { ops, understands } = withDefaults(options)
  const { cap, ...marker } = request
  if (cap <= 0) return { granted: false, count: 0 }
  return withTally(ops, paths, (tally) => {
    const before = countFromEnd(recordsFromEnd(ops, tally, understands), cap)
    if (before >= cap) return { granted: false, count: before }
    append(ops, tally, { ...marker, op: 'MARKER' })
    const rank = rankOf(marker.id, recordsFromEnd(ops, measure(ops, tally.fd, tally.path), understands), cap)
    if (rank === 0) throw overwritten(tally)
    return rank <= cap ? { granted: true, rank } : { granted: false, count: rank }
  })
}

/**
 * The place of a marker among those since the reset before it; 0 where it isn't there. Counting stops one beyond the
 * cap.
 */
function rankOf(id: string, next: Next<TallyRecord>, cap: number): number {
  let rank = 0
  for (let record = next(); record !== undefined; record = next()) {
    if (rank === 0 && record.id !== id) continue
    if (record.op === 'RESET') break
    rank += 1
    if (rank > cap) break
  }
  return rank
}

function overwritten({ path }: OpenTally): TallyError {
  return new TallyError(
    'not-durable',
    path,
    `the record just written to ${path} is not there: see what else changes this file`,
  )
}
