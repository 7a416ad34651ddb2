import { HOOK_FLAGS, type HookFlags } from '@dos/command-line/hook-verbs'
import { readFlags } from '@dos/command-line/read-flags'
import { gatherEvent } from '@dos/hook-call/event/event'
import { describeFault } from '@dos/hook-call/fault'
import { type GuardCall, type GuardJudgement, trouble } from '@dos/hook-call/wakeups/call'
import { judgeRearm } from '@dos/hook-call/wakeups/judge-rearm'
import { judgeWake } from '@dos/hook-call/wakeups/judge-wake'
import type { Outcome } from '@dos/hook-metrics/observation'
import type { HookCommand } from './shell.ts'

/** `dos-hook wake`: turns scheduled prompts away once the budget is spent. */
export const wake: HookCommand<HookFlags> = guard('wake', judgeWake)

/** `dos-hook rearm`: puts off the wake-ups of a loop that turns idly. */
export const rearm: HookCommand<HookFlags> = guard('rearm', judgeRearm)

/** A command that guards schedules. What fails says nothing to the host. */
function guard(
  name: 'wake' | 'rearm',
  judge: (call: GuardCall) => Promise<GuardJudgement>,
): HookCommand<HookFlags> {
  return {
    name,
    read: (args) => readFlags(args, HOOK_FLAGS),
    answer: async (flags, io, trace) => {
      const gathered = await gatherEvent(io, flags)
      const event = gathered.ok ? gathered.event : undefined
      const finding =
        event === undefined
          ? trouble(gathered.ok ? '' : gathered.why)
          : await judge({ event, flags, io, trace }).catch((error: unknown) => trouble(describeFault(error)))
      const { action, reason, line, complaint, warnings = [], workspace, markers, cap } = finding
      const outcome = outcomeOf(finding)
      return {
        complaints: [
          ...warnings.map((each) => `warning: ${each}`),
          ...(complaint === undefined ? [] : [complaint]),
        ],
        decision: `${action}: ${reason}`,
        line,
        report: () => report(name, finding, flags),
        observed: () =>
          outcome === undefined || workspace === undefined
            ? undefined
            : { verb: name, outcome, workspace, markers, cap, dialect: event?.told.host },
        heard: { verb: name, event },
      }
    },
  }
}

/** How each action is noted that was decided by the budget or changes it. */
const OUTCOMES: Readonly<Partial<Record<GuardJudgement['action'], Outcome>>> = {
  reset: 'reset',
  grant: 'granted',
  refuse: 'refused',
  stretch: 'stretched',
  deny: 'denied',
}

/** What let something pass is noted only where there is a streak that it was looked at with. */
function outcomeOf({ action, markers = 0 }: GuardJudgement): Outcome | undefined {
  if (OUTCOMES[action] !== undefined || markers === 0) return OUTCOMES[action]
  return action === 'pass' ? 'released' : action === 'observe' ? 'observed' : undefined
}

/** The finding in the words that scripts read; never what a host could take for an answer. */
function report(verb: string, finding: GuardJudgement, { dryRun }: HookFlags): object {
  const { action, prompt, markers, cap, delaySeconds, reason, session, workspace, tally } = finding
  return {
    ...{ verb, action, prompt: prompt ?? null, markers_emitted: markers ?? 0, max_markers: cap ?? null },
    ...{ delay_seconds: delaySeconds ?? null, reason, session_id: session ?? null },
    ...{ workspace: workspace ?? null, tally: tally?.file ?? null, dry_run: dryRun },
    ...{ trouble: finding.complaint !== undefined, warnings: finding.warnings ?? [] },
  }
}
