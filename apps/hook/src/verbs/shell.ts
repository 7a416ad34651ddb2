import type { Reading } from '@dos/command-line/read-flags'
import type { HookEvent } from '@dos/hook-call/event/event'
import type { Io } from '@dos/hook-call/io'
import type { HeardVerb } from '@dos/hook-call/user/folders'
import { hear } from '../observe/hear.ts'
import { type Observed, observe } from '../observe/observe.ts'

/** The flags that every command of a hook or a loop has. */
export interface ShellFlags {
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
}

/** A command that a hook or a shell loop calls. */
export interface HookCommand<F extends ShellFlags> {
  readonly name: string
  readonly read: (args: readonly string[]) => Reading<F>
  /** Judges the call; `undefined` where nobody is there any more to be told. Never throws. */
  readonly answer: (flags: F, io: Io, trace: (step: string) => void) => Promise<Answer | undefined>
}

/** What a command answers, in all the forms that it can be asked for. */
export interface Answer {
  /** For people, on stderr: what is not as it should be. */
  readonly complaints: readonly string[]
  /** What was decided, and why. */
  readonly decision: string
  /** The one line for the host, if there is anything to say to it, and what it means where nobody takes it. */
  readonly line?: string | undefined
  readonly lost?: string | undefined
  /** What `--json` prints: never what a host could take for an answer. */
  readonly report: () => object | Promise<object>
  /** The status to leave with. Default 0. */
  readonly status?: 0 | 1
  /** What is noted of it; `undefined`: nothing. */
  readonly observed: (taken: boolean) => Observed | undefined
  /** Which call of a host it was; absent for a shell loop's. */
  readonly heard?: { readonly verb: HeardVerb; readonly event: HookEvent | undefined }
}

/**
 * Runs a command from its arguments to its answer.
 *
 * @returns the status to leave with: 1 for a wrong command line; `help` where that is all that is wanted
 */
export async function runHookCommand<F extends ShellFlags>(
  verb: HookCommand<F>,
  args: readonly string[],
  io: Io,
): Promise<0 | 1 | 'help'> {
  const reading = verb.read(args)
  if (reading.kind === 'help') return 'help'
  if (reading.kind === 'wrong') {
    const { usageError } = await import('@dos/command-line/usage')
    io.complain(usageError(`dos-hook ${verb.name}`, reading))
    return 1
  }
  const { flags } = reading
  const trace = flags.debug ? (step: string) => io.complain(`debug: ${step}`) : () => {}
  const answer = await verb.answer(flags, io, trace)
  if (answer === undefined) return 0
  for (const complaint of answer.complaints) io.complain(complaint)
  trace(answer.decision)
  const taken = await print(answer, flags, io)
  if (!flags.dryRun) {
    const observed = answer.observed(taken)
    if (observed !== undefined) observe(observed, io)
    if (answer.heard !== undefined) await hear(answer.heard.verb, answer.heard.event, io)
  }
  return answer.status ?? 0
}

/** @returns whether somebody took it, or there was nothing for a host to take */
async function print(
  { line, lost, decision, report }: Answer,
  { json, dryRun }: ShellFlags,
  io: Io,
): Promise<boolean> {
  if (json) io.print(JSON.stringify(await report()))
  // Never the dialect: a dry run that is bound by mistake would hold without counting, and so without end.
  else if (dryRun) io.complain(`dry run: would ${decision}`)
  else if (line !== undefined && !io.print(line)) {
    io.complain(`nobody took the answer from stdout${lost === undefined ? '' : `: ${lost}`}`)
    return false
  }
  return true
}
