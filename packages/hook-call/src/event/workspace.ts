import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { isOurs } from '../config/small-file.ts'
import type { Io } from '../io.ts'
import type { HookEvent } from './event.ts'

/** Where a workspace may be named, the first first. */
export interface WorkspaceHints {
  /** `--workspace`. */
  readonly flag: string | undefined
  /** The project that the host names, the same wherever the model wanders. */
  readonly project?: string | undefined
  /** The event's `cwd`, which `cd` moves. */
  readonly eventCwd?: string | undefined
  /** `DISPATCH_WORKSPACE`. */
  readonly variable: string | undefined
  /** The process's own folder, asked only when nothing else is there; `undefined` where it is no workspace. */
  readonly cwd: () => string | undefined
}

/** A folder that exists, or why there is none. */
export type WorkspaceReading =
  | {
      readonly ok: true
      readonly workspace: string
      /** The real folder that the model stands in, where it exists and is another. */
      readonly stands?: string
    }
  | { readonly ok: false; readonly why: string }

/** Said where a hook is started among the user's settings, for all projects. */
const UNNAMED =
  'the event names no workspace, and this process stands in a folder of settings: name it by --workspace or DISPATCH_WORKSPACE'

/** What makes a folder the root of a workspace. */
const ROOT_SIGNS = ['.dos', 'dos.toml', '.git']

/**
 * Finds the workspace. A folder named by the flag or the variable is taken as it is. From the host's project, an
 * event's or the process's own folder it is the nearest at or above, along the real path, that holds a sign of a root,
 * so that neither `cd sub/` nor a link opens a second budget; where none does, that folder itself. A folder or a sign of
 * another user is passed by as if it were not there. It is never made.
 */
export function findWorkspace(hints: WorkspaceHints): WorkspaceReading {
  const { flag, project, eventCwd, variable, cwd } = hints
  if (flag === undefined && project === undefined && eventCwd !== undefined) {
    return rooted(existing(resolve(eventCwd), "the event's cwd"), true)
  }
  const found =
    flag !== undefined
      ? existing(resolve(flag), '--workspace')
      : project !== undefined
        ? rooted(existing(resolve(project), "the host's project"))
        : variable !== undefined && variable !== ''
          ? existing(resolve(variable), 'DISPATCH_WORKSPACE')
          : rooted(currentFolder(cwd))
  if (!found.ok || eventCwd === undefined || eventCwd === project || !isFolder(eventCwd)) return found
  const stands = realPath(resolve(eventCwd))
  return stands === found.workspace ? found : { ...found, stands }
}

function currentFolder(cwd: WorkspaceHints['cwd']): WorkspaceReading {
  try {
    const workspace = cwd()
    return workspace === undefined ? { ok: false, why: UNNAMED } : { ok: true, workspace }
  } catch {
    return { ok: false, why: 'the folder this process stands in is gone' }
  }
}

function existing(folder: string, from: string): WorkspaceReading {
  if (isFolder(folder)) return { ok: true, workspace: folder }
  return { ok: false, why: `the workspace ${folder} (from ${from}) is not a folder that exists` }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** The nearest root at or above a folder, or the folder itself. `tells`: whether that is where the model stands. */
function rooted(reading: WorkspaceReading, tells = false): WorkspaceReading {
  if (!reading.ok) return reading
  const start = realPath(reading.workspace)
  for (let folder = start; ; folder = dirname(folder)) {
    if (isRoot(folder)) {
      return { ok: true, workspace: folder, ...(tells && folder !== start && { stands: start }) }
    }
    if (folder === dirname(folder)) return { ok: true, workspace: start }
  }
}

/** The path without links; as it is where the system won't tell. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function isRoot(folder: string): boolean {
  for (const sign of ROOT_SIGNS) {
    const path = join(folder, sign)
    if (existsSync(path) && isEntryOurs(path) && isEntryOurs(folder)) return true
  }
  return false
}

/** By the entry itself: a link belongs to whoever made it, whatever it leads to. */
function isEntryOurs(path: string): boolean {
  const entry = lstatSync(path, { throwIfNoEntry: false })
  return entry !== undefined && isOurs(entry)
}

/**
 * The folder this process stands in, as far as it tells where the agent works. A host that starts its hooks among its
 * settings stands in the project that these belong to. `undefined` for the user's own settings, the home folder and all
 * above it: one tally there would be everybody's.
 *
 * @throws Error where the folder is gone
 */
export function processFolder({ dialect }: HookEvent, io: Io): string | undefined {
  const folder = io.cwd()
  const { hookFolders } = dialect
  if (hookFolders === undefined) return folder
  const project = aroundSettings(folder, hookFolders)
  const home = io.env['HOME'] || io.env['USERPROFILE']
  if (!home) return project === folder ? folder : undefined
  return isAtOrAbove(project, realPath(home)) ? undefined : project
}

/** The folder that the outermost of these settings lies in; the folder itself where it lies in none. */
function aroundSettings(folder: string, names: readonly string[]): string {
  let project = folder
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if (names.includes(basename(at).toLowerCase())) project = dirname(at)
  }
  return project
}

function isAtOrAbove(folder: string, other: string): boolean {
  const way = relative(folder, other)
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way)
}
