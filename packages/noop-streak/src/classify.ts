import { COUNT, defaultsOf, demand, type Given, policyOf, type Table } from '@dos/toml-table/table'

/** How many no-op turns there may be. */
export interface StreakPolicy {
  /** The most no-op turns a streak may reach; 0 refuses the first. A whole number, default 4. */
  readonly maxStreak: number
}

/** The `[noop_streak]` table of a `dos.toml`. */
export const STREAK_TABLE: Table<StreakPolicy> = {
  name: 'noop_streak',
  keys: {
    maxStreak: {
      name: 'max_streak',
      takes: COUNT,
      standard: 4,
      about: 'The most no-op turns of a streak, where [marker] names none.',
    },
  },
}

/** Four no-op turns in a row. Frozen. */
export const DEFAULT_STREAK_POLICY: StreakPolicy = defaultsOf(STREAK_TABLE)

/** `LIVE`: one more no-op turn is within the budget. `EXHAUSTED`: it is not. */
export type Verdict = 'LIVE' | 'EXHAUSTED'

/** The answer about one more no-op turn. */
export interface StreakDecision {
  readonly verdict: Verdict
  /** Whether the turn may go on: `true` exactly when the verdict is `LIVE`. */
  readonly allow: boolean
  /** The count to carry on with: one more when allowed, unchanged when refused. */
  readonly noopTurns: number
  /** A sentence for people. */
  readonly reason: string
}

/** The answer about one more marker. */
export interface MarkerBudget {
  /** Whether the marker may be emitted. */
  readonly allow: boolean
  /** The count to carry on with: one more when allowed, unchanged when refused. */
  readonly markersEmitted: number
  /** A sentence for people. */
  readonly reason: string
}

/** How many no-op turns a streak may still take. Never negative. */
export function remaining(streak: number, cap: number): number {
  return Math.max(0, cap - streak)
}

/**
 * Decides whether a streak may take one more no-op turn.
 *
 * @param noopTurns - no-op turns since the last forward delta, a whole number
 * @param policy - default: four
 * @throws RangeError when `noopTurns` or `policy.maxStreak` is negative or no whole number
 */
export function classify(noopTurns: number, policy?: Given<StreakPolicy>): StreakDecision {
  demand('noopTurns', COUNT, noopTurns)
  return classifyWithin(noopTurns, policyOf(STREAK_TABLE, policy).maxStreak)
}

/**
 * `classify` in the words of wait-markers: may one more be emitted after `markersEmitted` of them?
 *
 * @throws RangeError when either argument is negative or no whole number
 */
export function waitMarkerBudget(markersEmitted: number, maxMarkers: number): MarkerBudget {
  demand('markersEmitted', COUNT, markersEmitted)
  demand('maxMarkers', COUNT, maxMarkers)
  const { allow, noopTurns, reason } = classifyWithin(markersEmitted, maxMarkers)
  return { allow, markersEmitted: noopTurns, reason }
}

/**
 * Proposes a tighter budget after a streak of `observed` no-op turns was seen to lead nowhere: one fewer than
 * was seen, at least 1, never more than the current one. A current budget of 0 stays 0.
 *
 * @throws RangeError when either argument is negative or no whole number
 */
export function proposeTighterBudget(observed: number, currentMax: number): number {
  demand('observed', COUNT, observed)
  demand('currentMax', COUNT, currentMax)
  return Math.min(currentMax, Math.max(1, observed - 1))
}

function classifyWithin(noopTurns: number, cap: number): StreakDecision {
  if (remaining(noopTurns, cap) > 0) {
    return {
      verdict: 'LIVE',
      allow: true,
      noopTurns: noopTurns + 1,
      reason: `no-op turn ${noopTurns + 1} of ${cap} since the last progress`,
    }
  }
  return {
    verdict: 'EXHAUSTED',
    allow: false,
    noopTurns,
    reason: `the budget is spent: ${noopTurns} of ${cap} no-op turns since the last progress`,
  }
}
