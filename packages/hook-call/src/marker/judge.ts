import type { MarkerFlags } from '@dos/command-line/marker-flags'
import { reset } from '@dos/marker-sensor'
import { type HookEvent, isStop, named } from '../event/event.ts'
import { type EventNeed, gatherEvent } from '../event/gather-event.ts'
import { findPlace, type Place } from '../event/place.ts'
import { describeFault } from '../fault.ts'
import type { Io } from '../io.ts'
import { runOf } from '../progress/run-of.ts'
import { tickOf } from '../progress/tick.ts'
import { deltaOf, watchProgress } from '../progress/watch.ts'
import { type Judgement, release, type Trace, trouble } from './judgement.ts'
import { settle } from './settle.ts'

/** Decides one call, in the order that ARCHITECTURE.md gives. Never throws: a failure is a release that says why. */
export async function judge(flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  let event: HookEvent | undefined
  try {
    const gathered = await gatherEvent(io, { dialect: flags.dialect, need: needOf(flags) })
    if (!gathered.ok) return trouble(gathered.why)
    event = gathered.event
    return { ...(await judgeEvent(event, flags, io, trace)), event }
  } catch (error) {
    return trouble(describeFault(error), event && { event })
  }
}

/** A reset that names its session can do without an event; one that names its workspace, too, asks for none. */
function needOf({ reset, sessionId, workspace }: MarkerFlags): EventNeed {
  if (!reset || sessionId === undefined) return 'required'
  return workspace === undefined ? 'optional' : 'none'
}

async function judgeEvent(event: HookEvent, flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  const { givenName, told } = event
  trace(`event ${givenName === undefined ? 'without a name' : named(givenName)}`)
  trace(`dialect ${told.host}: ${told.how}`)
  if (!flags.reset && !isStop(event)) return release(event.noStop ?? `${named(givenName)} is no Stop event`)
  if (flags.reset && goesOn(event)) {
    return release(`a session that starts by ${event.sessionStartSource} goes on: nothing is reset`)
  }

  const found = await findPlace(event, flags, io)
  if (!found.ok) return trouble(found.why, found.known)
  const { place } = found
  trace(`session ${place.session}, workspace ${place.workspace}, tally ${place.tally.file}`)
  if (flags.reset) return zero(place, event, flags, io)

  const { reading } = place
  if (!reading.ok) return { ...trouble(reading.complaint, place), misconfigured: true }
  const { config, warnings } = reading
  if (config.marker.onExhausted === 'halt' && !canHalt(event)) {
    return trouble(
      'on_exhausted = "halt" is refused: it was seen to work on Claude Code, Codex and Gemini CLI only, and this event is not known to be from one of them; use "release"',
      place,
    )
  }
  return settle({ event, place, config, warnings }, flags, io, trace)
}

/**
 * Whether a session that starts is another one's going on: all do but those that `startup` or `clear` begin (Copilot
 * CLI says `new`), or of which the host doesn't say. What a host may call it one day is none: a new session has a tally
 * of its own, where there is nothing to reset.
 */
function goesOn({ kind, sessionStartSource: source }: HookEvent): boolean {
  return kind === 'session-start' && source !== undefined && !FRESH.includes(source)
}

const FRESH: readonly string[] = ['startup', 'clear', 'new']

/**
 * Zeroes the streak; what is seen now is the baseline for the next Stop, as far as the configuration can be read. What
 * went forward within a turn, as after a commit, is left for the Stop of that turn to be told of; what was done before
 * a turn began is no work of it.
 */
async function zero(place: Place, event: HookEvent, flags: MarkerFlags, io: Io): Promise<Judgement> {
  if (flags.dryRun) return release('--dry-run: the streak would be reset', place)
  const { reading } = place
  const look = reading.ok ? await watchProgress(place, reading.config.progress, io, event) : undefined
  const isWithin = event.kind !== 'prompt' && event.kind !== 'session-start'
  const isWork = look?.progress.advanced === true && isWithin
  const tick = isWithin ? tickOf(event, 'reset') : {}
  reset(place.tally, {
    now: io.now(),
    ...runOf(io),
    ...(look && isWork ? deltaOf(look, tick) : { fields: { ...look?.fields, ...tick } }),
  })
  return { ...release('the streak was reset', place), markers: 0, reset: true }
}

/** Whether the host is one, for sure, on which a halt was measured: on Qwen Code the same line would go on with the run. */
function canHalt({ told, dialect }: HookEvent): boolean {
  return told.sure && dialect.halt !== undefined
}
