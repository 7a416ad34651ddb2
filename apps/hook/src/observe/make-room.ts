import { closeSync, lstatSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { CURRENT_FILE, EARLIER_FILE, mustRotate } from '@dos/hook-metrics'
import { inHome } from '@dos/marker-sensor'
import { FOLDERS } from './append.ts'

/**
 * Makes what an observation needs and is not there: the folders, the file; and renames a file that is full. Of two
 * calls at once one may rename what the other has just begun: some observations are lost then, and nothing else.
 *
 * @returns whether there is a file to append to now
 * @throws TallyError as `append`
 */
export function makeRoom(workspace: string, added: number): boolean {
  return inHome(
    workspace,
    FOLDERS,
    (folder) => {
      if (folder === undefined || folder.linked) return false
      const path = join(folder.at, CURRENT_FILE)
      const there = lstatSync(path, { throwIfNoEntry: false })
      if (there !== undefined && !there.isFile()) return false
      if (there !== undefined && mustRotate(there.size, added))
        renameSync(path, join(folder.at, EARLIER_FILE))
      closeSync(folder.openToAppend(CURRENT_FILE).fd)
      return true
    },
    { make: true },
  )
}
