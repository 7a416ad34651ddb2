import { claudeCode } from '@dos/hook-dialect'
import { claim, count, record, reset } from '@dos/marker-sensor'
import { judgePrompt, type PromptKind, tellPrompt } from '@dos/wake-gate'
import { named } from '../event/event.ts'
import { findPlace, type SessionPlace } from '../event/place.ts'
import { stampOf, tickOf } from '../progress/turn.ts'
import { deltaOf, unlessSeen, watchProgress } from '../progress/watch.ts'
import { type GuardCall, type GuardJudgement, pass, trouble, wakePolicyOf } from './call.ts'
import { durableTasks, firedPrompts } from './host-files.ts'
import {
  digestsOf,
  FRESH,
  hasTally,
  listedPrompts,
  loadDigest,
  MOST,
  rememberedSchedule,
  SCHEDULE,
  sameSchedule,
} from './schedule.ts'

/** Decides one call of `dos-hook wake`, by the event it is bound to. */
export async function judgeWake(call: GuardCall): Promise<GuardJudgement> {
  const { event, trace } = call
  const { givenName, noStop } = event
  if (givenName === undefined || givenName === null) {
    return trouble('the event has no hook_event_name: Stop and UserPromptSubmit are told apart by it')
  }
  trace(`event ${named(givenName)}`)
  // A subagent lists no schedule of the session's: remembered, it would wipe that out.
  if (noStop !== undefined) return pass(noStop)
  if (givenName !== 'Stop' && givenName !== 'UserPromptSubmit') {
    return pass(`${named(givenName)} is neither Stop nor UserPromptSubmit`)
  }
  const found = await findPlace(event, call)
  if (!found.ok) return trouble(found.why, found.known)
  return givenName === 'Stop' ? remember(found.place, call) : judgeSubmitted(found.place, call)
}

/**
 * Remembers at a Stop what is scheduled now, and whether the turn did something. Nothing is written where neither has
 * changed, so a tally doesn't grow by turns.
 */
async function remember(
  place: SessionPlace,
  { event, flags, io, trace }: GuardCall,
): Promise<GuardJudgement> {
  const { tally, session, reading } = place
  const listed = listedPrompts(event)
  trace(listed === undefined ? 'the event lists no schedule' : `listed prompts: ${listed.length}`)
  const durable = durableTasks(place, io, trace)
  // What another session of the project has made is its own business, as long as it doesn't fire here.
  const own = durable.some((task) => task.session === undefined || task.session === session)
  if (!listed?.length && !own && !hasTally(tally)) return pass('this session schedules nothing', place)
  if (!reading.ok) return trouble(reading.complaint, place)

  const { config, warnings } = reading
  const known = { ...place, warnings, cap: wakePolicyOf(config, flags).maxStreak }
  const before = rememberedSchedule(place, { whose: 'own', most: FRESH })
  // Without a list in the event, what was listed before stays as it is, and is noted again before it is out of sight.
  const more = listed === undefined ? rememberedSchedule(place, { whose: 'own' }) : []
  const now =
    listed === undefined && !own
      ? more
      : digestsOf(listed ?? [], durable, await loadDigest(), more).slice(0, MOST)
  const look = await watchProgress(place, config.progress, io, event)
  const prompts = { prompts: now, session }
  if (look.progress.advanced) {
    const delta = deltaOf(look, { ...prompts, ...tickOf(event, 'wake') })
    if (!flags.dryRun) reset(tally, { ...stampOf(io), ...delta })
    return { ...known, action: 'reset', reason: delta.reason, markers: 0 }
  }
  if (sameSchedule(now, before)) return pass('there is nothing new to remember', known)
  if (!flags.dryRun) record(tally, { ...stampOf(io), op: SCHEDULE, fields: { ...look.fields, ...prompts } })
  return { ...known, action: 'remember', reason: `scheduled prompts: ${now.length}` }
}

