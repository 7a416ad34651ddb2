import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative } from 'node:path'
import type { Io } from '../io.ts'
import type { HookEvent } from './event.ts'

/**
 * The folder this process stands in, as far as it tells where the agent works; asked only where nothing names that.
 * A host that starts its hooks among its settings stands in the project that these belong to; the user's own belong to
 * none, and `undefined` is said of them, of the home folder and of all above it: one tally there would be everybody's.
 *
 * @throws Error where the folder is gone
 */
export function ownFolder({ dialect }: HookEvent, io: Io): string | undefined {
  const folder = io.cwd()
  const { hookFolders } = dialect
  if (hookFolders === undefined) return folder
  const home = homeOf(io.env)
  const project = aroundSettings(folder, hookFolders)
  if (home === undefined) return project === folder ? folder : undefined
  return isAtOrAbove(project, home) ? undefined : project
}

/** The folder that the outermost of these settings lies in; the folder itself where it lies in none. */
function aroundSettings(folder: string, names: readonly string[]): string {
  let project = folder
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if (names.includes(basename(at).toLowerCase())) project = dirname(at)
  }
  return project
}

function homeOf(env: Io['env']): string | undefined {
  const home = env['HOME'] || env['USERPROFILE']
  if (!home) return undefined
  try {
    return realpathSync(home)
  } catch {
    return home
  }
}

function isAtOrAbove(folder: string, other: string): boolean {
  const way = relative(folder, other)
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way)
}
