import { join } from 'node:path'
import { nodeFileOps } from './node-operations.ts'
import type { Entry, FileOps, SensorOptions } from './operations.ts'
import { tallyFolder } from './paths.ts'
import { anotherUsers, inPlace, locate, moved, type Place, requireUnmoved } from './place.ts'
import { onTally, TallyError } from './tally-error.ts'

/** An open file. */
export interface OpenFile {
  readonly fd: number
  /** For messages. */
  readonly path: string
  /** Bytes to read, counted from the beginning. */
  readonly size: number
}

/** Opens a file of a place for reading; `undefined` where there is none. */
export function openToReadIn(place: Place, name: string): OpenFile | undefined {
  const { ops } = place.walk
  const there = ops.look(join(place.folder.at, name))
  if (there === undefined) return undefined
  return openIn(place, name, there, (at) => ({ fd: ops.openToRead(at), created: false }))
}

/** Opens a file of a place for reading and appending. One that is made comes with the ignore file that hides it. */
export function openToAppendIn(place: Place, name: string): OpenFile {
  const { ops } = place.walk
  const there = ops.look(join(place.folder.at, name))
  if (there === undefined) hideFromGit(place)
  return openIn(place, name, there, (at) => ops.openToAppend(at, there !== undefined))
}

/** A tally is nobody's work: it must not show up as a change. */
function hideFromGit({ walk: { ops, home } }: Place): void {
  // Through a link it would hide a folder of the user's.
  if (home === undefined || home.linked) return
  const at = join(home.folder.at, '.gitignore')
  if (ops.look(at) !== undefined) return
  const opened = ops.openToAppend(at)
  const { fd } = checked(home, at, join(home.path, '.gitignore'), opened)
  try {
    if (opened.created) ops.append(fd, new TextEncoder().encode('*\n'))
  } catch (error) {
    // So that the next call tries anew.
    ops.remove(at)
    throw error
  } finally {
    ops.close(fd)
  }
}

type Opened = ReturnType<FileOps['openToAppend']>

function openIn(
  place: Place,
  name: string,
  there: Entry | undefined,
  open: (at: string) => Opened,
): OpenFile {
  const real = there?.kind === 'link' ? locate(place, name) : { place, at: join(place.folder.at, name) }
  return checked(real.place, real.at, join(place.path, name), open(real.at))
}

/** The opened file, or, where it must not be used, why: it is closed then. */
function checked(place: Place, at: string, path: string, { fd, created }: Opened): OpenFile {
  const { ops } = place.walk
  try {
    const { size, id } = measure(ops, fd, path)
    if (!place.folder.pinned) requireSame(place, at, path, id, created)
    return { fd, path, size }
  } catch (error) {
    ops.close(fd)
    throw error
  }
}

/** What there is to read of an opened file. */
export function measure(ops: FileOps, fd: number, path: string): OpenFile & Pick<Entry, 'id'> {
  const { kind, size, foreign, id } = ops.measure(fd)
  if (kind !== 'file') throw notAFile(path)
  if (foreign) throw anotherUsers(path)
  return { fd, path, size, id }
}

export function notAFile(path: string): TallyError {
  return new TallyError('not-a-file', path, `${path} is not a regular file: move it away`)
}

/** Checks that no folder was swapped while the file was opened. One that was made elsewhere is empty, and removed. */
function requireSame(place: Place, at: string, path: string, id: string, created: boolean): void {
  const { ops } = place.walk
  try {
    requireUnmoved(place)
    if (ops.look(at)?.id !== id) throw moved(path)
    requireUnmoved(place)
  } catch (error) {
    if (created && ops.look(at)?.id === id) ops.remove(at)
    throw error
  }
}

/** A folder in a workspace's `.dos`, as long as it is open. */
export interface HomeFolder {
  /**
   * The path by which its entries are reached: on Linux one that leads to this very folder, whatever is put in its
   * place meanwhile.
   */
  readonly at: string
  /** Whether a link led to it, from inside the workspace. */
  readonly linked: boolean
  /** Opens a regular file of it for reading and appending, made where there is none. The caller closes it. */
  openToAppend(name: string): OpenFile
}

/**
 * Walks to a folder in a workspace's `.dos` as the tallies are walked to: never through a link that leads out, and never
 * through a folder of another user.
 *
 * @param names - of the folders below `.dos`, each in the one before
 * @param use - what to do there; told `undefined` where one isn't there
 * @param options - `make`: make them, hidden from git, where they aren't there; default `false`
 * @throws TallyError
 */
export function inHome<T>(
  workspace: string,
  names: readonly string[],
  use: (folder: HomeFolder | undefined) => T,
  options: SensorOptions & { readonly make?: boolean } = {},
): T {
  const { ops = nodeFileOps, make = false } = options
  return onTally(make ? 'make' : 'open', join(tallyFolder(workspace).home, ...names), () =>
    inPlace(ops, workspace, names, make, (place) => {
      if (place === undefined) return use(undefined)
      if (make) hideFromGit(place)
      const { folder, linked } = place
      return use({ at: folder.at, linked, openToAppend: (name) => openToAppendIn(place, name) })
    }),
  )
}
