import { basename, join } from 'node:path'
import { nodeFileOps } from '../files/node-operations.ts'
import type { SensorOptions } from '../files/operations.ts'
import { requireUnmoved } from '../files/place.ts'
import { requireNumber } from '../format/check.ts'
import { inTallies } from './list.ts'

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
 * @throws RangeError for a `now`, an `olderThanMs` or a `keep` that is no number, the last two from 0 up
 */
export function prune(workspace: string, request: PruneRequest, options: SensorOptions = {}): Pruned {
  const { ops = nodeFileOps } = options
  const { now, olderThanMs = Number.POSITIVE_INFINITY, keep = Number.POSITIVE_INFINITY, dryRun } = request
  requireNumber('now', now, Number.NEGATIVE_INFINITY)
  requireNumber('olderThanMs', olderThanMs)
  requireNumber('keep', keep)
  return inTallies('prune', ops, workspace, { removed: [], kept: [] }, (found, place) => {
    const removed: string[] = []
    const kept: string[] = []
    const plain = found.filter(({ entry, error }) => {
      if (entry === undefined && error?.cause !== undefined) throw error.cause
      return entry?.kind === 'file' && !entry.foreign
    })
    for (const [index, { tally }] of plain.entries()) {
      const { file } = tally.paths
      const age = now - tally.changedAt
      const unwanted = index >= keep || age > olderThanMs
      if (!unwanted || age <= DAY_MS) {
        kept.push(file)
        continue
      }
      if (dryRun !== true) {
        requireUnmoved(place)
        ops.remove(join(place.folder.at, basename(file)))
      }
      removed.push(file)
    }
    return { removed, kept }
  })
}
