import type { MarkerFlags } from '@dos/command-line/hook-verbs'
import { decide, findSignal, type StopEvidence } from '@dos/marker-gate'
import { count, reset } from '@dos/marker-sensor'
import { verdictOf } from '@dos/stop-decision'
import type { Config } from '../config/reading.ts'
import { type EventNeed, gatherEvent, type HookEvent, isStop, named } from '../event/event.ts'
import { findPlace } from '../event/place.ts'
import { describeFault } from '../fault.ts'
import type { HookCall, Io } from '../io.ts'
import { creditIn, stampOf, tickOf } from '../progress/turn.ts'
import { deltaOf, type TurnLook, watchProgress } from '../progress/watch.ts'
import { giveBack, halt, hold, noteSpent, type Stop, wasReleased } from './act.ts'
import { type Found, type Judgement, release, trouble } from './judgement.ts'

/** Decides one call, in the order that ARCHITECTURE.md gives. Never throws: a failure is a release that says why. */
export async function judge(flags: MarkerFlags, io: Io, trace: (step: string) => void): Promise<Judgement> {
  const found: Found = { place: {}, warnings: [] }
  try {
    return await judgeCall(found, { flags, io, trace })
  } catch (error) {
    return { ...trouble(describeFault(error), found), outcome: found.gate && 'released' }
  }
}

async function judgeCall(found: Found, call: HookCall<MarkerFlags>): Promise<Judgement> {
  const { flags, io, trace } = call
  const gathered = await gatherEvent(io, { dialect: flags.dialect, need: needOf(flags) })
  if (!gathered.ok) return trouble(gathered.why, found)
  const { event } = gathered
  found.event = event
  const { givenName, told } = event
  trace(`event ${givenName === undefined ? 'without a name' : named(givenName)}`)
  trace(`dialect ${told.host}: ${told.how}`)
  if (!flags.reset && !isStop(event))
    return release(event.noStop ?? `${named(givenName)} is no Stop event`, found)
  if (flags.reset && continues(event)) {
    return release(`a session that starts by ${event.sessionStartSource} goes on: nothing is reset`, found)
  }

  const placed = await findPlace(event, call)
  found.place = placed.ok ? placed.place : placed.known
  if (!placed.ok) return trouble(placed.why, found)
  const { place } = placed
  const { reading } = place
  if (flags.reset) return zero(reading.ok ? reading.config : undefined, { ...call, event, place, found })

  if (!reading.ok) return trouble(reading.complaint, found, 'configuration')
  const { config } = reading
  // Measured there: on Qwen Code the same line would let the run go on.
  if (config.marker.onExhausted === 'halt' && !(told.sure && event.dialect.halt !== undefined)) {
    return trouble(
      'on_exhausted = "halt" is refused: it was seen to work on Claude Code, Codex and Gemini CLI only, and this event is not known to be from one of them; use "release"',
      found,
    )
  }
  found.warnings = reading.warnings
  return judgeStop({ ...call, event, place, config, found })
}

/** A reset that names its session can do without an event; one that names its workspace, too, asks for none. */
function needOf({ reset, sessionId, workspace }: MarkerFlags): EventNeed {
  if (!reset || sessionId === undefined) return 'required'
  return workspace === undefined ? 'optional' : 'none'
}

/**
 * Whether a session that starts is another one that continues: all do but those that `startup` or `clear` begin (Copilot
 * CLI says `new`), or of which the host doesn't say. A source that no host has today begins nothing: a new session has a
 * tally of its own, where there is nothing to reset.
 */
function continues({ kind, sessionStartSource: source }: HookEvent): boolean {
  return kind === 'session-start' && source !== undefined && !['startup', 'clear', 'new'].includes(source)
}

/**
 * Zeroes the streak; what is seen now is the baseline for the next Stop, as far as the configuration can be read.
 * Progress within a turn, as after a commit, is left for the Stop of that turn to be told of; what was done before a
 * turn began is no work of it.
 */
