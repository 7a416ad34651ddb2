import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { recall, type TallyEntry, type TallyPaths } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { SeenProgress } from '@dos/stop-decision'
import type { Io } from '../io.ts'

/** What a look at ground truth found, and what to keep of it for the next one. */
export interface Look {
  readonly progress: SeenProgress
  /** Additive fields for the next record of the tally. */
  readonly fields: { readonly fingerprint?: unknown }
  /** What it was compared with, for the `RESET` that tells of it; absent where there was nothing to compare with. */
  readonly since?: string
  /** The newest record that counts. */
  readonly newest?: TallyEntry | undefined
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
  let newest: TallyEntry | undefined
  const last = recall(tally, (entry) => {
    if (newest === undefined && (entry.op === 'MARKER' || entry.op === 'RESET')) newest = entry
    return entry.fields['fingerprint'] ?? undefined
  })
  const { compareWith } = await import('./compare-with.ts')
  return { ...compareWith(last, tally.workspace, policy, io), newest }
}

/** Of a record that tells of progress: what it was found against. */
export function sinceOf({ progress, since }: Look): { readonly since?: string } {
  return progress.advanced && since !== undefined ? { since } : {}
}

/** A workspace may be reached by a link: what lies above it is what lies above the folder that the link leads to. */
function isInRepository(workspace: string): boolean {
  return isBelowRepository(workspace) || isBelowRepository(realpathSync(workspace))
}

function isBelowRepository(workspace: string): boolean {
  for (let folder = workspace; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (folder === dirname(folder)) return false
  }
}
