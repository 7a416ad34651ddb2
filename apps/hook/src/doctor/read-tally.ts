import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { TallyReading } from '@dos/hook-doctor'
import { count, decodeLine, MAX_SILENT_BYTES, tallyPaths } from '@dos/marker-sensor'
import { describeFault } from '../fault.ts'

/** What the lines of a tally are, as far as a claim would look at most: the last 4 MiB. */
export function readTally(workspace: string, file: string): Omit<TallyReading, 'removable'> {
  const session = basename(file, '.jsonl')
  const refused = whyRefused(workspace, session)
  const tally = readEnd(file)
  const tooNew = tally.lines.filter((line) => {
    const read = line === '' ? undefined : decodeLine(line)
    return read?.kind === 'skipped' && read.why === 'too-new'
  })
  return { session, file, bytes: tally.bytes, tooNew: tooNew.length, refused }
}

/** What the sensor says of it when it is to count; `undefined` where it can. */
function whyRefused(workspace: string, session: string): string | undefined {
  const paths = tallyPaths(workspace, session)
  // Nobody's, by a name that no session has.
  if (paths === undefined || basename(paths.file, '.jsonl') !== session) return undefined
  try {
    count(paths, { limit: 1 })
    return undefined
  } catch (error) {
    return describeFault(error)
  }
}

/** The whole lines at the end of a regular file; nothing of what is no such file. */
function readEnd(file: string): { readonly bytes: number; readonly lines: readonly string[] } {
  let fd: number | undefined
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return { bytes: 0, lines: [] }
    const start = Math.max(0, stats.size - MAX_SILENT_BYTES)
    const bytes = new Uint8Array(stats.size - start)
    const got = readSync(fd, bytes, 0, bytes.length, start)
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, got)).split('\n')
    // The first line of a part begins somewhere before.
    return { bytes: stats.size, lines: start === 0 ? lines : lines.slice(1) }
  } catch {
    return { bytes: 0, lines: [] }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
