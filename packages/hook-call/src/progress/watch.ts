import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NewRecord } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { Io } from '../io.ts'
import type { TurnLook } from './compare-with.ts'

export type { TurnLook } from './compare-with.ts'

/**
 * Looks whether ground truth went forward since the last record. Nothing is loaded where nothing is watched or there
 * is nothing to watch: no repository at or above the workspace, and no further paths.
 *
 * @param event - tells the turn, and when the session began
 */
export async function watchProgress(
  { tally, stands }: Pick<SessionPlace, 'tally' | 'stands'>,
  policy: ProgressPolicy | undefined,
  io: Io,
  event?: HookEvent,
): Promise<TurnLook> {
  if (policy?.watch.length === 0) return nothing([NOTHING_WATCHED])
  const hasPaths = (policy?.paths.length ?? 0) > 0
  if (!hasPaths && !isInRepository(tally.workspace) && (stands === undefined || !isInRepository(stands))) {
    return nothing([isBelow(realpathSync(tally.workspace), '.jj') ? NOTHING_BUT_JJ : NO_REPOSITORY])
  }
  const { compareWith } = await import('./compare-with.ts')
  return compareWith({ tally, stands, policy, event }, io)
}

const NOTHING_WATCHED = 'dos.toml watches nothing'
const NO_REPOSITORY = 'there is no git repository here'
const NOTHING_BUT_JJ = 'only a jj repository is here, and jj is not asked'

function nothing(unseen: readonly string[]): TurnLook {
  return { progress: { advanced: false, what: [] }, fields: {}, unseen }
}

/** Why a marker is recorded: nobody reading the tally is to take a turn for empty that could not be looked at. */
export function unlessSeen(reason: string, { unseen }: Pick<TurnLook, 'unseen'>): string {
  return unseen.length === 0 ? reason : `${reason}; progress could not be checked: ${unseen.join(', ')}`
}

/** What the `RESET` says that tells of progress. */
export function deltaOf(
  { progress, since, fields, files }: TurnLook,
  more: Readonly<Record<string, unknown>> = {},
): Pick<NewRecord, 'since' | 'fields'> & { readonly reason: string } {
  return {
    reason: `progress: ${progress.what.join(', ')}`,
    ...(since !== undefined && { since }),
    fields: { ...fields, ...files, ...more },
  }
}

/** Above a workspace that is reached by a link lies what lies above the link's target. */
function isInRepository(workspace: string): boolean {
  return isBelow(workspace, '.git') || isBelow(realpathSync(workspace), '.git') || isBare(workspace)
}

function isBelow(start: string, name: string): boolean {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return true
    if (folder === dirname(folder)) return false
  }
}

function isBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}
