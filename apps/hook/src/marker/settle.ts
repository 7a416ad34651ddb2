import { claim, count, recall, record, reset, type TallyPaths } from '@dos/marker-sensor'
import { decideStop, type SeenStreak, type StopDecision, type StopFacts } from '@dos/stop-decision'
import type { Config } from '../config.ts'
import type { HookEvent } from '../event.ts'
import { isAttended } from '../host.ts'
import type { Io } from '../io.ts'
import type { Place } from '../place.ts'
import { type Look, watchProgress } from '../progress/watch.ts'
import { runOf } from '../run-of.ts'
import type { MarkerFlags } from './flags.ts'
import { type Judgement, release, type Trace } from './judgement.ts'

/** One Stop event, whose tally it goes to, and what the workspace's configuration says. */
export interface Case {
  readonly event: HookEvent
  readonly place: Place
  readonly config: Config
  readonly warnings: readonly string[]
}

/** Additive ops: the budget was found spent and the turn released; the run was halted. */
const SPENT = 'SPENT'
const HALT = 'HALT'

/** Finds out what the decision asks for, and does what it says. A hold or a halt is durable before it is answered. */
export async function settle(one: Case, flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  const { event, place, config, warnings } = one
  const cap = flags.maxMarkers ?? config.marker.maxStreak
  let facts: StopFacts = {
    stopHookActive: event.stopHookActive,
    loopFlag: flags.loop,
    env: io.env,
    lists: event.lists,
    attended: isAttended(io.env),
    policy: config.marker,
    cap,
  }
  let look: Look | undefined
  let decision = decideStop(facts)
  while (decision.do === 'look') {
    if (decision.at === 'progress') {
      look = await watchProgress(place.tally, config.progress, io)
      facts = { ...facts, progress: look.progress }
    } else {
      facts = { ...facts, streak: lookAtStreak(place.tally, facts) }
    }
    decision = decideStop(facts)
  }
  trace(`${decision.gate.armed ? 'armed' : 'not armed'}: ${decision.gate.reason}`)
  if (look?.fields.fingerprint !== undefined)
    trace(`progress: ${look.progress.what.join(', ') || 'none seen'}`)
  if (facts.streak !== undefined) {
    const { markers } = facts.streak
    trace(`streak ${markers}, budget ${cap}: ${markers < cap ? 'LIVE' : 'EXHAUSTED'}`)
  }

  const known = {
    ...place,
    warnings,
    cap,
    gate: decision.gate,
    ...(facts.streak && { markers: facts.streak.markers }),
  }
  const additions = { now: io.now(), ...runOf(io), ...(look && { fields: look.fields }) }
  return act(decision, known, additions, flags, io, trace)
}

type Known = Place & Required<Pick<Judgement, 'warnings' | 'cap' | 'gate'>> & Pick<Judgement, 'markers'>
type Additions = { readonly now: number; readonly runId?: string; readonly fields?: Look['fields'] }

function act(
  decision: Exclude<StopDecision, { do: 'look' }>,
  known: Known,
  additions: Additions,
  flags: MarkerFlags,
  io: Io,
  trace: Trace,
): Judgement {
  const { tally, cap, gate, markers = 0 } = known
  const { reason } = decision
  switch (decision.do) {
    case 'release':
      if (decision.remember && !flags.dryRun) record(tally, { ...additions, op: SPENT })
      return release(reason, known)
    case 'reset':
      if (!flags.dryRun) reset(tally, { ...additions, reason })
      return { ...release(reason, known), markers: 0, ...(!flags.dryRun && { reset: true }) }
    case 'halt':
      if (!flags.dryRun) record(tally, { ...additions, op: HALT })
      return { ...known, answer: 'halt', reason }
    case 'hold': {
      if (flags.dryRun) return { ...known, answer: 'hold', reason, markers: markers + 1 }
      const claimed = claim(tally, { ...additions, cap, id: io.newId(), reason: gate.reason })
      if (!claimed.granted) {
        const lost = release('another call took the last place at the same moment', known)
        return { ...lost, markers: claimed.count }
      }
      trace(`marker ${claimed.rank} recorded durably`)
      return { ...known, answer: 'hold', reason, markers: claimed.rank }
    }
  }
}

function lookAtStreak(tally: TallyPaths, { cap, policy }: StopFacts): SeenStreak {
  const markers = count(tally, { limit: cap })
  const matters = policy?.onExhausted === 'halt' && markers >= cap
  return { markers, releasedBefore: matters && lastOp(tally) === SPENT }
}

function lastOp(tally: TallyPaths): unknown {
  return recall(tally, ({ op }) => op ?? null)
}
