import { type Given, policyOf } from '@dos/toml-table/table'
import { type OnceMet, WAIT_TABLE, type WaitPolicy } from './policy.ts'

/** What can be waited for. */
export type WaitFor = 'background' | 'until'

/** All that a plan is made of. */
export interface WaitFacts {
  /** What is left out has its default. */
  readonly policy?: Given<WaitPolicy>
  /** Whether a person sits before the session; `undefined` where the host doesn't say. */
  readonly attended: boolean | undefined
  /** The commands of the shells that the host says are running; `undefined` where it says nothing about them. */
  readonly shells: readonly string[] | undefined
  /** Whether shells may be looked for although the host says nothing about them. */
  readonly unlisted: boolean
  /** Whether someone other than the workspace allows its `until` to be run. */
  readonly untilAllowed: boolean
}

/** What to wait for, one after the other until there is something to wait for. */
export interface WaitPlan {
  readonly steps: readonly WaitFor[]
  /** There is an `until` that nobody allowed. */
  readonly untilRefused: boolean
}

/**
 * Plans one wait. Background shells come first, and only where nobody sits before the session: a person would have to
 * wait, too, and the host comes back to a person by itself.
 *
 * @throws RangeError for a policy with a wrong value, naming the field
 */
export function planWait({ attended, shells, unlisted, untilAllowed, ...facts }: WaitFacts): WaitPlan {
  const policy = policyOf(WAIT_TABLE, facts.policy)
  const running = shells === undefined ? unlisted : shells.length > 0
  const background = policy.background && attended !== true && running
  const until = policy.until !== undefined
  return {
    steps: [
      ...(background ? (['background'] as const) : []),
      ...(until && untilAllowed ? (['until'] as const) : []),
    ],
    untilRefused: until && !untilAllowed,
  }
}

interface Interval {
  /** Milliseconds between the first look and the second. */
  readonly everyMs: number
  /** What that grows to, at most. Less than `everyMs` means `everyMs`. */
  readonly maxEveryMs: number
}

interface Progress {
  /** Looks so far, 1 or more. */
  readonly looks: number
  /** Milliseconds that are left of the longest wait. */
  readonly leftMs: number
  /** How long the last look took: the next one has to fit into the rest. */
  readonly lookMs: number
}

/** From look to look the interval grows by half: what has taken long may well take longer. */
const GROWTH = 1.5

/** Looks are not all equally long: this much of the last one has to fit into the rest. */
const LEEWAY = 1.5

/** A shorter rest is not worth another look. */
const SHORTEST_MS = 50

/**
 * Milliseconds to the next look, or `undefined` where there is no time for one. The last pause of a wait is
 * shortened so that a look half as long again as the one before still ends in time.
 */
export function pauseAfter(
  { looks, leftMs, lookMs }: Progress,
  { everyMs, maxEveryMs }: Interval,
): number | undefined {
  const room = leftMs - lookMs * LEEWAY
  if (room < SHORTEST_MS) return undefined
  return Math.min(everyMs * GROWTH ** (looks - 1), Math.max(everyMs, maxEveryMs), room)
}

/** What became of a wait. */
export type WaitEnd =
  /** What was waited for is there. */
  | 'met'
  /** The time is over. */
  | 'late'
  /** It was ended from outside: by a signal, by the host's death. */
  | 'aborted'
  /** There was nothing to wait for. */
  | 'nothing'

/** What to do with the turn. */
export type WaitAnswer =
  /** Let it end. */
  | 'release'
  /** Hold it open, telling the model that what was waited for is there. */
  | 'hold'
  /** Whatever would have been done without a wait. */
  | 'go-on'
  /** Say nothing and leave no trace. */
  | 'vanish'

/** What an answer depends on beside the end. */
export interface WaitTerms {
  readonly for: WaitFor
  readonly onceMet: OnceMet
  /** Whether the host tells the model of a background shell's end. */
  readonly hostReports: boolean
}

/**
 * Answers a wait. What is there is told by a hold, but for two cases: the policy says `release`; or background shells
 * have ended and the host opens a turn for that by itself.
 */
export function answerWait(end: WaitEnd, terms: WaitTerms): WaitAnswer {
  if (end === 'aborted') return 'vanish'
  if (end !== 'met') return 'go-on'
  const hostSpeaks = terms.for === 'background' && terms.hostReports
  return terms.onceMet === 'release' || hostSpeaks ? 'release' : 'hold'
}
