import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { ProgramFacts } from '@dos/hook-doctor'

/** Where programs are looked up. */
export interface SearchPath {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The first program of a name on the PATH; `undefined` where there is none. */
export function findOnPath(name: string, { platform, env }: SearchPath): string | undefined {
  const endings = platform === 'win32' ? ['', ...(env['PATHEXT'] ?? '.EXE;.CMD').split(';')] : ['']
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((path) => lookAt(path) === 'yes')
}

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
