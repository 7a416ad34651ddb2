import { nodeFileOps } from '../files/node-operations.ts'
import { measure } from '../files/open.ts'
import type { SensorOptions } from '../files/operations.ts'
import type { TallyPaths } from '../files/paths.ts'
import { requireNumber, requireText } from '../format/check.ts'
import { encodeRecord, type NewRecord, type TallyEntry } from '../format/record.ts'
import type { Next } from '../read/lines-from-end.ts'
import { countFromEnd, recordsFromEnd } from '../read/records-from-end.ts'
import { append, notDurable, withTally } from './append.ts'

/** What one claim asks for: a marker, by whom, and up to which cap. */
export interface ClaimRequest extends Omit<NewRecord, 'op'> {
  /** The most markers the streak may reach. */
  readonly cap: number
  /** Unlike that of any other claim on this tally, ever. */
  readonly id: string
}

/** Whether a place in the streak was granted, and which. */
export interface Claim {
  readonly granted: boolean
  /** Markers of the streak; a granted one is the last of them. Not counted further than where the cap is sure to be spent. */
  readonly count: number
}

/**
 * Claims one place in the streak. With k places left, any number of claims at once get exactly min(k, n) grants,
 * without a lock: every claim appends a marker and is granted only if that marker's *rank*, its place in the file
 * among the markers since the reset before it, is within the cap. When it returns a grant, the marker is on the
 * device. A streak that is spent is not written to; only claims that raced for the last place leave a marker
 * beyond the cap.
 *
 * @throws TallyError when the marker could not be made durable: no place was granted
 * @throws RangeError for a cap that is no number from 0 up, an id that is no text, or no time
 */
export function claim(paths: TallyPaths, request: ClaimRequest, options: SensorOptions = {}): Claim {
  const { ops = nodeFileOps } = options
  const { cap, ...marker } = request
  requireNumber('cap', cap)
  requireText('id', marker.id)
  if (cap === 0) return { granted: false, count: 0 }
  const line = encodeRecord({ ...marker, op: 'MARKER' })
  return withTally(ops, paths, (tally) => {
    const before = countFromEnd(recordsFromEnd(ops, tally), cap)
    if (before >= cap) return { granted: false, count: before }
    append(ops, tally, line)
    const { fd, path } = tally
    const rank = rankOf(marker.id, recordsFromEnd(ops, measure(ops, fd, path)), cap)
    if (rank === 0) {
      throw notDurable(
        path,
        `the record just written to ${path} is not there: see what else changes this file`,
      )
    }
    return { granted: rank <= cap, count: rank }
  })
}

/** The place of a marker among those since the reset before it, counted to one beyond the cap; 0 where it isn't there. */
function rankOf(id: string, next: Next<TallyEntry>, cap: number): number {
  let rank = 0
  for (let record = next(); record !== undefined; record = next()) {
    if (rank === 0 && record.fields['id'] !== id) continue
    if (record.op === 'RESET') break
    rank += 1
    if (rank > cap) break
  }
  return rank
}

/**
 * Zeroes the streak durably: there was a forward delta.
 *
 * @throws TallyError when the record could not be made durable
 * @throws RangeError where `now` is no time
 */
export function reset(paths: TallyPaths, request: Omit<NewRecord, 'op'>, options: SensorOptions = {}): void {
  record(paths, { ...request, op: 'RESET' }, options)
}

/**
 * Appends one record durably, whatever the streak is. For a marker that is subject to a budget use `claim`.
 *
 * @throws TallyError when the record could not be made durable
 * @throws RangeError for an op that is no text, or where `now` is no time
 */
export function record(paths: TallyPaths, request: NewRecord, options: SensorOptions = {}): void {
  const { ops = nodeFileOps } = options
  requireText('op', request.op)
  const line = encodeRecord(request)
  withTally(ops, paths, (tally) => append(ops, tally, line))
}
