import { join } from 'node:path'
import { onTally, TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { locate } from './locate.ts'
import type { TallyPaths } from './paths.ts'
import { measure } from './read.ts'
import { encodeRecord, type NewRecord } from './record.ts'
import type { OpenTally } from './records-from-end.ts'

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
    const { fd, created } = ops.openToAppend(file)
    try {
      const tally = measure(ops, fd, paths.file)
      if (created) ops.syncFolder(paths.folder)
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
 * @throws TallyError `not-durable` when only a part went out
 */
export function append(ops: FileOps, tally: OpenTally, record: NewRecord): void {
  const bytes = new TextEncoder().encode(`${isTorn(ops, tally) ? '\n' : ''}${encodeRecord(record)}\n`)
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

function makeFolders(ops: FileOps, { workspace, home, folder }: TallyPaths): void {
  if (ops.makeFolder(home)) ops.syncFolder(workspace)
  hideFromGit(ops, home)
  if (ops.makeFolder(folder)) ops.syncFolder(home)
}

/** A tally is nobody's work: it must not show up as a change. An ignore file that is there is left as it is. */
function hideFromGit(ops: FileOps, home: string): void {
  const path = join(home, '.gitignore')
  if (ops.look(path) !== undefined) return
  const { fd } = ops.openToAppend(path)
  try {
    ops.append(fd, new TextEncoder().encode('*\n'))
  } finally {
    ops.close(fd)
  }
}
