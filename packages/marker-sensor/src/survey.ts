import { onTally, TallyError, type TallyFault } from './error.ts'
import type { Entry, FileOps } from './file-ops.ts'
import { type Glance, glanceAt } from './glance.ts'
import { listTallies, type TallyName } from './list.ts'
import { locate } from './locate.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { type TallyPaths, tallyFolder } from './paths.ts'
import { measure } from './read.ts'

/**
 * How far a survey counts unless told otherwise: no budget is near it, and a session that was counted without a
 * bound for days costs no more than some 200 KB of reading.
 */
const ENOUGH = 1000

/** Which tallies to read, and how far. */
export interface SurveyRequest {
  /** Read only what was written at this time or later, in milliseconds since 1970. Default: all. */
  readonly since?: number
  /** Count no streak further. Default 1000. */
  readonly limit?: number
  /** An earlier survey by the same request: what has neither another time nor another size is taken from it. */
  readonly previous?: Survey
}

/** All tallies of a workspace, as they are now. */
export interface Survey {
  /** The latest written first. */
  readonly tallies: readonly SurveyedTally[]
  /** How many more there are that were not written since then, and not read. */
  readonly older: number
}

/** One tally: what its end tells, or why it can't be read. */
export type SurveyedTally = TallyName & {
  /** Last written, in milliseconds since 1970. */
  readonly changedAt: number
  /** Bytes. */
  readonly size: number
} & (
    | ({ readonly ok: true } & Glance)
    | { readonly ok: false; readonly fault: TallyFault; readonly why: string }
  )

/**
 * Looks at every tally of a workspace: how long its streak is, and what came last. Each is asked for its time first
 * and read from its end. What can't be read is told with its reason; what is no regular file, or leads out of the
 * workspace, whenever it was written.
 *
 * @throws TallyError when the folder leads out of the workspace, or the file system refuses to list it
 */
export function survey(workspace: string, request: SurveyRequest = {}, options: SensorOptions = {}): Survey {
  const { ops, understands } = withDefaults(options)
  const { since = Number.NEGATIVE_INFINITY, limit = ENOUGH, previous } = request
  const { folder } = tallyFolder(workspace)
  const names = onTally('list', folder, () => listTallies(ops, workspace))
  const before = new Map(previous?.tallies.map((tally) => [tally.session, tally]))
  const tallies: SurveyedTally[] = []
  let older = 0
  for (const name of names) {
    const found = find(ops, name)
    if (found === undefined) continue
    if ('fault' in found) {
      tallies.push(found)
    } else if (found.changedAt < since) {
      older += 1
    } else {
      const known = before.get(name.session)
      const same = known?.ok === true && known.changedAt === found.changedAt && known.size === found.size
      tallies.push(same ? known : read(ops, name, found, limit, understands))
    }
  }
  return { tallies: tallies.sort((one, other) => other.changedAt - one.changedAt), older }
}

type Found = Pick<Entry, 'changedAt' | 'size'> & { readonly file: string }
type Unreadable = Extract<SurveyedTally, { ok: false }>

/** What stands behind a name; `undefined` where it has gone since it was listed. */
function find(ops: FileOps, name: TallyName): Found | Unreadable | undefined {
  const { paths } = name
  let entry: Entry | undefined
  try {
    return onTally('look at', paths.file, () => {
      entry = ops.look(paths.file)
      if (entry === undefined) return isLegible(name) ? undefined : refused(name, illegible(paths))
      if (entry.kind !== 'link') {
        const { changedAt, size } = regular(entry, paths)
        return { changedAt, size, file: paths.file }
      }
      const { file } = locate(ops, paths)
      const target = ops.look(file)
      return target && { ...regular(target, paths), file }
    })
  } catch (error) {
    return refused(name, error, entry)
  }
}

function regular(entry: Entry, { file }: TallyPaths): Entry {
  if (entry.kind === 'file') return entry
  throw new TallyError('not-a-file', file, `${file} is not a regular file: move it away`)
}

/** A name of bytes that are no text is listed with a mark in their place, and can't be asked for by that. */
function isLegible({ session }: TallyName): boolean {
  return !session.includes('\uFFFD')
}

function illegible({ file }: TallyPaths): TallyError {
  return new TallyError('io', file, `the name of ${file} is not text: rename it`)
}

function read(
  ops: FileOps,
  name: TallyName,
  { file, changedAt, size }: Found,
  limit: number,
  understands: number | undefined,
): SurveyedTally {
  const { session, paths } = name
  try {
    const { count, last } = onTally('read', paths.file, () => {
      const fd = ops.openToRead(file)
      try {
        return glanceAt(ops, measure(ops, fd, paths.file), limit, understands)
      } finally {
        ops.close(fd)
      }
    })
    // Spelt out: of ten thousand such objects, spreads took a tenth of the whole time under Node.
    return { session, paths, changedAt, size, ok: true, count, last }
  } catch (error) {
    return refused(name, error, { changedAt, size })
  }
}

function refused(
  name: TallyName,
  error: unknown,
  { changedAt, size }: Pick<Entry, 'changedAt' | 'size'> = { changedAt: 0, size: 0 },
): Unreadable {
  if (!(error instanceof TallyError)) throw error
  return { ...name, changedAt, size, ok: false, fault: error.fault, why: error.message }
}
