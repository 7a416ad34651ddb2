import type { HookEvent } from '@dos/hook-call/event/event'
import { describeFault } from '@dos/hook-call/fault'
import type { Io } from '@dos/hook-call/io'
import { type Finding, type GuardCall, trouble } from '@dos/hook-call/wakeups/call'
import { judgeRearm } from '@dos/hook-call/wakeups/judge-rearm'
import { judgeWake } from '@dos/hook-call/wakeups/judge-wake'
import { eventFacts, streakFact } from './evidence.ts'
import type { Explained } from './explain-event.ts'
import type { ExplainFlags } from './flags.ts'

const JUDGES: Readonly<Record<'wake' | 'rearm', (call: GuardCall) => Promise<Finding>>> = {
  wake: judgeWake,
  rearm: judgeRearm,
}

/** What `dos-hook wake` or `rearm` would do, and why. It is asked itself, and writes nothing. */
export async function explainGuard(
  verb: 'wake' | 'rearm',
  event: HookEvent,
  flags: ExplainFlags,
  io: Io,
): Promise<Explained> {
  const call: GuardCall = { event, flags: flags.hook, io, trace: () => {} }
  const finding: Finding = await JUDGES[verb](call).catch((error: unknown) => trouble(describeFault(error)))
  const { action, reason, prompt, cap, complaint, session, workspace, markers, tally } = finding
  return {
    facts: [
      ...eventFacts({ ...finding, event }),
      ...(prompt === undefined ? [] : [{ name: 'prompt', value: `of kind ${prompt}` }]),
      ...streakFact(finding, cap),
      {
        name: 'verdict',
        value: `dos-hook ${verb}: ${action}: ${reason}`,
        tone: complaint === undefined ? 'strong' : 'bad',
      },
    ],
    report: {
      ...{ verb, answer: action, reason, prompt: prompt ?? null },
      ...{ markers_emitted: markers ?? 0, max_markers: cap ?? null },
      ...{ session_id: session ?? null, workspace: workspace ?? null, tally: tally?.file ?? null },
      trouble: complaint !== undefined,
    },
  }
}
