import { closeSync, constants, fstatSync, lstatSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CURRENT_FILE, METRICS_FOLDER, mustRotate } from '@dos/hook-metrics'

const APPEND =
  constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The folder of the observations, and the one that it lies in. */
export function metricsFolders(workspace: string): { readonly home: string; readonly folder: string } {
  const [home, folder] = METRICS_FOLDER
  return { home: join(workspace, home), folder: join(workspace, home, folder) }
}

/**
 * Appends a line to the file of observations that is there, by one write that nobody waits for to reach the device.
 *
 * @returns `false` where there is no such file, where it is full, or where it, or a folder on the way, is not plain: a
 * cloned repository must not choose where its user's files grow
 */
export function append(workspace: string, line: string): boolean {
  const { home, folder } = metricsFolders(workspace)
  if (!isPlainFolder(home) || !isPlainFolder(folder)) return false
  const path = join(folder, CURRENT_FILE)
  // Asked first: a failed open costs ten times as much.
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
  const fd = openSync(path, APPEND)
  try {
    const stats = fstatSync(fd)
    // Its length in characters is near enough: nearly all of it is ASCII.
    if (!stats.isFile() || mustRotate(stats.size, line.length)) return false
    writeSync(fd, line)
    return true
  } finally {
    closeSync(fd)
  }
}

/** Whether a folder is there, and no link in its place. */
export function isPlainFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
