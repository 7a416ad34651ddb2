import { onTally, TallyError, type TallyFault } from './error.ts'
import type { Entry, FileOps } from './file-ops.ts'
import { listTallies, type TallyName } from './list.ts'
import { locate } from './locate.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { type TallyPaths, tallyFolder } from './paths.ts'

/** One tally as it can be seen from outside. */
export interface TallyFile extends TallyName {
  /** Last written, in milliseconds since 1970; 0 where that can't be told. */
  readonly changedAt: number
  /** Bytes. */
  readonly size: number
}

/** A tally that can be opened at this path, which is another one behind a link. */
export interface FoundTally extends TallyFile {
  readonly file: string
}

/** A tally that can't be read, and why. */
export interface UnreadableTally extends TallyFile {
  readonly ok: false
  readonly fault: TallyFault
  /** A sentence that names the file. */
  readonly why: string
}

/**
 * The tallies of a workspace, the latest written first, none of them opened: also those that can't be read.
 *
 * @throws TallyError when the folder leads out of the workspace, or the file system refuses to list it
 */
export function tallies(workspace: string, options: Pick<SensorOptions, 'ops'> = {}): readonly TallyFile[] {
  const { ops } = withDefaults(options)
  return findTallies(ops, workspace)
    .map(({ session, paths, changedAt, size }) => ({ session, paths, changedAt, size }))
    .sort((one, other) => other.changedAt - one.changedAt)
}

/** The same, in any order, with what is needed to open each, or why it can't be. */
export function findTallies(ops: FileOps, workspace: string): readonly (FoundTally | UnreadableTally)[] {
  const { folder } = tallyFolder(workspace)
  return onTally('list', folder, () => listTallies(ops, workspace)).flatMap((name) => find(ops, name) ?? [])
}

/** A tally with the reason why it can't be read. What is no {@link TallyError} is thrown on. */
export function refused(
  { session, paths }: TallyName,
  error: unknown,
  { changedAt, size }: Pick<Entry, 'changedAt' | 'size'> = { changedAt: 0, size: 0 },
): UnreadableTally {
  if (!(error instanceof TallyError)) throw error
  return { session, paths, changedAt, size, ok: false, fault: error.fault, why: error.message }
}

/** What stands behind a name; `undefined` where it has gone since it was listed. */
function find(ops: FileOps, name: TallyName): FoundTally | UnreadableTally | undefined {
  const { session, paths } = name
  let entry: Entry | undefined
  try {
    return onTally('look at', paths.file, () => {
      entry = ops.look(paths.file)
      if (entry === undefined) return isLegible(name) ? undefined : refused(name, illegible(paths))
      const isLink = entry.kind === 'link'
      const file = isLink ? locate(ops, paths).file : paths.file
      const target = isLink ? ops.look(file) : entry
      if (target === undefined) return undefined
      if (target.kind !== 'file') throw notAFile(paths)
      const { changedAt, size } = target
      return { session, paths, changedAt, size, file }
    })
  } catch (error) {
    return refused(name, error, entry)
  }
}

/** A name of bytes that are no text is listed with a mark in their place, and can't be asked for by that. */
function isLegible({ session }: TallyName): boolean {
  return !session.includes('\uFFFD')
}

function illegible({ file }: TallyPaths): TallyError {
  return new TallyError('io', file, `the name of ${file} is not text: rename it`)
}

function notAFile({ file }: TallyPaths): TallyError {
  return new TallyError('not-a-file', file, `${file} is not a regular file: move it away`)
}
