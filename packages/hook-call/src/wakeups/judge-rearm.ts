import { count, record, reset } from '@dos/marker-sensor'
import { judgeRearm as decideRearm, readRearm } from '@dos/wake-gate'
import { named } from '../event/event.ts'
import { findPlace, type SessionPlace } from '../event/place.ts'
import { isCounted, stampOf, tickOf } from '../progress/turn.ts'
import { deltaOf, type TurnLook, unlessSeen, watchProgress } from '../progress/watch.ts'
import { type GuardCall, type GuardJudgement, pass, trouble, wakePolicyOf } from './call.ts'
import { digestsOf, FRESH, loadDigest, rememberedSchedule, SCHEDULE } from './schedule.ts'

/** A minute, doubled as often as this, is an hour long since: nothing needs a count beyond it but a larger cap. */
const ENOUGH_TICKS = 64

/** Decides one call of `dos-hook rearm`. */
export async function judgeRearm(call: GuardCall): Promise<GuardJudgement> {
  const { event, flags, io, trace } = call
  if (event.givenName !== 'PreToolUse') {
    return event.givenName === undefined || event.givenName === null
      ? trouble('the event has no hook_event_name, where PreToolUse was expected')
      : pass(`${named(event.givenName)} is not PreToolUse`)
  }
  const { tool_name: tool, tool_input: input } = event.fields
  const asked = readRearm(tool, input)
  trace(`tool ${named(tool)}: ${asked.kind}`)
  if (asked.kind === 'end') return pass('it ends a loop')
  if (asked.kind === 'other') return pass('it schedules nothing that can be read')

  const found = await findPlace(event, call)
  if (!found.ok) return trouble(found.why, found.known)
  const { place } = found
  const { reading } = place
  if (!reading.ok) return trouble(reading.complaint, place)
  const { config, warnings } = reading
  const policy = wakePolicyOf(config, flags)
  const cap = policy.maxStreak
  const look = await watchProgress(place, config.progress, io, event)
  const saysNoop = asked.kind === 'wakeup' && asked.noop
  const lastChance = event.told.host === 'qwen'
  const noopTicks = countTick(place, look, { saysNoop, lastChance, cap }, call)
  const delta = look.progress.advanced
  const judgement = decideRearm({ tool, input, noopTicks, policy, delta, lastChance })
  const { do: action, reason, updatedInput } = judgement
  if (asked.kind === 'cron' && action !== 'deny') await noteCron(place, asked.input['prompt'], call)
  const finding = { ...place, warnings, cap, markers: noopTicks, action, reason }
  switch (action) {
    case 'stretch':
      // No `permissionDecision`: the user's own rules decide as they would have.
      return { ...finding, delaySeconds: updatedInput['delaySeconds'], line: answer({ updatedInput }) }
    case 'deny': {
      const permissionDecisionReason = `dos-hook: ${reason}`
      return { ...finding, line: answer({ permissionDecision: 'deny', permissionDecisionReason }) }
    }
    case 'observe':
    case 'pass':
      return finding
  }
}

/**
 * Remembers at once what a call schedules, so that its very first tick is known: a turn that is broken off has no Stop,
 * and a durable prompt that comes once is gone from the host's list when it comes.
 */
async function noteCron(
  place: SessionPlace,
  prompt: unknown,
  { event, flags, io }: GuardCall,
): Promise<void> {
  if (typeof prompt !== 'string' || flags.dryRun) return
  const created = digestsOf([], [{ prompt }], await loadDigest())
  const known = rememberedSchedule(place, { whose: 'own', most: FRESH })
  if (created.every((one) => known.includes(one))) return
  const fields = { created, session: place.session, ...tickOf(event, 'rearm') }
  record(place.tally, { ...stampOf(io), op: SCHEDULE, fields })
}

/**
 * Counts the turn in which the call is made. It is recorded and not claimed, also beyond the cap: the turn is there
 * already, whatever becomes of the call.
 *
 * @returns no-op turns in a row, this one included
 */
function countTick(
  { tally }: SessionPlace,
  look: TurnLook,
  tick: { readonly saysNoop: boolean; readonly lastChance: boolean; readonly cap: number },
  { event, flags, io, trace }: GuardCall,
): number {
  if (look.progress.advanced) {
    trace(`progress: ${look.progress.what.join(', ')}`)
    if (!flags.dryRun) reset(tally, { ...stampOf(io), ...deltaOf(look, tickOf(event, 'rearm')) })
    return 0
  }
  const { saysNoop, lastChance } = tick
  const limit = Math.max(tick.cap, ENOUGH_TICKS)
  // Where nobody is asked about wake-ups, each call is a tick: Qwen Code's `-p` calls all its turns by one name.
  if (!saysNoop || (!lastChance && isCounted(tally, event))) return count(tally, { limit })
  if (flags.dryRun) return count(tally, { limit }) + 1
  record(tally, {
    ...stampOf(io),
    op: 'MARKER',
    id: io.newId(),
    reason: unlessSeen(lastChance ? 'a wake-up without progress' : 'noop: true of a wake-up', look),
    fields: { ...look.fields, ...tickOf(event, 'rearm') },
  })
  return count(tally, { limit })
}

/** The one line by which Claude Code runs a tool with another input, or refuses it. */
function answer(said: object): string {
  return JSON.stringify({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...said } })
}