/** Judges a prompt before it becomes a request. */
async function judgeSubmitted(place: SessionPlace, call: GuardCall): Promise<GuardJudgement> {
  const text = call.event.fields['prompt']
  if (typeof text !== 'string') return trouble('the event has no prompt', place)
  const prompt = await tell(text, place, call)
  call.trace(`a prompt of kind ${prompt}`)
  const known = { ...place, prompt }
  switch (prompt) {
    case 'notification':
    case 'continuation':
      return pass(judgePrompt(prompt, 0, 0).reason, known)
    case 'human':
      return hasTally(place.tally) ? giveBack(known, call) : pass('this session schedules nothing', known)
    case 'scheduled':
      return admit(known, call)
  }
}

/** Who is behind the prompt, by all that the host has said or written down. */
async function tell(
  prompt: string,
  place: SessionPlace,
  { event, io, trace }: GuardCall,
): Promise<PromptKind> {
  const { source, submitted_prompt: submitted } = event.fields
  // Qwen Code asks also after each tool and each hold, with nothing or with the hook's own words; about schedules never.
  if (event.told.host === 'qwen' && typeof submitted !== 'string') return 'continuation'
  const digest = await loadDigest()
  const scheduledDigests = digestsOf([], durableTasks(place, io, trace), digest, rememberedSchedule(place))
  const fired = () => firedPrompts(event.transcriptPath, io.now(), trace)
  return tellPrompt({ prompt, source, scheduledDigests, digest, fired })
}

type PromptPlace = SessionPlace & Pick<GuardJudgement, 'prompt'>

/** A human's prompt zeroes the streak, as far as that goes also under a configuration that can't be read. */
async function giveBack(known: PromptPlace, { event, flags, io }: GuardCall): Promise<GuardJudgement> {
  const { tally, reading } = known
  const { reason } = judgePrompt('human', 0, 0)
  const look = reading.ok ? await watchProgress(known, reading.config.progress, io, event) : undefined
  if (!flags.dryRun) reset(tally, { ...stampOf(io), reason, ...(look && { fields: look.fields }) })
  const said = reading.ok ? { warnings: reading.warnings } : { complaint: reading.complaint }
  return { ...known, action: 'reset', reason, markers: 0, ...said }
}

/** A scheduled prompt takes a place in the streak, or is turned away. */
async function admit(place: PromptPlace, { event, flags, io, trace }: GuardCall): Promise<GuardJudgement> {
  const { tally, reading } = place
  if (!reading.ok) return trouble(reading.complaint, place)
  const { config, warnings } = reading
  const cap = wakePolicyOf(config, flags).maxStreak
  const known = { ...place, warnings, cap }
  const look = await watchProgress(place, config.progress, io, event)
  const stamp = stampOf(io)
  if (look.progress.advanced) {
    // What went forward while nobody was awake, by a build or by hand, is worth a look as well.
    trace(`progress: ${look.progress.what.join(', ')}`)
    if (!flags.dryRun) reset(tally, { ...stamp, ...deltaOf(look) })
  }
  const before = look.progress.advanced ? 0 : count(tally, { limit: cap })
  const { do: verdict, reason } = judgePrompt('scheduled', before, cap)
  if (verdict !== 'claim') return refused(known, before)
  if (flags.dryRun) return { ...known, action: 'grant', reason, markers: before + 1 }

  const claimed = claim(tally, {
    ...stamp,
    cap,
    id: io.newId(),
    reason: unlessSeen('a scheduled prompt', look),
    fields: { ...look.fields, ...tickOf(event, 'wake') },
  })
  return claimed.granted
    ? { ...known, action: 'grant', reason, markers: claimed.count }
    : refused(known, claimed.count)
}

function refused(known: PromptPlace & { readonly cap: number }, markers: number): GuardJudgement {
  const { reason } = judgePrompt('scheduled', Math.max(markers, known.cap), known.cap)
  // What keeps a turn open at a Stop turns a prompt away here; Claude Code is where that was seen.
  return { ...known, action: 'refuse', reason, markers, line: claudeCode.hold(`dos-hook: ${reason}`) }
}
