import { accessSync, constants, lstatSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import { isOurs } from '@dos/hook-call/config/small-file'
import type { TallyPaths } from '@dos/marker-sensor'
import { codeOf } from './files.ts'
import { realPath } from './paths.ts'

/** What keeps a record from being written, and where it stands. */
export interface Obstacle {
  readonly path: string
  readonly why: string
}

/**
 * What would keep a new tally from being made in a workspace, as far as that can be known without a trace. What others
 * count does not count.
 */
export function obstacleIn(paths: Omit<TallyPaths, 'file'>): Obstacle | undefined {
  for (const path of [paths.home, paths.folder]) {
    const entry = look(path)
    if (entry !== undefined && !isOurs(entry)) return { path, why: 'belongs to another user' }
  }
  const folder = nearestOf(paths)
  const real = realPath(folder)
  if (look(real)?.isDirectory() !== true) return { path: folder, why: 'is no folder' }
  return refusal(folder, real, constants.W_OK | constants.X_OK)
}

function nearestOf({ workspace, home, folder }: Omit<TallyPaths, 'file'>): string {
  return [folder, home].find((path) => look(path) !== undefined) ?? workspace
}

/** What would keep a record from being appended to a tally that is there. */
export function obstacleOf(tally: string): Obstacle | undefined {
  return look(tally)?.isFile() === true ? refusal(tally, tally, constants.W_OK | constants.R_OK) : undefined
}

/** Whether the name of a tally is longer than its file system takes; asked where there is a folder by now. */
export function isTooLong(paths: TallyPaths): boolean {
  try {
    lstatSync(join(nearestOf(paths), basename(paths.file)))
    return false
  } catch (error) {
    return codeOf(error) === 'ENAMETOOLONG'
  }
}

/** What stands at a path itself, links not followed. */
export function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function refusal(path: string, real: string, mode: number): Obstacle | undefined {
  try {
    accessSync(real, mode)
    return undefined
  } catch (error) {
    const isReadOnly = codeOf(error) === 'EROFS'
    return { path, why: isReadOnly ? 'is on a read-only file system' : 'may not be written to by you' }
  }
}
