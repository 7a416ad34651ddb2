import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

/** What a PATH is searched with. */
export interface PathFacts {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Where a command is on the PATH; `undefined` where it isn't. Relative folders of the PATH don't count. */
export function findOnPath(name: string, facts: PathFacts): string | undefined {
  return allOnPath(name, facts)[0]
}

/** Every program of a name on the PATH, in its order. */
export function allOnPath(name: string, { platform, env }: PathFacts): readonly string[] {
  const { join, delimiter, isAbsolute } = platform === 'win32' ? win32 : posix
  const names = platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((end) => name + end) : [name]
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(isAbsolute)
  return folders.flatMap((folder) => names.map((one) => join(folder, one))).filter(isProgram)
}

/** What a program prints, without the blanks around it; or why there is nothing. It gets 20 s, and no input. */
export function output(program: string, args: readonly string[], cwd: string): string {
  const { stdout, error, signal } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 20_000 })
  if (error !== undefined) return error.message
  return signal === null ? stdout.trim() : `it was ended by ${signal}`
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
