import { join } from 'node:path'
import { TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { anothers, locate, moved, type Place, requireUnmoved } from './place.ts'
import type { OpenTally } from './records-from-end.ts'

/** A file of a place that was opened. */
export interface OpenFile extends OpenTally {
  /** Whether it was made by this opening. */
  readonly created: boolean
}

/**
 * Opens a file of a place for reading; `undefined` where there is none.
 *
 * @param path - for messages
 * @throws TallyError `outside`, `not-a-file` or `another-user`
 */
export function openToReadIn(place: Place, name: string, path: string): OpenFile | undefined {
  const { ops } = place.way
  const there = ops.look(join(place.folder.at, name))
  if (there === undefined) return undefined
  const real = there.kind === 'link' ? locate(place, name) : { place, name }
  const at = join(real.place.folder.at, real.name)
  return checked(real.place, at, path, { fd: ops.openToRead(at), created: false })
}

/**
 * Opens a file of a place for reading and appending. Where it isn't there yet it is made, and so is the ignore file that
 * hides the folder.
 *
 * @param path - for messages
 * @throws TallyError as {@link openToReadIn}
 */
export function openToAppendIn(place: Place, name: string, path: string): OpenFile {
  const { ops } = place.way
  const there = ops.look(join(place.folder.at, name))
  if (there === undefined) hideFromGit(place)
  const real = there?.kind === 'link' ? locate(place, name) : { place, name }
  const at = join(real.place.folder.at, real.name)
  return checked(real.place, at, path, ops.openToAppend(at, there !== undefined))
}

/**
 * A tally is nobody's work: it must not show up as a change. An ignore file that is there is left as it is; one that
 * could not be filled is taken away again, so that the next call tries anew. Through a link it would hide a folder of
 * the user's.
 */
export function hideFromGit({ way: { ops, home } }: Place): void {
  if (home === undefined || home.linked) return
  const [at, path] = [home.folder.at, home.path].map((folder) => join(folder, '.gitignore')) as [
    string,
    string,
  ]
  if (ops.look(at) !== undefined) return
  const { fd, created } = checked(home, at, path, ops.openToAppend(at))
  try {
    if (created) ops.append(fd, new TextEncoder().encode('*\n'))
  } catch (error) {
    ops.remove(at)
    throw error
  } finally {
    ops.close(fd)
  }
}

/** What there is to read of an opened file. @throws TallyError `not-a-file`, `another-user` */
export function measure(ops: FileOps, fd: number, path: string): OpenTally & { readonly id: string } {
  const { regular, size, foreign, id } = ops.measure(fd)
  if (!regular) throw new TallyError('not-a-file', path, `${path} is not a regular file: move it away`)
  if (foreign) throw anothers(path)
  return { fd, path, size, id }
}

/** The opened file, or, where it must not be used, why: it is closed then. */
function checked(
  place: Place,
  at: string,
  path: string,
  { fd, created }: { readonly fd: number; readonly created: boolean },
): OpenFile {
  const { ops } = place.way
  try {
    const { size, id } = measure(ops, fd, path)
    if (!place.folder.pinned) requireSame(place, at, path, id, created)
    return { fd, path, size, created }
  } catch (error) {
    ops.close(fd)
    throw error
  }
}

/**
 * Looks once more whether a path that could be redirected was: the folders must be those that were entered, and the
 * file the one that was opened. One that was made somewhere else by that is empty, and taken away again.
 */
function requireSame(place: Place, at: string, path: string, id: string, created: boolean): void {
  const { ops } = place.way
  try {
    requireUnmoved(place)
    if (ops.look(at)?.id !== id) throw moved(path)
    requireUnmoved(place)
  } catch (error) {
    if (created && ops.look(at)?.id === id) ops.remove(at)
    throw error
  }
}
