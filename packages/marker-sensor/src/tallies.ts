import { basename, join } from 'node:path'
import { onTally, TallyError, type TallyFault } from './error.ts'
import type { Entry, FileOps } from './file-ops.ts'
import { listTallies, type TallyName } from './list.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { TALLIES, type TallyPaths, tallyFolder } from './paths.ts'
import { inPlace, locate, type Place } from './place.ts'

/** One tally as it can be seen from outside. */
export interface TallyFile extends TallyName {
  /** Last written, in milliseconds since 1970; 0 where that can't be told. */
  readonly changedAt: number
  /** Bytes. */
  readonly size: number
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
  return inTallies('list', ops, workspace, (found) =>
    found
      .map(({ session, paths, changedAt, size }) => ({ session, paths, changedAt, size }))
      .sort((one, other) => other.changedAt - one.changedAt),
  )
}

/**
 * The same, in any order, or why one can't be read; the place to open them in is open until `use` is done.
 *
 * @param doing - for messages
 */
export function inTallies<T>(
  doing: string,
  ops: FileOps,
  workspace: string,
  use: (found: readonly (TallyFile | UnreadableTally)[], place: Place | undefined) => T,
): T {
  const { folder } = tallyFolder(workspace)
  return onTally(doing, folder, () =>
    inPlace(
      ops,
      workspace,
      TALLIES,
      () => use([], undefined),
      (place) =>
        use(
          listTallies(place, workspace).flatMap((name) => find(place, name) ?? []),
          place,
        ),
    ),
  )
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
function find(place: Place, name: TallyName): TallyFile | UnreadableTally | undefined {
  const { session, paths } = name
  const { ops } = place.way
  const at = join(place.folder.at, basename(paths.file))
  let entry: Entry | undefined
  try {
    return onTally('look at', paths.file, () => {
      entry = ops.look(at)
      if (entry === undefined) return isLegible(name) ? undefined : refused(name, illegible(paths))
      const target = entry.kind === 'link' ? behindLink(place, basename(paths.file)) : entry
      if (target === undefined) return undefined
      if (target.kind !== 'file') throw notAFile(paths)
      const { changedAt, size } = target
      return { session, paths, changedAt, size }
    })
  } catch (error) {
    return refused(name, error, entry)
  }
}

function behindLink(place: Place, name: string): Entry | undefined {
  const real = locate(place, name)
  return place.way.ops.look(join(real.place.folder.at, real.name))
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
