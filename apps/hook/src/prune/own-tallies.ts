import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { decodeLine, type FileOps, nodeFileOps, tallyOwner } from '@dos/marker-sensor'

/** As much of the end of a file as is looked through for a record: hundreds of them. */
const MOST = 64 * 1024

/** File operations that list those tallies alone which the hook named and wrote: nothing else is there to be removed. */
export const OWN_TALLIES: FileOps = {
  ...nodeFileOps,
  list: (folder) =>
    nodeFileOps
      .list(folder)
      .filter((name) => tallyOwner(name) !== undefined && holdsRecord(join(folder, name))),
}

/** Whether there is a record of a tally in a file, of whatever version: without one it is somebody else's. */
function holdsRecord(path: string): boolean {
  return endOf(path)
    .split('\n')
    .some((line) => {
      const read = decodeLine(line)
      if (read.kind === 'skipped') return read.why === 'too-new'
      return read.kind === 'record' || typeof read.op === 'string'
    })
}

/** The end of a regular file; nothing of what is none, or can't be read. */
function endOf(path: string): string {
  let fd: number | undefined
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return ''
    const bytes = new Uint8Array(Math.min(MOST, stats.size))
    return new TextDecoder().decode(
      bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, stats.size - bytes.length)),
    )
  } catch {
    return ''
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
