import { reset, tallyPaths } from '@dos/marker-sensor'
import { readConfig } from '../config.ts'
import { isStopEvent } from '../dialect.ts'
import type { HookEvent } from '../event.ts'
import { canHalt } from '../host.ts'
import type { Io } from '../io.ts'
import { watchProgress } from '../progress/watch.ts'
import { findWorkspace } from '../workspace.ts'
import type { MarkerFlags } from './flags.ts'
import { gatherEvent } from './gather-event.ts'
import { type Judgement, type Place, release, type Trace, trouble } from './judgement.ts'
import { runOf, settle } from './settle.ts'

/** Decides one call, in the order that ARCHITECTURE.md gives. Never throws: a failure is a release that says why. */
export async function judge(flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  try {
    return await judgeEvent(flags, io, trace)
  } catch (error) {
    if (!(error instanceof Error)) return trouble(`this is a fault of dos-hook itself: ${String(error)}`)
    const { name, message } = error
    return trouble(name === 'TallyError' ? message : `this is a fault of dos-hook itself: ${message}`)
  }
}

async function judgeEvent(flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  const gathered = await gatherEvent(flags, io)
  if (!gathered.ok) return trouble(gathered.why)
  const { event } = gathered
  trace(`event ${event.name === undefined ? 'without a name' : String(event.name)}`)
  if (!flags.reset && !isStopEvent(event.name)) return release(`${String(event.name)} is no Stop event`)

  const found = findPlace(event, flags, io)
  if (!found.ok) return found.judgement
  const { place } = found
  trace(`session ${place.session}, workspace ${place.workspace}, tally ${place.tally.file}`)
  if (flags.reset) return zero(place, flags, io)

  const reading = await readConfig(place.workspace)
  if (!reading.ok) return trouble(reading.complaint, place)
  const { config, warnings } = reading
  if (config.marker.onExhausted === 'halt' && !canHalt(event, io.env)) {
    return trouble(
      'on_exhausted = "halt" is refused: it was seen to work on Claude Code, Codex and Gemini CLI only, and this event is not known to be from one of them; use "release"',
      place,
    )
  }
  return settle({ event, place, config, warnings }, flags, io, trace)
}

type PlaceReading =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly judgement: Judgement }

function findPlace(event: HookEvent, flags: MarkerFlags, io: Io): PlaceReading {
  const session = flags.sessionId ?? event.sessionId
  if (session === undefined) {
    return no(trouble('no session: the event has no session_id and --session-id is not given'))
  }
  const found = findWorkspace({
    flag: flags.workspace,
    eventCwd: event.cwd,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: io.cwd,
  })
  if (!found.ok) return no(trouble(found.why, { session }))
  const { workspace } = found
  const tally = tallyPaths(workspace, session)
  if (tally === undefined) {
    return no(trouble('the session id has no letter or number in it, so it can have no tally', { workspace }))
  }
  return { ok: true, place: { session, workspace, tally } }
}

function no(judgement: Judgement): PlaceReading {
  return { ok: false, judgement }
}

/** Zeroes the streak; what is seen now is the baseline for the next Stop, as far as the configuration can be read. */
async function zero(place: Place, flags: MarkerFlags, io: Io): Promise<Judgement> {
  if (flags.dryRun) return release('--dry-run: the streak would be reset', place)
  const reading = await readConfig(place.workspace)
  const look = reading.ok ? await watchProgress(place.tally, reading.config.progress, io) : undefined
  reset(place.tally, { now: io.now(), ...runOf(io), ...(look && { fields: look.fields }) })
  return { ...release('the streak was reset', place), markers: 0, reset: true }
}