async function zero(config: Config | undefined, stop: Omit<Stop, 'config'>): Promise<Judgement> {
  const { event, place, found, flags, io } = stop
  if (flags.dryRun) return release('--dry-run: the streak would be reset', found)
  const look = config && (await watchProgress(place, config.progress, io, event))
  const isWithin = event.kind !== 'prompt' && event.kind !== 'session-start'
  const tick = isWithin ? tickOf(event, 'reset') : {}
  const isWork = look?.progress.advanced === true && isWithin
  reset(place.tally, {
    ...stampOf(io),
    ...(isWork ? deltaOf(look, tick) : { fields: { ...look?.fields, ...tick } }),
  })
  return release('the streak was reset', found, { markers: 0, reset: true })
}

/**
 * Decides a Stop in plain steps: the gate, progress, the streak, the verdict. What costs something is asked only where
 * the step before leaves it open.
 */
async function judgeStop(stop: Stop): Promise<Judgement> {
  const { event, place, config, found, flags, io, trace } = stop
  const { marker } = config
  const cap = flags.maxMarkers ?? marker.maxStreak
  found.cap = cap
  const evidence: StopEvidence = {
    stopHookActive: event.latched,
    loopFlag: flags.loop,
    env: io.env,
    lists: { background_tasks: event.backgroundTasks, session_crons: event.schedules },
    attended: event.attended,
    policy: marker,
  }
  const gate = decide(evidence)
  found.gate = gate
  found.isLoop = gate.armed || findSignal(evidence) !== undefined
  trace(`${gate.armed ? 'armed' : 'not armed'}: ${gate.reason}`)
  if (!gate.armed) {
    // An ordinary turn is noted nowhere. The Stop of a loop is, also where it was left alone.
    return release(gate.reason, found, { rule: gate.by, outcome: found.isLoop ? 'unarmed' : undefined })
  }

  const look = await lookAtProgress(stop)
  found.look = look
  trace(`progress: ${look.progress.what.join(', ') || 'none seen'}`)
  for (const why of look.unseen) trace(`not seen: ${why}`)
  if (look.progress.advanced) return giveBack(look, stop)

  const markers = count(place.tally, { limit: cap })
  found.markers = markers
  trace(`streak ${markers}, budget ${cap}: ${markers < cap ? 'LIVE' : 'EXHAUSTED'}`)
  const releasedBefore = marker.onExhausted === 'halt' && markers >= cap && wasReleased(place.tally)
  const verdict = verdictOf(
    { markers, releasedBefore },
    { cap, onExhausted: marker.onExhausted, stopHookActive: event.latched },
  )
  const { rule, reason } = verdict
  const additions = { ...stampOf(io), fields: look.fields }
  switch (verdict.do) {
    case 'release':
      if (verdict.remember) noteSpent(additions, stop)
      return release(reason, found, { rule, outcome: 'refused' })
    case 'halt':
      return halt(reason, additions, stop)
    case 'hold': {
      const { wait } = config
      const waits = wait !== undefined && (wait.background || wait.until !== undefined)
      if (!waits) return hold(reason, additions, stop)
      const { waitBeforeHold } = await import('./wait.ts')
      return waitBeforeHold(reason, additions, wait, stop)
    }
  }
}

/** What advanced in this turn, whichever command has seen it; what another one told of is no delta of its own. */
async function lookAtProgress({ event, place, config, io }: Stop): Promise<TurnLook> {
  const look = await watchProgress(place, config.progress, io, event)
  if (look.progress.advanced || look.fields.fingerprint === undefined) return look
  // A look that saw less may have taken so long that another hook has recorded more since it began.
  const credit = look.unseen.length > 0 ? creditIn(place.tally, event) : look.credit
  return credit === undefined ? look : { ...look, progress: { advanced: true, what: [credit] } }
}
