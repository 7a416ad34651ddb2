import { lstatSync } from 'node:fs'
import { prune as pruneTallies } from '@dos/marker-sensor'
import { OWN_TALLIES } from '../world/own-tallies.ts'
import type { PruneFlags } from './flags.ts'

/** What was removed, or would be. */
export interface Removal {
  /** Paths, the latest written first. */
  readonly removed: readonly string[]
  /** How many bytes they took. */
  readonly bytes: number
  readonly kept: number
}

/**
 * Removes the tallies that the flags ask for.
 *
 * @throws TallyError when the folder leads out of the workspace or the file system refuses
 */
export function removeOld(
  workspace: string,
  now: number,
  { olderThanMs, keep, dryRun }: Pick<PruneFlags, 'olderThanMs' | 'keep' | 'dryRun'>,
): Removal {
  const request = { now, olderThanMs, keep }
  const options = { ops: OWN_TALLIES }
  // Looked at before they are gone.
  const sizes = new Map(
    pruneTallies(workspace, { ...request, dryRun: true }, options).removed.map((path) => [
      path,
      sizeOf(path),
    ]),
  )
  const { removed, kept } = pruneTallies(workspace, { ...request, dryRun }, options)
  const bytes = removed.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0)
  return { removed, bytes, kept: kept.length }
}

/** One that another process removed meanwhile takes nothing. */
function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
}
