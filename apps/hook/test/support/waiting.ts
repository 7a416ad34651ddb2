import type { Call } from './command.ts'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** The PATH that a condition's shell goes by. */
export const PATH: string = process.env['PATH'] ?? ''

/** A call that may run conditions. */
export const ALLOWED: Call = { args: ['marker', '--loop', '--allow-until'], env: { PATH } }

/** A workspace that waits like this, at intervals of a twentieth of a second. */
export function waiting(table: string, workspace: Workspace = makeWorkspace()): Workspace {
  workspace.put('dos.toml', `[wait]\nevery_seconds = 0.05\nmax_every_seconds = 0.05\n${table}\n`)
  return workspace
}

/** A condition as TOML. */
export const until = (command: string): string => `until = ${JSON.stringify(command)}`

/** The parts of the records that tell of a wait. */
export function waits(workspace: Workspace): readonly Readonly<Record<string, unknown>>[] {
  return workspace.records().map(({ op, reason, waited_seconds, for: what }) => ({
    op,
    ...(waited_seconds !== undefined && { reason, waited_seconds, for: what }),
  }))
}
