import { basename } from 'node:path'
import { type OpenFile, openToAppendIn } from '../files/open.ts'
import type { FileOps } from '../files/operations.ts'
import { TALLIES, type TallyPaths } from '../files/paths.ts'
import { inPlace, moved, syncWay } from '../files/place.ts'
import { onTally, TallyError } from '../files/tally-error.ts'
import { MAX_SILENT_BYTES } from '../read/records-from-end.ts'

const NEWLINE = 0x0a

/** Opens the tally for appending, made with its folders and `.gitignore` where it isn't there; closes it after `use`. */
export function withTally<T>(ops: FileOps, paths: TallyPaths, use: (tally: OpenFile) => T): T {
  const { workspace, file } = paths
  return onTally('record in', file, () =>
    inPlace(ops, workspace, TALLIES, true, (place) => {
      if (place === undefined) throw moved(workspace)
      const tally = openToAppendIn(place, basename(file))
      try {
        // Empty: just made, here or by another process that may not have come to this line yet. A tally with records
        // in it was found empty, and its folders synced, by the process that wrote the first.
        if (tally.size === 0) syncWay(place)
        return use(tally)
      } finally {
        ops.close(tally.fd)
      }
    }),
  )
}

/**
 * Appends one encoded record to an open tally by a single write and waits until it is on the device. Behind a torn line
 * it starts with a line end of its own, so that it is never glued to it.
 */
export function append(ops: FileOps, tally: OpenFile, record: string): void {
  const { fd, path } = tally
  const bytes = new TextEncoder().encode(`${isTorn(ops, tally) ? '\n' : ''}${record}\n`)
  // No reader would get past it.
  if (bytes.length > MAX_SILENT_BYTES) {
    throw notDurable(path, `a record of ${bytes.length} bytes is too long for ${path}: shorten its reason`)
  }
  const written = ops.append(fd, bytes)
  if (written !== bytes.length) {
    throw notDurable(
      path,
      `only ${written} of ${bytes.length} bytes were written to ${path}: make room on the disk`,
    )
  }
  ops.sync(fd)
}

export function notDurable(path: string, message: string): TallyError {
  return new TallyError('not-durable', path, message)
}

function isTorn(ops: FileOps, { fd, size }: OpenFile): boolean {
  if (size === 0) return false
  const last = new Uint8Array(1)
  ops.read(fd, last, size - 1)
  return last[0] !== NEWLINE
}
