import type { WrongArguments } from '@dos/command-line/arguments'
import { usageError } from '@dos/command-line/usage'
import { findWorkspace } from '@dos/hook-call/event/workspace'
import { describeFault } from '@dos/hook-call/fault'
import { escapeText } from '@dos/terminal-text'
import type { DeskIo } from './desk-io.ts'

/** What a verb for people is, apart from what it does. */
export interface DeskVerbWords<F> {
  readonly name: string
  readonly help: string
  readonly readFlags: (
    args: readonly string[],
  ) => { readonly ok: true; readonly flags: F | 'help' } | WrongArguments
}

/**
 * What every verb for people begins and ends with: a command line that is wrong is told in one line, help is shown, and
 * so is a fault, without what a terminal would obey.
 *
 * @returns the status to leave with: that of `run`; 1 for a wrong command line or a fault
 */
export async function runVerb<F>(
  { name, help, readFlags }: DeskVerbWords<F>,
  args: readonly string[],
  io: DeskIo,
  run: (flags: F) => Promise<0 | 1>,
): Promise<0 | 1> {
  const reading = readFlags(args)
  if (!reading.ok) {
    io.complain(usageError(`dos-hook ${name}`, reading))
    return 1
  }
  const { flags } = reading
  try {
    if (flags !== 'help') return await run(flags)
    io.write(`${help}\n`)
    return 0
  } catch (error) {
    io.complain(escapeText(describeFault(error)))
    return 1
  }
}

/** The workspace that a verb for people is about: the one named, else the one around the current folder. */
export function workspaceOf(
  flag: string | undefined,
  { env, cwd }: DeskIo,
): ReturnType<typeof findWorkspace> {
  return findWorkspace({ flag, variable: env['DISPATCH_WORKSPACE'], cwd })
}
