import { MARKER_FLAGS, type MarkerFlags } from '@dos/command-line/hook-verbs'
import { readFlags } from '@dos/command-line/read-flags'
import type { Io } from '@dos/hook-call/io'
import { judge } from '@dos/hook-call/marker/judge'
import type { Judgement } from '@dos/hook-call/marker/judgement'
import { sayingOf } from '@dos/hook-call/marker/say'
import type { Observed } from '../observe/observe.ts'
import type { Answer, HookCommand } from './shell.ts'

/** `dos-hook marker`: holds or releases one turn. */
export const marker: HookCommand<MarkerFlags> = {
  name: 'marker',
  read: (args) => readFlags(args, MARKER_FLAGS),
  answer,
}

async function answer(
  flags: MarkerFlags,
  io: Io,
  trace: (step: string) => void,
): Promise<Answer | undefined> {
  const judgement = await judge(flags, io, trace)
  if (judgement.answer === 'none') return undefined
  const { answer, reason, found } = judgement
  const isShown = !flags.json && !flags.dryRun
  const { say, warning, lost } = isShown ? sayingOf(judgement) : {}
  return {
    complaints: [
      ...found.warnings.map((each) => `warning: ${each}`),
      ...(answer === 'release' && judgement.fault !== undefined ? [reason] : []),
      ...(warning === undefined ? [] : [`warning: ${warning}`]),
    ],
    decision: `${answer}: ${reason}`,
    line: say,
    lost,
    report: async () => (await import('@dos/hook-call/marker/report')).report(judgement, flags.dryRun),
    observed: (taken) => observedOf(judgement, taken),
    heard: { verb: flags.reset ? 'marker --reset' : 'marker', event: found.event },
  }
}

/** A hold that nobody took released the turn. */
function observedOf({ outcome, markers, found }: Judgement, taken: boolean): Observed | undefined {
  const { event, place, cap, waited } = found
  const noted = taken ? outcome : 'released'
  if (noted === undefined || place.workspace === undefined) return undefined
  return {
    ...{ verb: 'marker', outcome: noted, workspace: place.workspace, markers, cap },
    ...{ dialect: event?.told.host, waitedMs: (waited?.waited_seconds ?? 0) * 1000 },
  }
}
