import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { recall, type TallyPaths } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { SeenProgress } from '@dos/stop-decision'
import type { Io } from '../io.ts'

/** What a look at ground truth found, and what to keep of it for the next one. */
export interface Look {
  readonly progress: SeenProgress
  /** Additive fields for the next record of the tally. */
  readonly fields: { readonly fingerprint?: unknown }
}

const NOTHING: Look = { progress: { advanced: false, what: [] }, fields: {} }

/**
 * Looks whether ground truth went forward since the last record. Nothing is loaded where nothing is watched or there
 * is nothing to watch: no repository at or above the workspace, and no further paths.
 *
 * @param policy - what is watched; `undefined` is the default
 */
export async function watchProgress(
  tally: TallyPaths,
  policy: ProgressPolicy | undefined,
  io: Io,
): Promise<Look> {
  if (policy?.watch.length === 0) return NOTHING
  if ((policy?.paths.length ?? 0) === 0 && !isInRepository(tally.workspace)) return NOTHING
  const last = recall(tally, ({ fields }) => fields['fingerprint'] ?? undefined)
  const { compareWith } = await import('./compare-with.ts')
  return compareWith(last, tally.workspace, policy, io)
}

function isInRepository(workspace: string): boolean {
  for (let folder = workspace; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (folder === dirname(folder)) return false
  }
}
