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

/** What would keep a new tally from being made in a workspace, as far as that can be known without a trace. */
export function obstacleIn({ workspace, home, folder }: Omit<TallyPaths, 'file'>): Obstacle | undefined {
  return strangersAt([home, folder]) ?? obstacleAt(nearestOf(workspace, home, folder))
}

/** The first of these paths that belongs to another user: what others count does not count. */
export function strangersAt(paths: readonly string[]): Obstacle | undefined {
  const path = paths.find((each) => {
    const entry = look(each)
    return entry !== undefined && !isOurs(entry)
  })
  return path === undefined ? undefined : { path, why: 'belongs to another user' }
}

function nearestOf(workspace: string, home: string, folder: string): string {
  return [folder, home].find((path) => look(path) !== undefined) ?? workspace
}

/** What would keep a record from being appended to a tally that is there. */
export function obstacleOf(tally: string): Obstacle | undefined {
  return look(tally)?.isFile() === true ? refusal(tally, tally, constants.W_OK | constants.R_OK) : undefined
}

/** Whether the name of a tally is longer than its file system takes; asked where there is a folder by now. */
export function isTooLong({ workspace, home, folder, file }: TallyPaths): boolean {
  try {
    lstatSync(join(nearestOf(workspace, home, folder), basename(file)))
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

/** What keeps a folder from getting a new file, or one of the folders on the way. */
export function obstacleAt(folder: string): Obstacle | undefined {
  const real = realPath(folder)
  if (look(real)?.isDirectory() !== true) return { path: folder, why: 'is no folder' }
  return refusal(folder, real, constants.W_OK | constants.X_OK)
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
