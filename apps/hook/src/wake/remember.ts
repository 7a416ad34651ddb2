import { record, reset } from '@dos/marker-sensor'
import { readGuardConfig } from '../guard/config.ts'
import { type Finding, pass, trouble } from '../guard/finding.ts'
import type { GuardCall } from '../guard/run-guard.ts'
import { tickOf } from '../guard/tick.ts'
import type { Place } from '../place.ts'
import { sinceOf, watchProgress } from '../progress/watch.ts'
import { runOf } from '../run-of.ts'
import { loadDigest } from './digest.ts'
import { hasTally, listedSchedule, rememberedSchedule, SCHEDULE, sameSchedule } from './schedule.ts'

/**
 * How far back a schedule may lie before it is noted again, in lines: half as far as a prompt is looked up, so that what
 * others write until then doesn't push it out of sight.
 */
const FRESH = 50

/**
 * What a Stop is good for: remember what is scheduled now, and whether the turn did something. Nothing is written
 * where neither has changed, so a tally doesn't grow by turns.
 */
export async function remember(place: Place, { event, flags, io, trace }: GuardCall): Promise<Finding> {
  const { tally, workspace } = place
  const listed = listedSchedule(event, await loadDigest())
  trace(listed === undefined ? 'the event lists no schedule' : `scheduled prompts: ${listed.length}`)
  if ((listed === undefined || listed.length === 0) && !hasTally(tally)) {
    return pass('this session schedules nothing', place)
  }
  const reading = await readGuardConfig(workspace, flags.maxMarkers)
  if (!reading.ok) return trouble(reading.complaint, place)

  const { config } = reading
  const known = { ...place, warnings: config.warnings, cap: config.policy.maxStreak }
  const look = await watchProgress(tally, config.progress, io)
  const fields = { ...look.fields, ...(listed && { prompts: listed }) }
  const additions = { now: io.now(), ...runOf(io), fields }
  if (look.progress.advanced) {
    const reason = `progress: ${look.progress.what.join(', ')}`
    if (!flags.dryRun) {
      reset(tally, {
        ...additions,
        reason,
        ...sinceOf(look),
        fields: { ...fields, ...tickOf(event, 'wake') },
      })
    }
    return { ...known, action: 'reset', reason, markers: 0 }
  }
  if (listed === undefined || sameSchedule(listed, rememberedSchedule(tally, FRESH))) {
    return pass('there is nothing new to remember', known)
  }
  if (!flags.dryRun) record(tally, { ...additions, op: SCHEDULE })
  return { ...known, action: 'remember', reason: `scheduled prompts: ${listed.length}` }
}
