import { basename } from 'node:path'
import { onTally } from './error.ts'
import type { FileOps } from './file-ops.ts'
import type { Next } from './lines-from-end.ts'
import { openToReadIn } from './open-in.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { TALLIES, type TallyPaths } from './paths.ts'
import { inPlace, type Place } from './place.ts'
import type { TallyRecord } from './record.ts'
import { type OpenTally, recordsFromEnd } from './records-from-end.ts'

/** The streak of a session. */
export interface Streak {
  /** Markers since the last reset. */
  readonly count: number
  /** The last of those markers, the newest last. */
  readonly last: readonly TallyRecord[]
}

/**
 * How many markers a session has taken since its last reset. A tally that isn't there counts 0. Read backwards
 * from the end, so the cost does not grow with the file.
 *
 * @param options - `limit`: stop counting there, since no caller with that cap needs to know more; default none
 * @throws TallyError when the tally can't be read, leads out of the workspace or is no tally
 */
export function count(paths: TallyPaths, options: SensorOptions & { readonly limit?: number } = {}): number {
  const { limit = Number.POSITIVE_INFINITY } = options
  if (limit <= 0) return 0
  return fromEnd(paths, options, 0, (next) => countFromEnd(next, limit))
}

/**
 * The streak with its last records.
 *
 * @param options - `last`: how many records to keep; default 5
 * @throws TallyError as {@link count}
 */
export function streak(paths: TallyPaths, options: SensorOptions & { readonly last?: number } = {}): Streak {
  const { last: keep = 5 } = options
  return fromEnd(paths, options, { count: 0, last: [] }, (next) => {
    const last: TallyRecord[] = []
    let markers = 0
    for (let record = next(); record !== undefined; record = next()) {
      if (record.op === 'RESET') break
      markers += 1
      if (last.length < keep) last.unshift(record)
    }
    return { count: markers, last }
  })
}

/** How many markers come before the first reset, counted from the end and no further than the limit. */
export function countFromEnd(next: Next<TallyRecord>, limit: number): number {
  let markers = 0
  for (let record = next(); record !== undefined; record = next()) {
    if (record.op === 'RESET') break
    markers += 1
    if (markers >= limit) break
  }
  return markers
}

function fromEnd<T>(
  paths: TallyPaths,
  options: SensorOptions,
  absent: T,
  fold: (next: Next<TallyRecord>) => T,
): T {
  const { ops, understands } = withDefaults(options)
  return withOpen(ops, paths, absent, (tally) => fold(recordsFromEnd(ops, tally, understands)))
}

/** Opens a tally for reading and closes it after `use`; answers `absent` where there is none. @throws TallyError */
export function withOpen<T>(ops: FileOps, paths: TallyPaths, absent: T, use: (tally: OpenTally) => T): T {
  const { workspace, file } = paths
  return onTally('read', file, () =>
    inPlace(
      ops,
      workspace,
      TALLIES,
      () => absent,
      (place) => readIn(place, paths, absent, use),
    ),
  )
}

/** The same, of a tally in a folder that is open by now. */
export function readIn<T>(place: Place, { file }: TallyPaths, absent: T, use: (tally: OpenTally) => T): T {
  const tally = openToReadIn(place, basename(file), file)
  if (tally === undefined) return absent
  try {
    return use(tally)
  } finally {
    place.way.ops.close(tally.fd)
  }
}
