import { type MarkerFlags, readMarkerFlags } from '@dos/command-line/marker-flags'
import type { Io } from '@dos/hook-call/io'
import { judge } from '@dos/hook-call/marker/judge'
import type { Judgement } from '@dos/hook-call/marker/judgement'
import { sayingOf } from '@dos/hook-call/marker/say'
import { hear } from '../observe/hear.ts'
import { observe } from '../observe/observe.ts'

/** Runs `dos-hook marker`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export async function marker(args: readonly string[], io: Io): Promise<0 | 1> {
  const reading = readMarkerFlags(args)
  if (!reading.ok) {
    const { usageError } = await import('@dos/command-line/usage')
    io.complain(usageError('dos-hook marker', reading))
    return 1
  }
  const { flags } = reading
  if (flags.help) {
    const { MARKER_HELP } = await import('./help.ts')
    io.print(MARKER_HELP)
    return 0
  }
  const trace = flags.debug ? (step: string) => io.complain(`debug: ${step}`) : () => {}
  const judgement = await judge(flags, io, trace)
  if (judgement.silent) return 0
  for (const warning of judgement.warnings ?? []) io.complain(`warning: ${warning}`)
  if (judgement.complaint !== undefined) io.complain(judgement.complaint)
  trace(`${judgement.answer}: ${judgement.reason}`)
  const taken = await answer(judgement, flags, io)
  if (flags.dryRun) return 0
  // A hold that nobody took released the turn.
  note(taken ? judgement : { ...judgement, outcome: 'released' }, io)
  await hear(flags.reset ? 'marker --reset' : 'marker', judgement.event, io)
  return 0
}

function note({ outcome, workspace, markers, cap, waited, event }: Judgement, io: Io): void {
  if (outcome === undefined || workspace === undefined) return
  const waitedMs = (waited?.waited_seconds ?? 0) * 1000
  const dialect = event?.told.host
  observe({ verb: 'marker', outcome, workspace, markers, cap, dialect, waitedMs }, io)
}

/** @returns whether somebody took it, or there was nothing for a host to take */
async function answer(judgement: Judgement, flags: MarkerFlags, io: Io): Promise<boolean> {
  if (flags.json) {
    const { report } = await import('@dos/hook-call/marker/report')
    io.print(JSON.stringify(report(judgement, flags.dryRun)))
  } else if (flags.dryRun) {
    // Never the dialect: a dry run that is bound by mistake would hold without counting, and so without end.
    io.complain(`dry run: would ${judgement.answer}: ${judgement.reason}`)
  } else {
    const { say, warning, lost } = sayingOf(judgement)
    if (warning !== undefined) io.complain(`warning: ${warning}`)
    if (say !== undefined && !io.print(say)) {
      io.complain(`nobody took the answer from stdout: ${lost}`)
      return false
    }
  }
  return true
}
