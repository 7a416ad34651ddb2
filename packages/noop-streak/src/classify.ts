import { DEFAULT_STREAK_POLICY, isCount, type StreakPolicy } from './policy.ts'

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

/** How many no-op turns a streak may still take. Never negative. */
export function remaining(streak: number, cap: number): number {
  return Math.max(0, cap - streak)
}

/**
 * Decides whether a streak may take one more no-op turn.
 *
 * @param noopTurns - no-op turns since the last forward delta, a whole number
 * @param policy - default: four
 * @throws RangeError when `noopTurns` is negative or no whole number: a count that cannot be is a fault of the
 * caller, and answering it would guess
 */
export function classify(noopTurns: number, policy: StreakPolicy = DEFAULT_STREAK_POLICY): StreakDecision {
  requireCount('noopTurns', noopTurns)
  return classifyWithin(noopTurns, policy.maxStreak)
}

/** {@link classify} of two counts that are known to be counts. */
export function classifyWithin(noopTurns: number, cap: number): StreakDecision {
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

/** Throws a RangeError that names the argument when a value cannot be a number of turns. */
export function requireCount(name: string, value: number): void {
  if (!isCount(value))
    throw new RangeError(`${name} must be a whole number, 0 or more, but is ${String(value)}`)
}
