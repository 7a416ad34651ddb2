import { nameOf, textOf } from './facts.ts'

/** One tally as `survey` of `@dos/marker-sensor` tells it. */
export type FoundTally = {
  readonly session: string
  /** Last written, in milliseconds since 1970; 0 where that can't be told. */
  readonly changedAt: number
} & (
  | {
      readonly ok: true
      /** Markers since the last reset. */
      readonly count: number
      /** The newest entry with all its fields. */
      readonly last: { readonly op: unknown; readonly fields: Readonly<Record<string, unknown>> } | undefined
    }
  | { readonly ok: false; readonly why: string }
)

/** One session as it is shown. Texts are as they were found, not escaped; empty where there is none. */
export interface SessionView {
  readonly session: string
  /** Its tally can't be read, its budget is spent, some of it is, or nothing is. */
  readonly standing: 'unreadable' | 'spent' | 'live' | 'idle'
  /** Whether it was not written for more than a day. */
  readonly old: boolean
  /** Milliseconds since it was last written; infinite where that can't be told of one that can't be read. */
  readonly ageMs: number
  /** Markers since the last reset; 0 where that can't be told. */
  readonly streak: number
  readonly cap: number
  /** What came last. */
  readonly op: string
  /** The reason of what came last. For a tally that can't be read: why not. */
  readonly why: string
  readonly run: string
}

/** A session that was not written for longer than this many milliseconds is old: a day. */
export const OLD_MS: number = 24 * 60 * 60 * 1000

/** What is to be shown of a tally. */
export function viewSession(
  tally: FoundTally,
  { cap, now }: { readonly cap: number; readonly now: number },
): SessionView {
  const { session, changedAt } = tally
  const ageMs = now - changedAt
  const base = { session, cap, ageMs, old: ageMs > OLD_MS }
  if (!tally.ok) {
    const told = changedAt === 0 ? Number.POSITIVE_INFINITY : ageMs
    return { ...base, standing: 'unreadable', ageMs: told, streak: 0, op: '', why: tally.why, run: '' }
  }
  const { count: streak, last } = tally
  return {
    ...base,
    standing: streak >= cap ? 'spent' : streak > 0 ? 'live' : 'idle',
    streak,
    op: nameOf(last?.op),
    why: textOf(last?.fields['reason']),
    run: textOf(last?.fields['run_id']),
  }
}

const URGENCY: Readonly<Record<SessionView['standing'], number>> = {
  unreadable: 0,
  spent: 1,
  live: 2,
  idle: 3,
}
const LAST = 4

/** First what can't be read, then what is spent, what is nearest to its cap, what is idle, what is old; each by age. */
export function compareSessions(one: SessionView, other: SessionView): number {
  const urgency = urgencyOf(one) - urgencyOf(other)
  if (urgency !== 0) return urgency
  const nearer = urgencyOf(one) === URGENCY.live ? leftOf(one) - leftOf(other) : 0
  // Infinite ages differ by no number.
  const later = one.ageMs === other.ageMs ? 0 : one.ageMs - other.ageMs
  return nearer || later || (one.session < other.session ? -1 : 1)
}

/** How many places of the budget are left. */
export function leftOf({ cap, streak }: Pick<SessionView, 'cap' | 'streak'>): number {
  return Math.max(0, cap - streak)
}

function urgencyOf({ standing, old }: SessionView): number {
  return old && standing !== 'unreadable' ? LAST : URGENCY[standing]
}
