import { decide, type GateDecision } from '@dos/marker-gate'
import { claim, count, reset, TallyError, type TallyPaths, tallyPaths } from '@dos/marker-sensor'
import { waitMarkerBudget } from '@dos/noop-streak'
import { readConfig } from '../config.ts'
import { isStopEvent } from '../dialect.ts'
import type { Io } from '../io.ts'
import { findWorkspace } from '../workspace.ts'
import type { MarkerFlags } from './flags.ts'
import { gatherEvent } from './gather-event.ts'

/** What was found out and decided in one call. Absent is what was not asked, because the answer was clear before. */
export interface Judgement {
  readonly answer: 'hold' | 'release'
  /** Why, in a sentence for people. */
  readonly reason: string
  /** One line for stderr where something is not as it should be. */
  readonly complaint?: string
  readonly warnings?: readonly string[]
  readonly gate?: GateDecision
  readonly session?: string
  readonly workspace?: string
  readonly tally?: TallyPaths
  /** Markers in the streak, with the one that was just allowed. */
  readonly markers?: number
  /** The most there may be. */
  readonly cap?: number
  /** The streak was zeroed. */
  readonly reset?: true
}

/** Told each step as it is taken. */
export type Trace = (step: string) => void

/** Decides one call, in the order that ARCHITECTURE.md gives. Never throws: a failure is a release that says why. */
export async function judge(flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  try {
    return await judgeEvent(flags, io, trace)
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    return trouble(error instanceof TallyError ? what : `this is a fault of dos-hook itself: ${what}`)
  }
}

async function judgeEvent(flags: MarkerFlags, io: Io, trace: Trace): Promise<Judgement> {
  const gathered = await gatherEvent(flags, io)
  if (!gathered.ok) return trouble(gathered.why)
  const { event } = gathered
  trace(`event ${event.name === undefined ? 'without a name' : String(event.name)}`)
  if (!flags.reset && !isStopEvent(event.name)) return release(`${String(event.name)} is no Stop event`)

  const session = flags.sessionId ?? event.sessionId
  if (session === undefined)
    return trouble('no session: the event has no session_id and --session-id is not given')
  const found = findWorkspace({
    flag: flags.workspace,
    eventCwd: event.cwd,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: io.cwd,
  })
  if (!found.ok) return trouble(found.why, { session })
  const { workspace } = found
  const tally = tallyPaths(workspace, session)
  if (tally === undefined)
    return trouble('the session id has no letter or number in it, so it can have no tally', { workspace })
  trace(`session ${session}, workspace ${workspace}, tally ${tally.file}`)
  const place = { session, workspace, tally }

  if (flags.reset) return zero(place, flags, io)

  const config = await readConfig(workspace)
  if (!config.ok) return trouble(config.complaint, place)
  const { policy, warnings } = config
  const gate = decide({ stopHookActive: event.stopHookActive, loopFlag: flags.loop, env: io.env, policy })
  trace(`${gate.armed ? 'armed' : 'not armed'}: ${gate.reason}`)
  const known = { ...place, warnings, gate, cap: flags.maxMarkers ?? policy.maxStreak }
  return gate.armed ? spend(known, flags, io, trace) : release(gate.reason, known)
}

interface Place {
  readonly session: string
  readonly workspace: string
  readonly tally: TallyPaths
}

function zero(place: Place, flags: MarkerFlags, io: Io): Judgement {
  if (flags.dryRun) return release('--dry-run: the streak would be reset', place)
  reset(place.tally, { now: io.now(), ...runOf(io) })
  return { ...release('the streak was reset', place), markers: 0, reset: true }
}

type Armed = Place & Required<Pick<Judgement, 'warnings' | 'gate' | 'cap'>>

/** Counts, asks for a verdict, and holds only once the marker is durable. */
function spend(known: Armed, flags: MarkerFlags, io: Io, trace: Trace): Judgement {
  const { tally, cap, gate } = known
  const before = count(tally, { limit: cap })
  const budget = waitMarkerBudget(before, cap)
  trace(`streak ${before}, budget ${cap}: ${budget.allow ? 'LIVE' : 'EXHAUSTED'}`)
  if (!budget.allow) return { ...release(budget.reason, known), markers: before }
  if (flags.dryRun) return { ...known, answer: 'hold', reason: budget.reason, markers: budget.markersEmitted }

  const claimed = claim(tally, { cap, id: io.newId(), now: io.now(), reason: gate.reason, ...runOf(io) })
  if (!claimed.granted) {
    return {
      ...release('another call took the last place at the same moment', known),
      markers: claimed.count,
    }
  }
  trace(`marker ${claimed.rank} recorded durably`)
  return { ...known, answer: 'hold', reason: budget.reason, markers: claimed.rank }
}

function runOf(io: Io): { readonly runId?: string } {
  const runId = io.env['CID_RUN_ID']
  return runId === undefined || runId === '' ? {} : { runId }
}

function release(reason: string, known: Partial<Judgement> = {}): Judgement {
  return { ...known, answer: 'release', reason }
}

function trouble(complaint: string, known: Partial<Judgement> = {}): Judgement {
  return { ...release(complaint, known), complaint }
}
