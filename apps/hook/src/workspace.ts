import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Where a workspace may be named. */
export interface WorkspaceHints {
  /** `--workspace`. */
  readonly flag: string | undefined
  /** The event's `cwd`. */
  readonly eventCwd: string | undefined
  /** `DISPATCH_WORKSPACE`. */
  readonly variable: string | undefined
  /** The process's own folder, asked only when nothing else is there; `undefined` where it is no workspace. */
  readonly cwd: () => string | undefined
}

/** A folder that exists, or why there is none. */
export type WorkspaceReading =
  | { readonly ok: true; readonly workspace: string }
  | { readonly ok: false; readonly why: string }

/** Said where a hook is started among the user's settings, for all projects. */
const UNNAMED =
  'the event names no workspace, and this process stands in a folder of settings: name it by --workspace or DISPATCH_WORKSPACE'

/** What makes a folder the root of a workspace. */
const ROOT_SIGNS = ['.dos', 'dos.toml', '.git']

/**
 * Finds the workspace. A folder named by the flag or the variable is taken as it is. From an event's or the
 * process's own folder it is the nearest at or above that holds a sign of a root, so that `cd sub/` opens no
 * second budget; where none does, that folder itself. It is never made.
 */
export function findWorkspace({ flag, eventCwd, variable, cwd }: WorkspaceHints): WorkspaceReading {
  if (flag !== undefined) return existing(resolve(flag), '--workspace')
  if (eventCwd !== undefined) return rooted(existing(resolve(eventCwd), "the event's cwd"))
  if (variable !== undefined && variable !== '') return existing(resolve(variable), 'DISPATCH_WORKSPACE')
  try {
    const workspace = cwd()
    return workspace === undefined ? { ok: false, why: UNNAMED } : rooted({ ok: true, workspace })
  } catch {
    return { ok: false, why: 'the folder this process stands in is gone' }
  }
}

function existing(folder: string, named: string): WorkspaceReading {
  if (isFolder(folder)) return { ok: true, workspace: folder }
  return { ok: false, why: `the workspace ${folder} (from ${named}) is not a folder that exists` }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function rooted(reading: WorkspaceReading): WorkspaceReading {
  if (!reading.ok) return reading
  for (let folder = reading.workspace; ; folder = dirname(folder)) {
    for (const sign of ROOT_SIGNS) {
      if (existsSync(join(folder, sign))) return { ok: true, workspace: folder }
    }
    if (folder === dirname(folder)) return reading
  }
}
