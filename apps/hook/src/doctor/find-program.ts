import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import type { ProgramFacts } from '@dos/hook-doctor'

/** Whether there is a program at a path. */
export function lookAt(path: string): Exclude<ProgramFacts['found'], 'unknown'> {
  try {
    if (!statSync(path).isFile()) return 'not-executable'
  } catch {
    return 'no'
  }
  try {
    accessSync(path, constants.X_OK)
    return 'yes'
  } catch {
    return 'not-executable'
  }
}

/** A path without links; `undefined` where nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
