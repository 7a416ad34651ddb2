import { renderHelp } from '@dos/command-line/help'
import { readFlags } from '@dos/command-line/read-flags'
import { usageError } from '@dos/command-line/usage'
import type { FlagTable, ValuesOf, Verb } from '@dos/command-line/verb'
import { findWorkspace } from '@dos/hook-call/event/workspace'
import { describeFault } from '@dos/hook-call/fault'
import { escapeText } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from './desk-io.ts'

/** How a command ends: its exit code, or what went wrong, in one line; then 1. */
export type End = 0 | 1 | string

/** Runs a command: reads its flags, shows its help, and reports in one line what went wrong. @returns the exit code */
export async function runVerb<T extends FlagTable>(
  verb: Verb<T>,
  args: readonly string[],
  io: DeskIo,
  run: (flags: ValuesOf<T>, operand: string | undefined) => Promise<End>,
): Promise<0 | 1> {
  const start = async (): Promise<End> => {
    const reading = readFlags(args, verb.flags, verb.operand !== undefined)
    if (reading.kind === 'wrong') return usageError(`dos-hook ${verb.name}`, reading)
    if (reading.kind === 'run') return run(reading.flags, reading.operand)
    io.write(renderHelp(verb, canvasOf(io)))
    return 0
  }
  const end = await start().catch(describeFault)
  if (typeof end !== 'string') return end
  io.complain(escapeText(end))
  return 1
}

/** The same for a command about a workspace: the one named, else the one around the current folder. */
export function runInWorkspace<T extends FlagTable>(
  verb: Verb<T>,
  args: readonly string[],
  io: DeskIo,
  run: (workspace: string, flags: ValuesOf<T>) => Promise<End>,
): Promise<0 | 1> {
  return runVerb(verb, args, io, async (flags) => {
    const found = workspaceOf((flags as { readonly workspace?: string }).workspace, io)
    return found.ok ? run(found.workspace, flags) : found.why
  })
}

export function workspaceOf(
  flag: string | undefined,
  { env, cwd }: DeskIo,
): ReturnType<typeof findWorkspace> {
  return findWorkspace({ flag, variable: env['DISPATCH_WORKSPACE'], cwd })
}
