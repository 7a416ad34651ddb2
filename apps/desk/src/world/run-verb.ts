import { renderHelp } from '@dos/command-line/help'
import { readFlags } from '@dos/command-line/read-flags'
import { usageError } from '@dos/command-line/usage'
import type { FlagTable, ValuesOf, Verb } from '@dos/command-line/verb'
import { findWorkspace } from '@dos/hook-call/event/workspace'
import { describeFault } from '@dos/hook-call/fault'
import { escapeText } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from './desk-io.ts'

/**
 * Runs a command: reads its flags, shows its help, and reports a wrong command line or a fault in one line.
 *
 * @returns the exit code: that of `run`; 1 for a wrong command line or a fault
 */
export async function runVerb<T extends FlagTable>(
  verb: Verb<T>,
  args: readonly string[],
  io: DeskIo,
  run: (flags: ValuesOf<T>, operand: string | undefined) => Promise<0 | 1>,
): Promise<0 | 1> {
  const reading = readFlags(args, verb.flags, verb.operand !== undefined)
  if (reading.kind === 'wrong') {
    io.complain(usageError(`dos-hook ${verb.name}`, reading))
    return 1
  }
  try {
    if (reading.kind === 'run') return await run(reading.flags, reading.operand)
    io.write(renderHelp(verb, canvasOf(io)))
    return 0
  } catch (error) {
    io.complain(escapeText(describeFault(error)))
    return 1
  }
}

/** The same for a command about a workspace: the one named, else the one around the current folder. */
export function runInWorkspace<T extends FlagTable>(
  verb: Verb<T>,
  args: readonly string[],
  io: DeskIo,
  run: (workspace: string, flags: ValuesOf<T>) => Promise<0 | 1>,
): Promise<0 | 1> {
  return runVerb(verb, args, io, async (flags) => {
    const found = workspaceOf((flags as { readonly workspace?: string }).workspace, io)
    if (found.ok) return run(found.workspace, flags)
    io.complain(escapeText(found.why))
    return 1
  })
}

export function workspaceOf(
  flag: string | undefined,
  { env, cwd }: DeskIo,
): ReturnType<typeof findWorkspace> {
  return findWorkspace({ flag, variable: env['DISPATCH_WORKSPACE'], cwd })
}
