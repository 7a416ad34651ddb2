import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type NewRecord, recall, type TallyEntry, type TallyPaths } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { Io } from '../io.ts'
import type { Entries, TurnLook } from './compare-with.ts'
import { turnOf } from './turn.ts'

export type { TurnLook } from './compare-with.ts'

/**
 * Looks whether ground truth went forward since the last record. Nothing is loaded where nothing is watched or there
 * is nothing to watch: no repository at or above the workspace, and no further paths.
 *
 * @param policy - what is watched; `undefined` is the default
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
  let credit: Credit | undefined
  let isKnown = false
  // One read tells both what earlier looks saw and what other hooks have seen in this turn.
  const entries: Entries = (ask) =>
    recall(tally, (entry) => {
      if (event !== undefined) credit ??= creditOf(entry, event)
      isKnown ||= ask(entry) === true
      return isKnown && (event === undefined || credit !== undefined) ? true : undefined
    })
  const turn = event === undefined ? undefined : turnOf(event)?.replaceAll(' ', '_')
  const look = compareWith({ tally, stands, policy, entries, begun: birthOf(event), turn }, io)
  return { ...look, credit: credit?.seen }
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

/** What other hooks have seen go forward in the turn of this event, in words; `undefined`: nothing. */
export function creditIn(tally: TallyPaths, event: HookEvent): string | undefined {
  return recall(tally, (entry) => creditOf(entry, event))?.seen
}

/** What was seen to go forward in a turn, in words, or that nothing was. */
interface Credit {
  readonly seen: string | undefined
}

const NOTHING_SEEN: Credit = { seen: undefined }

/**
 * What one record says of the turn that ends now; `undefined` where an older one may say more. A turn begins behind the
 * last record that names another turn or no command (a Stop's own, a human's prompt), and behind the marker by which
 * `wake` opened it. Only a Stop that no hook has held can be one that another marker has answered already.
 */
function creditOf({ op, fields }: TallyEntry, event: HookEvent): Credit | undefined {
  if (op !== 'MARKER' && op !== 'RESET') return undefined
  const { verb, prompt_id: turn, reason, since } = fields
  const own = turnOf(event)
  if (typeof turn === 'string' && own !== undefined && turn !== own) return NOTHING_SEEN
  const isStops = typeof verb !== 'string'
  if (isStops && !(op === 'RESET' && turn !== undefined && turn === own && event.latched === false)) {
    return NOTHING_SEEN
  }
  if (op === 'RESET' && (isStops || since !== undefined)) {
    const why = typeof reason === 'string' ? `, ${reason}` : ''
    return { seen: `seen by ${isStops ? 'another marker' : verb}${why}` }
  }
  return op === 'MARKER' && verb === 'wake' ? NOTHING_SEEN : undefined
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
