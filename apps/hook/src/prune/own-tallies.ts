import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { decodeLine, type FileOps, nodeFileOps, sessionName } from '@dos/marker-sensor'

const ENDING = '.jsonl'

/** As much of the end of a file as is looked through for a record: hundreds of them. */
const MOST = 64 * 1024

/** File operations that list those tallies alone which are a session's: nothing else is there to be removed. */
export const OWN_TALLIES: FileOps = {
  ...nodeFileOps,
  list: (folder) =>
    nodeFileOps.list(folder).filter((name) => isSessionFile(name) && holdsRecord(join(folder, name))),
}

/** Whether a session can have a tally of that name: it is what is left of some id. */
export function isSessionFile(name: string): boolean {
  if (!name.endsWith(ENDING)) return false
  // As some file systems hand names back, accents stand apart.
  const session = name.slice(0, -ENDING.length).normalize('NFC')
  return sessionName(session) === session
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
