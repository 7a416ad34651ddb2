import { basename } from 'node:path'
import { nodeFileOps } from '../files/node-operations.ts'
import { type OpenFile, openToReadIn } from '../files/open.ts'
import type { FileOps, SensorOptions } from '../files/operations.ts'
import { TALLIES, type TallyPaths } from '../files/paths.ts'
import { inPlace, type Place } from '../files/place.ts'
import { onTally } from '../files/tally-error.ts'
import { requireNumber } from '../format/check.ts'
import type { TallyEntry } from '../format/record.ts'
import { countFromEnd, entriesFromEnd, MAX_SILENT_BYTES, recordsFromEnd } from './records-from-end.ts'

/** How a streak is read. */
export interface CountOptions extends SensorOptions {
  /** The newest schema version to read; newer records are skipped. Default 1. */
  readonly understands?: number
}

/** The streak of a session. */
export interface Streak {
  /** Markers since the last reset. */
  readonly count: number
  /** The last of those markers, the newest last. */
  readonly last: readonly TallyEntry[]
}

/**
 * How many markers a session has taken since its last reset. A tally that isn't there counts 0. Read backwards
 * from the end, so the cost does not grow with the file.
 *
 * @param options - `limit`: stop counting there, since no caller with that cap needs to know more; default none
 * @throws TallyError when the tally can't be read, leads out of the workspace or is no tally
 * @throws RangeError for a limit that is no number from 0 up
 */
export function count(paths: TallyPaths, options: CountOptions & { readonly limit?: number } = {}): number {
  const { ops = nodeFileOps, limit = Number.POSITIVE_INFINITY } = options
  requireNumber('limit', limit)
  if (limit === 0) return 0
  return withOpen(ops, paths, (tally) =>
    tally === undefined ? 0 : countFromEnd(recordsFromEnd(ops, tally, options), limit),
  )
}

/**
 * The streak with its last records.
 *
 * @param options - `last`: how many records to keep; default 5
 * @throws TallyError as {@link count}
 * @throws RangeError for a `last` that is no number from 0 up
 */
export function streak(paths: TallyPaths, options: CountOptions & { readonly last?: number } = {}): Streak {
  const { ops = nodeFileOps, last: keep = 5 } = options
  requireNumber('last', keep)
  return withOpen(ops, paths, (tally) => {
    const last: TallyEntry[] = []
    if (tally === undefined) return { count: 0, last }
    const next = recordsFromEnd(ops, tally, options)
    const count = countFromEnd(() => {
      const record = next()
      if (record?.op === 'MARKER' && last.length < keep) {
        last.unshift({ op: record.op, fields: record.fields })
      }
      return record
    }, Number.POSITIVE_INFINITY)
    return { count, last }
  })
}

/**
 * Asks the entries of a tally, the newest first, until one has an answer. For what is remembered in additive fields
 * and ops; the streak is told by `count`.
 *
 * @param ask - answers `undefined` to go on to the entry before
 * @param options - `most`: how many lines to look at, readable or not; default 100 (an empty one at the end counts)
 * @returns the first answer; `undefined` where none has one, where there is no tally, or after 4 MiB
 * @throws TallyError when the tally can't be read or leads out of the workspace
 * @throws RangeError for a `most` that is no number from 0 up
 */
export function recall<T>(
  paths: TallyPaths,
  ask: (entry: TallyEntry) => T | undefined,
  options: SensorOptions & { readonly most?: number } = {},
): T | undefined {
  const { ops = nodeFileOps, most = 100 } = options
  requireNumber('most', most)
  return withOpen(ops, paths, (tally) => {
    if (tally === undefined) return undefined
    const next = entriesFromEnd(ops, tally)
    let bytes = 0
    let lines = 0
    for (let each = next(); each !== undefined; each = next()) {
      const { line } = each
      bytes += each.bytes
      lines += 1
      if (lines > most || bytes > MAX_SILENT_BYTES) return undefined
      const answer = line?.fields === undefined ? undefined : ask({ op: line.op, fields: line.fields })
      if (answer !== undefined) return answer
    }
    return undefined
  })
}

/** Opens a tally for reading and closes it after `use`, which is told `undefined` where there is none. @throws TallyError */
export function withOpen<T>(ops: FileOps, paths: TallyPaths, use: (tally: OpenFile | undefined) => T): T {
  const { workspace, file } = paths
  return onTally('read', file, () =>
    inPlace(ops, workspace, TALLIES, false, (place) =>
      place === undefined ? use(undefined) : readIn(place, basename(file), use),
    ),
  )
}

/** The same, of a tally in a folder that is open by now. */
export function readIn<T>(place: Place, name: string, use: (tally: OpenFile | undefined) => T): T {
  const tally = openToReadIn(place, name)
  try {
    return use(tally)
  } finally {
    if (tally !== undefined) place.walk.ops.close(tally.fd)
  }
}
