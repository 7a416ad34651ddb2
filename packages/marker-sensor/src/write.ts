import { join } from 'node:path'
import { onTally, TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { locate } from './locate.ts'
import type { TallyPaths } from './paths.ts'
import { measure } from './read.ts'
import { encodeRecord, type NewRecord } from './record.ts'
import { MAX_SILENT_BYTES, type OpenTally } from './records-from-end.ts'

const NEWLINE = 0x0a

/**
 * Opens the tally for appending, making the file, its folders and the `.gitignore` that hides them where they
 * aren't there yet, and closes it after `use`. The workspace itself is never made.
 *
 * @throws TallyError
 */
export function withTally<T>(ops: FileOps, paths: TallyPaths, use: (tally: OpenTally) => T): T {
  return onTally('record in', paths.file, () => {
    const { file, there } = locate(ops, paths)
    if (!there) makeFolders(ops, paths)
    const { fd } = ops.openToAppend(file, there)
    try {
      const tally = measure(ops, fd, paths.file)
      // Empty: just made, here or by another process that may not have come to this line yet. A tally with records
      // in it was found empty, and its folders synced, by the process that wrote the first.
      if (tally.size === 0) syncFolders(ops, paths)
      return use(tally)
    } finally {
      ops.close(fd)
    }
  })
}

/**
 * Appends one record to an open tally by a single write and waits until it is on the device. Behind a torn line it
 * starts with a line end of its own, so that it is never glued to it.
 *
 * @throws TallyError `not-durable` when only a part went out, or when it is so long that nothing was written: no
 * reader would get past it
 */
export function append(ops: FileOps, tally: OpenTally, record: NewRecord): void {
  const bytes = new TextEncoder().encode(`${isTorn(ops, tally) ? '\n' : ''}${encodeRecord(record)}\n`)
  if (bytes.length > MAX_SILENT_BYTES) {
    throw new TallyError(
      'not-durable',
      tally.path,
      `a record of ${bytes.length} bytes is too long for ${tally.path}: shorten its reason`,
    )
  }
  const written = ops.append(tally.fd, bytes)
  if (written !== bytes.length) {
    throw new TallyError(
      'not-durable',
      tally.path,
      `only ${written} of ${bytes.length} bytes were written to ${tally.path}: make room on the disk`,
    )
  }
  ops.sync(tally.fd)
}

function isTorn(ops: FileOps, { fd, size }: OpenTally): boolean {
  if (size === 0) return false
  const last = new Uint8Array(1)
  ops.read(fd, last, size - 1)
  return last[0] !== NEWLINE
}

function makeFolders(ops: FileOps, { home, folder }: TallyPaths): void {
  makeHiddenHome(ops, home)
  ops.makeFolder(folder)
}

/** Makes the folder that all of a workspace's own files lie in, hidden from git, where it isn't there yet. */
export function makeHiddenHome(ops: FileOps, home: string): void {
  ops.makeFolder(home)
  // Through a link it would hide a folder of the user's.
  if (ops.look(home)?.kind !== 'link') hideFromGit(ops, home)
}

function syncFolders(ops: FileOps, { workspace, home, folder }: TallyPaths): void {
  for (const path of [folder, home, workspace]) ops.syncFolder(path)
}

/**
 * A tally is nobody's work: it must not show up as a change. An ignore file that is there is left as it is; one that
 * could not be filled is taken away again, so that the next call tries anew.
 */
function hideFromGit(ops: FileOps, home: string): void {
  const path = join(home, '.gitignore')
  if (ops.look(path) !== undefined) return
  const { fd, created } = ops.openToAppend(path)
  try {
    if (created) ops.append(fd, new TextEncoder().encode('*\n'))
  } catch (error) {
    ops.remove(path)
    throw error
  } finally {
    ops.close(fd)
  }
}
