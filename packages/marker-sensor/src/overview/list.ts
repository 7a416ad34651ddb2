import { join, sep } from 'node:path'
import { nodeFileOps } from '../files/node-operations.ts'
import { notAFile } from '../files/open.ts'
import type { Entry, FileOps, SensorOptions } from '../files/operations.ts'
import { TALLIES, TALLY_ENDING, type TallyPaths, tallyFolder, tallyOwner } from '../files/paths.ts'
import { inPlace, locate, type Place, requireUnmoved } from '../files/place.ts'
import { onTally, TallyError } from '../files/tally-error.ts'

/** One tally as it can be seen from outside. */
export interface TallyFile {
  /**
   * Whose it is: a session, a run by its own name, or `%workspace`; of a file that something else named, that name
   * without the ending.
   */
  readonly session: string
  readonly paths: TallyPaths
  /** Last written, in milliseconds since 1970; 0 where that can't be told. */
  readonly changedAt: number
  /** Bytes. */
  readonly size: number
}

/** A name in the folder of the tallies. */
interface Found {
  readonly tally: TallyFile
  /** What stands at it; `undefined` where that could not be found out. */
  readonly entry: Entry | undefined
  /** Why it can't be read. */
  readonly error?: TallyError
}

/**
 * The tallies of a workspace, the latest written first, none of them opened: also those that can't be read.
 *
 * @throws TallyError when the folder leads out of the workspace, or the file system refuses to list it
 */
export function tallies(workspace: string, options: SensorOptions = {}): readonly TallyFile[] {
  const { ops = nodeFileOps } = options
  return inTallies('list', ops, workspace, [], (found) => found.map(({ tally }) => tally))
}

/** Finds the tallies, the latest written first, and hands them on with the place they lie in. */
export function inTallies<T>(
  doing: string,
  ops: FileOps,
  workspace: string,
  absent: T,
  use: (found: readonly Found[], place: Place) => T,
): T {
  const { home, folder } = tallyFolder(workspace)
  return onTally(doing, folder, () =>
    inPlace(ops, workspace, TALLIES, false, (place) => {
      if (place === undefined) return absent
      requireUnmoved(place)
      const found = ops
        .list(place.folder.at)
        .filter((name) => name.endsWith(TALLY_ENDING))
        .flatMap((name) => find(place, name, { workspace, home, folder, file: folder + sep + name }) ?? [])
      return use(
        found.sort((one, other) => other.tally.changedAt - one.tally.changedAt),
        place,
      )
    }),
  )
}

/** What stands behind a name; `undefined` where it has gone since it was listed. */
function find(place: Place, name: string, paths: TallyPaths): Found | undefined {
  const { ops } = place.walk
  const { file } = paths
  const session = tallyOwner(name) ?? name.slice(0, -TALLY_ENDING.length)
  let entry: Entry | undefined
  try {
    return onTally('look at', file, () => {
      entry = ops.look(join(place.folder.at, name))
      // A name of bytes that are no text is listed with a mark in their place, and can't be asked for by that.
      if (entry === undefined && session.includes('\uFFFD')) {
        throw new TallyError('io', file, `the name of ${file} is not text: rename it`)
      }
      const target = entry?.kind === 'link' ? ops.look(locate(place, name).at) : entry
      if (entry === undefined || target === undefined) return undefined
      if (target.kind !== 'file') throw notAFile(file)
      const { changedAt, size } = target
      return { tally: { session, paths, changedAt, size }, entry }
    })
  } catch (error) {
    if (!(error instanceof TallyError)) throw error
    const { changedAt = 0, size = 0 } = entry ?? {}
    return { tally: { session, paths, changedAt, size }, entry, error }
  }
}
