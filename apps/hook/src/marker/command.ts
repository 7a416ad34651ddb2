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
  const { answer, reason, found } = judgement
  if (answer === 'none') return 0
  for (const warning of found.warnings) io.complain(`warning: ${warning}`)
  if (answer === 'release' && judgement.fault !== undefined) io.complain(reason)
  trace(`${answer}: ${reason}`)
  const taken = await say(judgement, flags, io)
  if (flags.dryRun) return 0
  note(judgement, taken, io)
  await hear(flags.reset ? 'marker --reset' : 'marker', found.event, io)
  return 0
}

/** A hold that nobody took released the turn. */
function note({ outcome, markers, found }: Judgement, taken: boolean, io: Io): void {
  const { event, place, cap, waited } = found
  if ((outcome === undefined && taken) || place.workspace === undefined) return
  observe(
    {
      ...{
        verb: 'marker',
        outcome: taken ? (outcome ?? 'released') : 'released',
        workspace: place.workspace,
      },
      ...{ markers, cap, dialect: event?.told.host, waitedMs: (waited?.waited_seconds ?? 0) * 1000 },
    },
    io,
  )
}

/** @returns whether somebody took it, or there was nothing for a host to take */
async function say(judgement: Judgement, flags: MarkerFlags, io: Io): Promise<boolean> {
  const { answer, reason } = judgement
  if (flags.json) {
    const { report } = await import('@dos/hook-call/marker/report')
    io.print(JSON.stringify(report(judgement, flags.dryRun)))
  } else if (flags.dryRun) {
    // Never the dialect: a dry run that is bound by mistake would hold without counting, and so without end.
    io.complain(`dry run: would ${answer}: ${reason}`)
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
