import { closeSync, lstatSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { CURRENT_FILE, EARLIER_FILE, mustRotate } from '@dos/hook-metrics'
import { makeHome } from '@dos/marker-sensor'
import { isPlainFolder, metricsFolders } from './append.ts'

/**
 * Makes what an observation needs and is not there: the folders, the file; and renames a file that is full. Of two
 * calls at once one may rename what the other has just begun: some observations are lost then, and nothing else.
 *
 * @returns whether there is a file to append to now
 */
export function makeRoom(workspace: string, added: number): boolean {
  const { home, folder } = metricsFolders(workspace)
  makeHome(workspace)
  if (!isPlainFolder(home)) return false
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { recursive: true })
  if (!isPlainFolder(folder)) return false
  const path = join(folder, CURRENT_FILE)
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there !== undefined && !there.isFile()) return false
  if (there !== undefined && mustRotate(there.size, added)) renameSync(path, join(folder, EARLIER_FILE))
  closeSync(openSync(path, 'a'))
  return true
}
