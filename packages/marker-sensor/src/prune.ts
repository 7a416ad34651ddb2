import { basename, join } from 'node:path'
import { onTally } from './error.ts'
import { listTallies } from './list.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { TALLIES, tallyFolder } from './paths.ts'
import { inPlace, type Place, requireUnmoved } from './place.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Which tallies to keep. */
export interface PruneRequest {
  /** The time, in milliseconds since 1970. */
  readonly now: number
  /** Remove tallies not written for longer than this many milliseconds. Default: no bound by age. */
  readonly olderThanMs?: number
  /** Keep no more than this many, the latest written ones. Default: no bound by number. */
  readonly keep?: number
  /** Only tell what would be removed. Default `false`. */
  readonly dryRun?: boolean
}

/** What was done, by path. */
export interface Pruned {
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}

/**
 * Removes old tallies of a workspace, by age, by number or both. One written within the last day stays, whatever
 * the request says: its session may still be running. Only regular files that end in `.jsonl`
 * are looked at, and none of another user's.
 *
 * @throws TallyError when the folder leads out of the workspace or the file system refuses
 */
export function prune(
  workspace: string,
  request: PruneRequest,
  options: Pick<SensorOptions, 'ops'> = {},
): Pruned {
  const { ops } = withDefaults(options)
  const {
    now,
    olderThanMs = Number.POSITIVE_INFINITY,
    keep = Number.POSITIVE_INFINITY,
    dryRun = false,
  } = request
  const { folder } = tallyFolder(workspace)
  const none: Pruned = { removed: [], kept: [] }
  const prunePlace = (place: Place): Pruned => {
    const removed: string[] = []
    const kept: string[] = []
    for (const [index, { path, changedAt }] of latestFirst(place, workspace).entries()) {
      const age = now - changedAt
      const unwanted = index >= keep || age > olderThanMs
      if (!unwanted || age <= DAY_MS) {
        kept.push(path)
      } else {
        if (!dryRun) remove(place, basename(path))
        removed.push(path)
      }
    }
    return { removed, kept }
  }
  return onTally('prune', folder, () => inPlace(ops, workspace, TALLIES, () => none, prunePlace))
}

function remove(place: Place, name: string): void {
  requireUnmoved(place)
  place.way.ops.remove(join(place.folder.at, name))
}

function latestFirst(
  place: Place,
  workspace: string,
): readonly { readonly path: string; readonly changedAt: number }[] {
  return listTallies(place, workspace)
    .flatMap(({ paths: { file } }) => {
      const entry = place.way.ops.look(join(place.folder.at, basename(file)))
      return entry?.kind === 'file' && !entry.foreign ? [{ path: file, changedAt: entry.changedAt }] : []
    })
    .toSorted((one, other) => other.changedAt - one.changedAt)
}
