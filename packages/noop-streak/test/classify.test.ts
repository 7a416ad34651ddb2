import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  classify,
  DEFAULT_STREAK_POLICY,
  remaining,
  STREAK_TABLE,
  type StreakPolicy,
  waitMarkerBudget,
} from '../src/index.ts'
import { CLASSIFY_LAWS, NO_COUNTS } from './support/laws.ts'

/** Everything up to 8 by 8: above the usual budget, and small enough to try whole. */
const GRID = Array.from({ length: 9 }, (_, noopTurns) =>
  Array.from({ length: 9 }, (_, cap) => [noopTurns, cap] as const),
).flat()

/** Leaves room for the laws that add one. */
const count = fc.maxSafeNat().map((n) => Math.min(n, Number.MAX_SAFE_INTEGER - 1))
const nearCap = fc
  .tuple(count, fc.integer({ min: -2, max: 2 }))
  .map(([cap, off]) => [Math.min(Math.max(0, cap + off), Number.MAX_SAFE_INTEGER - 1), cap] as const)

describe('classify', () => {
  test.each([
    [0, 4, 'LIVE', 1],
    [3, 4, 'LIVE', 4],
    [4, 4, 'EXHAUSTED', 4],
    [7, 4, 'EXHAUSTED', 7],
    [0, 1, 'LIVE', 1],
    [1, 1, 'EXHAUSTED', 1],
    [0, 0, 'EXHAUSTED', 0],
  ] as const)(
    'after %i no-op turns with a cap of %i is %s and carries %i',
    (noopTurns, cap, verdict, carried) => {
      const decision = classify(noopTurns, { maxStreak: cap })
      expect(decision).toMatchObject({ verdict, allow: verdict === 'LIVE', noopTurns: carried })
    },
  )

  test('has a budget of four by default', () => {
    expect([0, 1, 2, 3, 4, 5].map((noopTurns) => classify(noopTurns).allow)).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ])
  })

  test('allows exactly as many turns as the cap says, however often it is asked', () => {
    for (const cap of [0, 1, 4, 60]) {
      let noopTurns = 0
      const granted = Array.from({ length: 100 }, () => {
        const decision = classify(noopTurns, { maxStreak: cap })
        noopTurns = decision.noopTurns
        return decision.allow
      })
      expect(granted.filter(Boolean)).toHaveLength(cap)
      expect(noopTurns).toBe(cap)
    }
  })

  test('takes a plain object for a policy, of which what is left out has its default', () => {
    expect(DEFAULT_STREAK_POLICY).toEqual({ maxStreak: 4 })
    expect(Object.isFrozen(DEFAULT_STREAK_POLICY)).toBe(true)
    expect(STREAK_TABLE.keys.maxStreak.name).toBe('max_streak')
    for (const policy of [undefined, {}, { maxStreak: undefined }]) {
      expect(classify(3, policy).reason).toBe('no-op turn 4 of 4 since the last progress')
    }
  })

  test('says its reason in a sentence', () => {
    expect(classify(1).reason).toBe('no-op turn 2 of 4 since the last progress')
    expect(classify(5).reason).toBe('the budget is spent: 5 of 4 no-op turns since the last progress')
  })

  test.each(Object.entries(CLASSIFY_LAWS))('%s', (_, law) => {
    for (const [noopTurns, cap] of GRID) law(noopTurns, cap)
    fc.assert(
      fc.property(fc.oneof(fc.tuple(count, count), nearCap), ([noopTurns, cap]) => law(noopTurns, cap)),
    )
  })

  test('stays exact at the largest count there is', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(classify(most - 1, { maxStreak: most })).toMatchObject({ allow: true, noopTurns: most })
    expect(classify(most, { maxStreak: most })).toMatchObject({ allow: false, noopTurns: most })
  })

  test.each(NO_COUNTS.map((value) => [value]))('throws a RangeError for a count of %p', (value) => {
    const call = () => classify(value as number)
    expect(call).toThrow(RangeError)
    expect(call).toThrow(`noopTurns must be a whole number, 0 or more, but is `)
  })

  test.each(NO_COUNTS.map((value) => [value]))('throws a RangeError for a cap of %p', (value) => {
    const call = () => classify(1, { maxStreak: value } as StreakPolicy)
    expect(call).toThrow(RangeError)
    expect(call).toThrow('maxStreak must be a whole number, 0 or more, but is ')
  })

  test.each([null, 4, '4'])('throws a RangeError for a policy that is %p', (value) => {
    expect(() => classify(1, value as unknown as StreakPolicy)).toThrow(/^policy must be an object, but is /)
  })
})

describe('waitMarkerBudget', () => {
  test('equals classify on the whole grid', () => {
    for (const [markers, cap] of GRID) {
      const { allow, noopTurns, reason } = classify(markers, { maxStreak: cap })
      expect(waitMarkerBudget(markers, cap)).toEqual({ allow, markersEmitted: noopTurns, reason })
    }
  })

  test('equals classify for counts of any size', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(count, count), nearCap), ([markers, cap]) => {
        const { allow, noopTurns, reason } = classify(markers, { maxStreak: cap })
        expect(waitMarkerBudget(markers, cap)).toEqual({ allow, markersEmitted: noopTurns, reason })
      }),
    )
  })

  test.each(NO_COUNTS.map((value) => [value]))('throws a RangeError for %p in either place', (value) => {
    const first = () => waitMarkerBudget(value as number, 4)
    const second = () => waitMarkerBudget(0, value as number)
    for (const [call, name] of [[first, 'markersEmitted'] as const, [second, 'maxMarkers'] as const]) {
      expect(call).toThrow(RangeError)
      expect(call).toThrow(`${name} must be a whole number, 0 or more, but is `)
    }
  })

  test('has no default cap to fall back to', () => {
    expect(() => waitMarkerBudget(0, undefined as unknown as number)).toThrow(RangeError)
  })
})

describe('remaining', () => {
  test('is what is left below the cap, and never negative', () => {
    for (const [streak, cap] of GRID) {
      expect(remaining(streak, cap)).toBe(streak < cap ? cap - streak : 0)
    }
  })
})
