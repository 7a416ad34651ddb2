import type { MarkerFlags } from '@dos/command-line/marker-flags'
import { findSignal } from '@dos/marker-gate'
import { count, recall, type TallyPaths } from '@dos/marker-sensor'
import { decideStop, type SeenStreak, type StopFacts } from '@dos/stop-decision'
import type { Config } from '../config/config.ts'
import type { HookEvent } from '../event/event.ts'
import type { Place } from '../event/place.ts'
import { describeFault } from '../fault.ts'
import type { Io } from '../io.ts'
import { runOf } from '../progress/run-of.ts'
import { turnOf } from '../progress/turn.ts'
import { creditIn, deltaOf, type Look, watchProgress } from '../progress/watch.ts'
import { act, HALT, SPENT } from './act.ts'
import { afterWait } from './after-wait.ts'
import { type Judgement, type Trace, trouble } from './judgement.ts'

/** One Stop event, whose tally it goes to, and what the workspace's configuration says. */
export interface Case {
  readonly event: HookEvent
  readonly place: Place
  readonly config: Config
  readonly warnings: readonly string[]
}

/**
 * Finds out what the decision asks for, waits before a hold where there is something to wait for, and does it. Never
 * throws: what fails is a release that says why. Only what is armed can fail, since nothing else looks at anything.
 */
export async function settle(one: Case, flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  try {
    return await decideAndAct(one, flags, io, trace)
  } catch (error) {
    return trouble(describeFault(error), { ...one.place, warnings: one.warnings, outcome: 'released' })
  }
}

async function decideAndAct(one: Case, flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  const { event, place, config, warnings } = one
  const cap = flags.maxMarkers ?? config.marker.maxStreak
  let facts: StopFacts = {
    stopHookActive: event.latched,
    loopFlag: flags.loop,
    env: io.env,
    lists: { background_tasks: event.backgroundTasks, session_crons: event.schedules },
    attended: event.attended,
    policy: config.marker,
    cap,
  }
  let look: Look | undefined
  let decision = decideStop(facts)
  while (decision.do === 'look') {
    if (decision.at === 'progress') {
      look = await lookAtProgress(one, io)
      facts = { ...facts, progress: look.progress }
    } else {
      facts = { ...facts, streak: lookAtStreak(place.tally, facts) }
    }
    decision = decideStop(facts)
  }
  trace(`${decision.gate.armed ? 'armed' : 'not armed'}: ${decision.gate.reason}`)
  if (look !== undefined) {
    trace(`progress: ${look.progress.what.join(', ') || 'none seen'}`)
    for (const why of look.unseen) trace(`not seen: ${why}`)
  }
  if (facts.streak !== undefined) {
    const { markers } = facts.streak
    trace(`streak ${markers}, budget ${cap}: ${markers < cap ? 'LIVE' : 'EXHAUSTED'}`)
  }

  const known = {
    ...place,
    warnings,
    cap,
    form: config.marker.holdForm,
    // A host that doesn't say whether a hook holds the chain is held again.
    once: config.marker.respectStopHookActive && event.latched !== undefined,
    gate: decision.gate,
    rule: decision.rule,
    ...(look && { progress: look.progress.what, unseen: look.unseen }),
    isLoop: decision.gate.armed || findSignal(facts) !== undefined,
    ...(facts.streak && { markers: facts.streak.markers }),
  }
  const turn = turnOf(event)
  const additions = {
    now: io.now(),
    ...runOf(io),
    ...(look &&
      (look.progress.advanced
        ? deltaOf(look, turn === undefined ? {} : { prompt_id: turn })
        : { fields: look.fields })),
  }
  if (decision.do !== 'hold' || config.wait === undefined) {
    return act(decision, known, additions, flags, io, trace)
  }
  const { waitFirst } = await import('./wait-first.ts')
  const { allowUntil, dryRun } = flags
  const request = { event, workspace: place.workspace, policy: config.wait, allowUntil, dryRun }
  const waited = await waitFirst(request, io, trace)
  const lookAgain = () => watchProgress(place, config.progress, io, event)
  return afterWait(waited, { decision, known, additions, look: lookAgain }, flags, io, trace)
}

/** What went forward in this turn, whichever command has seen it; what another one told of is no delta of its own. */
async function lookAtProgress({ event, place, config }: Case, io: Io): Promise<Look> {
  const look = await watchProgress(place, config.progress, io, event)
  if (look.progress.advanced || look.fields.fingerprint === undefined) return look
  const credit = creditIn(place.tally, event)
  return credit === undefined ? look : { ...look, progress: { advanced: true, what: [credit] } }
}

function lookAtStreak(tally: TallyPaths, { cap, policy }: StopFacts): SeenStreak {
  const markers = count(tally, { limit: cap })
  const matters = policy?.onExhausted === 'halt' && markers >= cap
  return { markers, releasedBefore: matters && wasReleased(tally) }
}

/** Whether a Stop found this budget spent and was released. What other verbs have written since tells nothing of it. */
function wasReleased(tally: TallyPaths): boolean {
  return (
    recall(tally, ({ op }) => (op === SPENT ? true : op === 'RESET' || op === HALT ? false : undefined)) ??
    false
  )
}
