import { expect } from 'bun:test'
import { classify, proposeTighterBudget, remaining } from '../../src/index.ts'

/** What holds of `classify` for every count and every cap. */
export const CLASSIFY_LAWS: Readonly<Record<string, (noopTurns: number, cap: number) => void>> = {
  'is LIVE exactly below the cap': (noopTurns, cap) => {
    expect(classify(noopTurns, { maxStreak: cap }).verdict).toBe(noopTurns < cap ? 'LIVE' : 'EXHAUSTED')
  },
  'allows exactly what is LIVE': (noopTurns, cap) => {
    const { allow, verdict } = classify(noopTurns, { maxStreak: cap })
    expect(allow).toBe(verdict === 'LIVE')
  },
  'carries one more when allowed and the same when refused': (noopTurns, cap) => {
    const decision = classify(noopTurns, { maxStreak: cap })
    expect(decision.noopTurns).toBe(decision.allow ? noopTurns + 1 : noopTurns)
  },
  'never carries an allowed count above the cap': (noopTurns, cap) => {
    const decision = classify(noopTurns, { maxStreak: cap })
    expect(decision.allow && decision.noopTurns > cap).toBe(false)
  },
  'allows exactly while something remains': (noopTurns, cap) => {
    expect(classify(noopTurns, { maxStreak: cap }).allow).toBe(remaining(noopTurns, cap) > 0)
  },
  'uses up one of what remains with each turn it allows': (noopTurns, cap) => {
    const decision = classify(noopTurns, { maxStreak: cap })
    const used = remaining(noopTurns, cap) - remaining(decision.noopTurns, cap)
    expect(used).toBe(decision.allow ? 1 : 0)
  },
  'stays exhausted once it is, and with any smaller cap': (noopTurns, cap) => {
    const { allow } = classify(noopTurns, { maxStreak: cap })
    const later = classify(noopTurns + 1, { maxStreak: cap }).allow
    const tighter = classify(noopTurns, { maxStreak: Math.max(0, cap - 1) }).allow
    expect(!allow && (later || tighter)).toBe(false)
  },
  'names the count and the cap in its reason': (noopTurns, cap) => {
    const decision = classify(noopTurns, { maxStreak: cap })
    expect(decision.reason).toContain(`${decision.noopTurns} of ${cap} `)
  },
}

/** What holds of `proposeTighterBudget` for every observation and every current budget. */
export const PROPOSAL_LAWS: Readonly<Record<string, (observed: number, currentMax: number) => void>> = {
  'never loosens': (observed, currentMax) => {
    expect(proposeTighterBudget(observed, currentMax)).toBeLessThanOrEqual(currentMax)
  },
  'stays at 0 where there is no budget': (observed) => {
    expect(proposeTighterBudget(observed, 0)).toBe(0)
  },
  'leaves at least 1 of a budget there is': (observed, currentMax) => {
    expect(proposeTighterBudget(observed, currentMax + 1)).toBeGreaterThanOrEqual(1)
  },
  'is max(1, min(currentMax, observed - 1)) of a budget there is': (observed, currentMax) => {
    const budget = currentMax + 1
    expect(proposeTighterBudget(observed, budget)).toBe(Math.max(1, Math.min(budget, observed - 1)))
  },
  'would have refused the last turn of a streak of two or more': (observed, currentMax) => {
    const streak = observed + 2
    const tighter = { maxStreak: proposeTighterBudget(streak, currentMax) }
    expect(classify(streak - 1, tighter).allow).toBe(false)
  },
  'proposes no more for a shorter streak': (observed, currentMax) => {
    const longer = proposeTighterBudget(observed + 1, currentMax)
    expect(proposeTighterBudget(observed, currentMax)).toBeLessThanOrEqual(longer)
  },
  'changes nothing when it is asked again': (observed, currentMax) => {
    const proposed = proposeTighterBudget(observed, currentMax)
    expect(proposeTighterBudget(observed, proposed)).toBe(proposed)
  },
}

/** Numbers and other values that cannot be a number of turns. */
export const NO_COUNTS: readonly unknown[] = [
  ...[-1, -0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 1e300],
  ...[true, false, '4', '', null, 4n, [], [4], {}, Symbol('four'), () => 4],
]
