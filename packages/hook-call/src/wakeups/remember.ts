import { record, reset } from '@dos/marker-sensor'
import { guardConfigOf } from '../config/wake-config.ts'
import type { Place } from '../event/place.ts'
import { runOf, tickOf } from '../progress/turn.ts'
import { deltaOf, watchProgress } from '../progress/watch.ts'
import { loadDigest } from './digest.ts'
import { type Finding, pass, trouble } from './finding.ts'
import type { GuardCall } from './guard-call.ts'
import { durableTasks, projectsOf } from './host-files.ts'
import {
  digestsOf,
  FRESH,
  hasTally,
  listedPrompts,
  MOST,
  rememberedSchedule,
  SCHEDULE,
  sameSchedule,
} from './schedule.ts'

/**
 * What a Stop is good for: remember what is scheduled now, and whether the turn did something. Nothing is written
 * where neither has changed, so a tally doesn't grow by turns.
 */
export async function remember(place: Place, call: GuardCall): Promise<Finding> {
  const { event, flags, io, trace } = call
  const { tally } = place
  const listed = listedPrompts(event)
  trace(listed === undefined ? 'the event lists no schedule' : `listed prompts: ${listed.length}`)
  const durable = durableTasks(projectsOf(place, call), trace)
  // What another session of the project has made is its own business, as long as it doesn't fire here.
  const own = durable.some(({ session }) => session === undefined || session === place.session)
  if (!listed?.length && !own && !hasTally(tally)) return pass('this session schedules nothing', place)

  const reading = guardConfigOf(place.reading, flags.maxMarkers)
  if (!reading.ok) return trouble(reading.complaint, place)

  const { config } = reading
  const known = { ...place, warnings: config.warnings, cap: config.policy.maxStreak }
  const before = rememberedSchedule(place, { whose: 'own', most: FRESH })
  // Without a list in the event, what was listed before stays as it is, and is noted again before it is out of sight.
  const more = listed === undefined ? rememberedSchedule(place, { whose: 'own' }) : []
  const now =
    listed === undefined && !own
      ? more
      : digestsOf(listed ?? [], durable, await loadDigest(), more).slice(0, MOST)
  const look = await watchProgress(place, config.progress, io, event)
  const prompts = { prompts: now, session: place.session }
  const additions = { now: io.now(), ...runOf(io) }
  if (look.progress.advanced) {
    const delta = deltaOf(look, { ...prompts, ...tickOf(event, 'wake') })
    if (!flags.dryRun) reset(tally, { ...additions, ...delta })
    return { ...known, action: 'reset', reason: `progress: ${look.progress.what.join(', ')}`, markers: 0 }
  }
  if (sameSchedule(now, before)) return pass('there is nothing new to remember', known)
  if (!flags.dryRun) record(tally, { ...additions, op: SCHEDULE, fields: { ...look.fields, ...prompts } })
  return { ...known, action: 'remember', reason: `scheduled prompts: ${now.length}` }
}
