import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { recall, type TallyPaths } from '@dos/marker-sensor'
import type { ProgressPolicy } from '@dos/progress'
import type { SeenProgress } from '@dos/stop-decision'
import type { HookEvent } from '../event.ts'
import type { Io } from '../io.ts'
import { turnOf } from '../turn.ts'

/** What a look at ground truth found, and what to keep of it for the next one. */
export interface Look {
  readonly progress: SeenProgress
  /** Additive fields for the next record of the tally. */
  readonly fields: LookFields
  /**
   * The earlier look that it was compared with, by its id, for the `RESET` that tells of it: of many that compare with
   * one look, the first alone zeroes the streak.
   */
  readonly since?: string
  /** What could not be seen, each with why, in sentences for people. */
  readonly unseen: readonly string[]
  /** What another command has seen go forward in the same turn. */
  readonly credit?: string
}

/** What is kept of a look in the record that is written after it. */
export type LookFields = {
  readonly fingerprint?: unknown
  readonly unseen?: readonly string[]
  /** The files that advanced, from the root of their repository. */
  readonly files?: readonly string[]
  /** Whether all that advanced is one untracked file. */
  readonly lone_untracked?: true
}

/** Where and in which turn is looked. */
export interface LookContext {
  readonly event?: HookEvent | undefined
  /** The folder that the model stands in, where that is outside of the workspace's repository. */
  readonly stands?: string | undefined
}

/** What the tally tells of earlier looks. */
interface Recalled {
  readonly fingerprint: unknown
  /** The id of the look that left it. */
  readonly id: string | undefined
  /** When the record was written that has it, or the newest one where none has: milliseconds since 1970. */
  readonly at: number | undefined
  readonly credit: string | undefined
}

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
  { event, stands }: LookContext = {},
): Promise<Look> {
  if (policy?.watch.length === 0) return nothing([])
  const hasPaths = (policy?.paths.length ?? 0) > 0
  if (!hasPaths && !isInRepository(tally.workspace) && (stands === undefined || !isInRepository(stands))) {
    const why = existsSync(join(tally.workspace, '.jj')) ? NOTHING_BUT_JJ : NO_REPOSITORY
    return nothing([why])
  }
  const last = recallLast(tally, event)
  const { compareWith } = await import('./compare-with.ts')
  const found = compareWith(
    { workspace: tally.workspace, stands, policy, last: last.fingerprint, since: last.at ?? birthOf(event) },
    io,
  )
  const { advanced, unseen, fingerprint, files, loneUntracked } = found
  return {
    progress: advanced.length === 0 ? { advanced: false, what: [] } : { advanced: true, what: advanced },
    fields: {
      // Two looks that see the same are two all the same.
      fingerprint: { id: io.newId().slice(0, 12), ...fingerprint },
      ...(unseen.length > 0 && { unseen }),
      ...(files.length > 0 && { files }),
      ...(loneUntracked && { lone_untracked: true }),
    },
    since: last.id ?? 'the beginning',
    unseen,
    ...(last.credit !== undefined && { credit: last.credit }),
  }
}

const NO_REPOSITORY = 'progress: there is no git repository here'
const NOTHING_BUT_JJ = 'progress: only a jj repository is here, and jj is not asked'

function nothing(unseen: readonly string[]): Look {
  return { progress: { advanced: false, what: [] }, fields: unseen.length === 0 ? {} : { unseen }, unseen }
}

/** Of a record that tells of progress: what it was found against. */
export function sinceOf({ progress, since }: Look): { readonly since?: string } {
  return progress.advanced && since !== undefined ? { since } : {}
}

/** The last fingerprint, and what other commands have seen go forward in the turn of this event. */
function recallLast(tally: TallyPaths, event: HookEvent | undefined): Recalled {
  let at: number | undefined
  let id: string | undefined
  let fingerprint: unknown
  let credit: string | undefined
  let isOpen = event !== undefined
  recall(tally, ({ op, fields }) => {
    const written = typeof fields['ts'] === 'string' ? Date.parse(fields['ts']) : Number.NaN
    if (at === undefined && !Number.isNaN(written)) at = written
    if (fingerprint === undefined && fields['fingerprint'] !== undefined) {
      fingerprint = fields['fingerprint']
      id = idOf(fingerprint) ?? JSON.stringify([fields['ts'], fingerprint]).slice(0, 200)
      at = Number.isNaN(written) ? at : written
    }
    if (isOpen && event !== undefined && (op === 'MARKER' || op === 'RESET')) {
      const seen = creditOf(op, fields, turnOf(event))
      credit = seen === 'more' ? undefined : seen
      isOpen = seen === 'more'
    }
    return fingerprint !== undefined && !isOpen ? true : undefined
  })
  return { fingerprint, id, at, credit }
}

function idOf(fingerprint: unknown): string | undefined {
  if (typeof fingerprint !== 'object' || fingerprint === null) return undefined
  const { id } = fingerprint as { readonly id?: unknown }
  return typeof id === 'string' && id.length <= 64 ? id : undefined
}

/**
 * What one record that counts says of the turn that ends now: what another command saw go forward in it, nothing, or
 * `more` where an older record may. The Stop's own records name no command: what lies before them belongs to an earlier
 * Stop. Where the host doesn't name turns, only the newest record is of this one.
 */
function creditOf(
  op: 'MARKER' | 'RESET',
  { verb, prompt_id: turn, reason }: Readonly<Record<string, unknown>>,
  own: string | undefined,
): string | 'more' | undefined {
  if (typeof verb !== 'string') return undefined
  const isNamed = typeof turn === 'string' && own !== undefined
  if (isNamed && turn !== own) return undefined
  if (op === 'RESET') return `seen by ${verb}${typeof reason === 'string' ? `, ${reason}` : ''}`
  return isNamed ? 'more' : undefined
}

/**
 * When the session began: the birth of its transcript, in milliseconds since 1970. `undefined` where there is none of
 * this user's, or the file system keeps no such time.
 */
function birthOf(event: HookEvent | undefined): number | undefined {
  const path = event?.fields['transcript_path'] ?? event?.fields['transcriptPath']
  if (typeof path !== 'string' || path === '') return undefined
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
  return isBelowRepository(workspace) || isBelowRepository(realpathSync(workspace))
}

function isBelowRepository(workspace: string): boolean {
  for (let folder = workspace; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (folder === dirname(folder)) return isBare(workspace)
  }
}

function isBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}
