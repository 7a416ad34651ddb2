import type { MarkerFlags } from '@dos/command-line/hook-verbs'
import { claim, type NewRecord, recall, record, reset, type TallyPaths } from '@dos/marker-sensor'
import type { Config } from '../config/reading.ts'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { HookCall } from '../io.ts'
import { stampOf, turnOf } from '../progress/turn.ts'
import { deltaOf, type TurnLook, unlessSeen } from '../progress/watch.ts'
import { type Found, type Judgement, type Release, release } from './judgement.ts'
import { holdReason, type Words } from './words.ts'

/** Additive ops: the budget was found spent and the turn released; the run was halted. */
const SPENT = 'SPENT'
const HALT = 'HALT'

/** A Stop that is subject to the configuration, with what a record of it says beside its op. */
export interface Stop extends HookCall<MarkerFlags> {
  readonly event: HookEvent
  readonly place: SessionPlace
  readonly config: Config
  readonly found: Found
}

/** What a record says beside its op. */
export type Additions = Pick<NewRecord, 'now' | 'runId' | 'fields' | 'reason'>

/** The turn did something: zeroes the streak and lets it end. */
export function giveBack(
  look: TurnLook,
  { event, place, found, flags, io }: Stop,
  more: { readonly fields?: object; readonly reason?: string } = {},
): Release {
  const turn = turnOf(event)
  const delta = deltaOf(look, { ...more.fields, ...(turn !== undefined && { prompt_id: turn }) })
  const { reason = delta.reason } = more
  if (!flags.dryRun) reset(place.tally, { ...stampOf(io), ...delta, reason })
  return release(reason, found, { rule: 'progress', outcome: 'reset', markers: 0, reset: !flags.dryRun })
}

/** Takes a place in the streak, durably, and holds the turn open. */
export function hold(
  reason: string,
  additions: Additions,
  { event, place, config, found, flags, io, trace }: Stop,
  words: Words = holdReason,
): Judgement {
  const { gate, look, cap = 0, markers = 0 } = found
  const unseen = look?.unseen ?? []
  const held = { answer: 'hold', reason, rule: 'live', found } as const
  if (flags.dryRun) return { ...held, words: '', outcome: undefined, markers: markers + 1 }
  const claimed = claim(place.tally, {
    reason: unlessSeen(gate?.reason ?? '', { unseen }),
    ...additions,
    cap,
    id: io.newId(),
  })
  if (!claimed.granted) {
    const why = 'another call took the last place at the same moment'
    return release(why, found, { rule: 'live', outcome: 'refused', markers: claimed.count })
  }
  const { count: marker } = claimed
  trace(`marker ${marker} recorded durably`)
  // A host that doesn't say whether a hook holds the chain is held again.
  const once = config.marker.respectStopHookActive && event.latched !== undefined
  return { ...held, words: words({ marker, cap, once, unseen }), outcome: 'held', markers: marker }
}

/** Remembers that the budget was found spent, and that the turn was released for it. */
export function noteSpent(additions: Additions, { place, flags }: Stop): void {
  if (!flags.dryRun) record(place.tally, { ...additions, op: SPENT })
}

/** Halts the run, once that is recorded durably. */
export function halt(reason: string, additions: Additions, { place, found, flags }: Stop): Judgement {
  if (!flags.dryRun) record(place.tally, { ...additions, op: HALT })
  return { answer: 'halt', reason, rule: 'kept-going', found, outcome: 'halted', markers: found.markers }
}

/**
 * Whether a Stop found this budget spent and was released. What other commands have written since tells nothing of it.
 */
export function wasReleased(tally: TallyPaths): boolean {
  const told = ({ op }: { readonly op: unknown }) =>
    op === SPENT ? true : op === 'RESET' || op === HALT ? false : undefined
  return recall(tally, told) ?? false
}
