import { join } from 'node:path'
import { decodeLine, type FileOps, nodeFileOps, tallyOwner } from '@dos/marker-sensor'
import { endOf } from './file-end.ts'

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
  return endOf(path, MOST)
    .split('\n')
    .some((line) => {
      const read = decodeLine(line)
      if (read.kind === 'skipped') return read.why === 'too-new'
      return read.kind === 'record' || typeof read.op === 'string'
    })
}
