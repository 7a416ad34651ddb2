import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { describeFault } from '@dos/hook-call/fault'
import { ignoreLine, loneFile } from '@dos/hook-call/progress/lone-file'
import type { TallyReading } from '@dos/hook-doctor'
import {
  count,
  decodeLine,
  MAX_SILENT_BYTES,
  type TallyPaths,
  tallyOwner,
  workspaceTallyPaths,
} from '@dos/marker-sensor'

/** What the lines of a tally are, as far as a claim would look at most: the last 4 MiB. */
export function readTally(workspace: string, file: string): Omit<TallyReading, 'removable'> {
  const owner = tallyOwner(basename(file))
  const session = owner ?? basename(file, '.jsonl')
  // A name that no session and no run has is nobody's.
  const known = owner === undefined ? {} : tryRead({ ...workspaceTallyPaths(workspace), file })
  const tally = readEnd(file)
  const tooNew = tally.lines.filter((line) => {
    const read = line === '' ? undefined : decodeLine(line)
    return read?.kind === 'skipped' && read.why === 'too-new'
  })
  return {
    session,
    file,
    bytes: tally.bytes,
    tooNew: tooNew.length,
    loneFile: known.loneFile,
    refused: known.refused,
  }
}

/** What the sensor says of it when it is to count, and which file keeps zeroing it. */
function tryRead(paths: TallyPaths): Partial<Pick<TallyReading, 'loneFile' | 'refused'>> {
  try {
    count(paths, { limit: 1 })
    const lone = loneFile(paths)
    return lone === undefined ? {} : { loneFile: { ...lone, line: ignoreLine(lone.path) } }
  } catch (error) {
    return { refused: describeFault(error) }
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
