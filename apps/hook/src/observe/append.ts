import { closeSync, lstatSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CURRENT_FILE, METRICS_FOLDER, mustRotate } from '@dos/hook-metrics'
import { inHome } from '@dos/marker-sensor'

/** The folder of the observations, below the one that the sensor keeps. */
export const FOLDERS: readonly string[] = METRICS_FOLDER.slice(1)

/**
 * Appends a line to the file of observations that is there, by one write that nobody waits for to reach the device.
 *
 * @returns `false` where there is no such file, where it is full, or where it, or a folder on the way, is not plain: a
 * cloned repository must not choose where its user's files grow
 * @throws TallyError where a folder leads out of the workspace or belongs to another user
 */
export function append(workspace: string, line: string): boolean {
  return inHome(workspace, FOLDERS, (folder) => {
    if (folder === undefined || folder.linked) return false
    // Asked first: it is not to be made here.
    if (lstatSync(join(folder.at, CURRENT_FILE), { throwIfNoEntry: false })?.isFile() !== true) return false
    const { fd, size } = folder.openToAppend(CURRENT_FILE)
    try {
      // Its length in characters is near enough: nearly all of it is ASCII.
      if (mustRotate(size, line.length)) return false
      writeSync(fd, line)
      return true
    } finally {
      closeSync(fd)
    }
  })
}
