import type { Machine } from '@dos/hook-wiring'
import type { DeskIo } from '../desk/desk-io.ts'
import { findWorkspace } from '../workspace.ts'

/** This machine, seen from a project: the one that is named, else the one around the current folder. */
export function machineOf(
  io: Pick<DeskIo, 'platform' | 'home' | 'env' | 'cwd'>,
  flag: string | undefined,
): { readonly ok: true; readonly machine: Machine } | { readonly ok: false; readonly why: string } {
  const found = findWorkspace({ flag, eventCwd: undefined, variable: undefined, cwd: io.cwd })
  if (!found.ok) return found
  const { platform, home, env } = io
  return { ok: true, machine: { platform, home, env, project: found.workspace } }
}
