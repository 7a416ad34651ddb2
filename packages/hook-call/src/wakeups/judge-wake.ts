import { claudeCode } from '@dos/hook-dialect'
import { claim, count, record, reset } from '@dos/marker-sensor'
import { judgePrompt, type PromptKind, tellPrompt } from '@dos/wake-gate'
import { type GuardConfig, type GuardConfigReading, guardConfigOf } from '../config/wake-config.ts'
import { named } from '../event/event.ts'
import { findPlace, type SessionPlace } from '../event/place.ts'
import { runOf, tickOf } from '../progress/turn.ts'
import { deltaOf, unlessSeen, watchProgress } from '../progress/watch.ts'
import { type GuardCall, type GuardJudgement, pass, trouble } from './call.ts'
import { durableTasks, firedPrompts, projectsOf } from './host-files.ts'
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
  const { event, flags, io, trace } = call
  if (event.givenName === undefined || event.givenName === null) {
    return trouble('the event has no hook_event_name: Stop and UserPromptSubmit are told apart by it')
  }
  trace(`event ${named(event.givenName)}`)
  // A subagent lists no schedule of the session's: remembered, it would wipe that out.
  if (event.noStop !== undefined) return pass(event.noStop)
  if (event.givenName !== 'Stop' && event.givenName !== 'UserPromptSubmit') {
    return pass(`${named(event.givenName)} is neither Stop nor UserPromptSubmit`)
  }
  const found = await findPlace(event, flags, io)
  if (!found.ok) return trouble(found.why, found.known)
  const { place } = found
  trace(`session ${place.session}, workspace ${place.workspace}, tally ${place.tally.file}`)
  return event.givenName === 'Stop' ? remember(place, call) : judgeSubmitted(place, call)
}

/**
 * What a Stop is good for: remember what is scheduled now, and whether the turn did something. Nothing is written
 * where neither has changed, so a tally doesn't grow by turns.
 */
async function remember(place: SessionPlace, call: GuardCall): Promise<GuardJudgement> {
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

/** Judges a prompt before it becomes a request. */
async function judgeSubmitted(place: SessionPlace, call: GuardCall): Promise<GuardJudgement> {
  const { event, flags, trace } = call
  const prompt = event.fields['prompt']
  if (typeof prompt !== 'string') return trouble('the event has no prompt', place)
  const kind = await tell(prompt, place, call)
  trace(`a prompt of kind ${kind}`)
  const known = { ...place, prompt: kind }
  if (kind === 'notification' || kind === 'continuation') return pass(judgePrompt(kind, 0, 0).reason, known)
  if (kind === 'human' && !hasTally(place.tally)) return pass('this session schedules nothing', known)

  const reading = guardConfigOf(place.reading, flags.maxMarkers)
  if (kind === 'human') return giveBack(known, reading, call)
  if (!reading.ok) return trouble(reading.complaint, known)
  return admit(known, reading.config, call)
}

/** Who is behind the prompt, by all that the host has said or written down. */
async function tell(prompt: string, place: SessionPlace, call: GuardCall): Promise<PromptKind> {
  const { event, io, trace } = call
  const { source, submitted_prompt: submitted } = event.fields
  // Qwen Code asks also after each tool and each hold, with nothing or with the hook's own words; about schedules never.
  if (event.told.host === 'qwen' && typeof submitted !== 'string') return 'continuation'
  const digest = await loadDigest()
  const durable = durableTasks(projectsOf(place, call), trace)
  return tellPrompt({
    prompt,
    source,
    scheduledDigests: digestsOf([], durable, digest, rememberedSchedule(place)),
    digest,
    fired: () => firedPrompts(event.transcriptPath, io.now(), trace),
  })
}

type Known = SessionPlace & Pick<GuardJudgement, 'prompt'>

/** A human's prompt zeroes the streak, as far as that goes also under a configuration that can't be read. */
async function giveBack(
  known: Known,
  reading: GuardConfigReading,
  { event, flags, io }: GuardCall,
): Promise<GuardJudgement> {
  const { reason } = judgePrompt('human', 0, 0)
  const look = reading.ok ? await watchProgress(known, reading.config.progress, io, event) : undefined
  if (!flags.dryRun) {
    reset(known.tally, { now: io.now(), ...runOf(io), reason, ...(look && { fields: look.fields }) })
  }
  const done: GuardJudgement = { ...known, action: 'reset', reason, markers: 0 }
  return reading.ok
    ? { ...done, warnings: reading.config.warnings }
    : { ...done, complaint: reading.complaint }
}

/** A scheduled prompt takes a place in the streak, or is turned away. */
async function admit(
  place: Known,
  { policy, progress, warnings }: GuardConfig,
  { event, flags, io, trace }: GuardCall,
): Promise<GuardJudgement> {
  const { tally } = place
  const cap = policy.maxStreak
  const known = { ...place, warnings, cap }
  const look = await watchProgress(place, progress, io, event)
  const additions = { now: io.now(), ...runOf(io) }
  if (look.progress.advanced) {
    // What went forward while nobody was awake, by a build or by hand, is worth a look as well.
    trace(`progress: ${look.progress.what.join(', ')}`)
    if (!flags.dryRun) reset(tally, { ...additions, ...deltaOf(look) })
  }
  const before = look.progress.advanced ? 0 : count(tally, { limit: cap })
  const judgement = judgePrompt('scheduled', before, cap)
  if (judgement.do !== 'claim') return refused(known, before)
  if (flags.dryRun) return { ...known, action: 'grant', reason: judgement.reason, markers: before + 1 }

  const claimed = claim(tally, {
    ...additions,
    cap,
    id: io.newId(),
    reason: unlessSeen('a scheduled prompt', look),
    fields: { ...look.fields, ...tickOf(event, 'wake') },
  })
  return claimed.granted
    ? { ...known, action: 'grant', reason: judgement.reason, markers: claimed.count }
    : refused(known, claimed.count)
}

function refused(known: Known & { readonly cap: number }, markers: number): GuardJudgement {
  const { reason } = judgePrompt('scheduled', Math.max(markers, known.cap), known.cap)
  // What keeps a turn open at a Stop turns a prompt away here; Claude Code is where that was seen.
  return { ...known, action: 'refuse', reason, markers, line: claudeCode.hold(`dos-hook: ${reason}`) }
}
