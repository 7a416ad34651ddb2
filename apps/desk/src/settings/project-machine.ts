import { findWorkspace } from '@dos/hook-call/event/workspace'
import type { Machine } from '@dos/hook-wiring'
import type { DeskIo } from '../world/desk-io.ts'
import { realPath } from '../world/real-path.ts'
import { withWholePaths } from './host-folders.ts'

/** This machine, seen from a project: the one that is named, else the one around the current folder. */
export function machineOf(
  io: Pick<DeskIo, 'platform' | 'home' | 'env' | 'cwd'>,
  flag: string | undefined,
): { readonly ok: true; readonly machine: Machine } | { readonly ok: false; readonly why: string } {
  const found = findWorkspace({ flag, variable: undefined, cwd: io.cwd })
  if (!found.ok) return found
  const { platform, home } = io
  const folders = withWholePaths(io.env, io.cwd)
  if (!folders.ok) return folders
  // One folder is to go by one name, so that its settings are not taken for two files.
  const project = realPath(found.workspace) === realPath(home) ? home : found.workspace
  return { ok: true, machine: { platform, home, env: folders.env, project } }
}
