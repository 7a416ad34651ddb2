import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

/** What a PATH is searched with. */
export interface PathFacts {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Where a command is on the PATH; `undefined` where it isn't. Relative folders of the PATH don't count. */
export function findOnPath(name: string, { platform, env }: PathFacts): string | undefined {
  const { join, delimiter, isAbsolute } = platform === 'win32' ? win32 : posix
  const names = platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((end) => name + end) : [name]
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(isAbsolute)
  return folders.flatMap((folder) => names.map((one) => join(folder, one))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
