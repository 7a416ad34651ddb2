import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type NewRecord, recall, type TallyPaths } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { HookEvent } from '../event/event.ts'
import type { Place } from '../event/place.ts'
import type { Io } from '../io.ts'
import { turnOf } from './turn.ts'

/** What a look at ground truth found, and what to keep of it for the next one. */
export interface Look {
  readonly progress: { readonly advanced: boolean; readonly what: readonly string[] }
  /** Additive fields for the next record of the tally: what the look after it compares with. */
  readonly fields: { readonly fingerprint?: unknown }
  /**
   * The earlier looks that it was found against, by their ids, for the `RESET` that tells of it: of many that compare
   * with the same ones, the first alone zeroes the streak.
   */
  readonly since?: string
  /** The files that advanced, from the root of their repository, and whether it is one untracked file alone. */
  readonly files?: { readonly files?: readonly string[]; readonly lone_untracked?: true }
  /** What could not be seen, each with why, in sentences for people. */
  readonly unseen: readonly string[]
}

/**
 * Looks whether ground truth went forward since the last record. Nothing is loaded where nothing is watched or there
 * is nothing to watch: no repository at or above the workspace, and no further paths.
 *
 * @param policy - what is watched; `undefined` is the default
 * @param event - tells the turn, and when the session began
 */
export async function watchProgress(
  { tally, stands }: Pick<Place, 'tally' | 'stands'>,
  policy: ProgressPolicy | undefined,
  io: Io,
  event?: HookEvent,
): Promise<Look> {
  if (policy?.watch.length === 0) return nothing([NOTHING_WATCHED])
  const hasPaths = (policy?.paths.length ?? 0) > 0
  if (!hasPaths && !isInRepository(tally.workspace) && (stands === undefined || !isInRepository(stands))) {
    return nothing([isBelow(realpathSync(tally.workspace), '.jj') ? NOTHING_BUT_JJ : NO_REPOSITORY])
  }
  const { compareWith } = await import('./compare-with.ts')
  const entries: Parameters<typeof compareWith>[0]['entries'] = (ask) => recall(tally, ask)
  const turn = event === undefined ? undefined : turnOf(event)?.replaceAll(' ', '_')
  const found = compareWith(
    { workspace: tally.workspace, stands, policy, entries, begun: birthOf(event), turn },
    io,
  )
  const { advanced, unseen, fingerprint, since, files, loneUntracked } = found
  return {
    progress: advanced.length === 0 ? { advanced: false, what: [] } : { advanced: true, what: advanced },
    fields: { fingerprint },
    files: { ...(files.length > 0 && { files }), ...(loneUntracked && { lone_untracked: true }) },
    unseen,
    ...(advanced.length > 0 && { since }),
  }
}

const NOTHING_WATCHED = 'dos.toml watches nothing'
const NO_REPOSITORY = 'there is no git repository here'
const NOTHING_BUT_JJ = 'only a jj repository is here, and jj is not asked'

function nothing(unseen: readonly string[]): Look {
  return { progress: { advanced: false, what: [] }, fields: {}, unseen }
}

/** Why a marker is recorded: nobody reading the tally is to take a turn for empty that could not be looked at. */
export function unlessSeen(reason: string, { unseen }: Pick<Look, 'unseen'>): string {
  return unseen.length === 0 ? reason : `${reason}; progress could not be checked: ${unseen.join(', ')}`
}

/** What the `RESET` says that tells of progress. */
export function deltaOf(
  { progress, since, fields, files }: Look,
  more: Readonly<Record<string, unknown>> = {},
): Pick<NewRecord, 'reason' | 'since' | 'fields'> {
  return {
    reason: `progress: ${progress.what.join(', ')}`,
    ...(since !== undefined && { since }),
    fields: { ...fields, ...files, ...more },
  }
}

/** What other hooks have seen go forward in the turn of this event, in words; `undefined`: nothing. */
export function creditIn(tally: TallyPaths, event: HookEvent): string | undefined {
  const seen = recall(tally, ({ op, fields }) => {
    if (op !== 'MARKER' && op !== 'RESET') return undefined
    const credit = creditOf(op, fields, event)
    return credit === 'more' ? undefined : { credit }
  })
  return seen?.credit
}

/**
 * What one record that counts says of the turn that ends now: what was seen to go forward in it, nothing, or `more` where
 * an older record may. A turn begins behind the last record that names another turn or no command (a Stop's own, a
 * human's prompt), and behind the marker by which `wake` opened it. Only a Stop that no hook has held can be one that
 * another marker has answered already.
 */
function creditOf(
  op: 'MARKER' | 'RESET',
  { verb, prompt_id: turn, reason, since }: Readonly<Record<string, unknown>>,
  event: HookEvent,
): string | 'more' | undefined {
  const own = turnOf(event)
  if (typeof turn === 'string' && own !== undefined && turn !== own) return undefined
  const isStops = typeof verb !== 'string'
  if (isStops && !(op === 'RESET' && turn !== undefined && turn === own && event.latched === false)) {
    return undefined
  }
  if (op === 'RESET' && (isStops || since !== undefined)) {
    return `seen by ${isStops ? 'another marker' : verb}${typeof reason === 'string' ? `, ${reason}` : ''}`
  }
  return op === 'MARKER' && verb === 'wake' ? undefined : 'more'
}

/**
 * When the session began: the birth of its transcript, in milliseconds since 1970. `undefined` where there is none of
 * this user's, or the file system keeps no such time.
 */
function birthOf(event: HookEvent | undefined): number | undefined {
  const path = event?.transcriptPath
  if (path === undefined || path === '') return undefined
  try {
    const stats = statSync(path)
    const isOurs = process.getuid === undefined || stats.uid === process.getuid()
    const isSound = stats.birthtimeMs > 0 && stats.birthtimeMs <= stats.mtimeMs + 1
    return stats.isFile() && isOurs && isSound ? stats.birthtimeMs : undefined
  } catch {
    return undefined
  }
}

/** A workspace may be reached by a link: what lies above it is what lies above the folder that the link leads to. */
function isInRepository(workspace: string): boolean {
  return isBelow(workspace, '.git') || isBelow(realpathSync(workspace), '.git') || isBare(workspace)
}

/** Whether something of this name lies in a folder, or in one above it. */
function isBelow(start: string, name: string): boolean {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return true
    if (folder === dirname(folder)) return false
  }
}

function isBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}
