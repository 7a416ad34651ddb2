import { describe, expect, test } from 'bun:test'
import {
  DEFAULT_STREAK_POLICY,
  STREAK_TABLE_KEYS,
  streakPolicy,
  streakPolicyFromTable,
} from '../src/index.ts'
import { NO_COUNTS, withCap } from './support/laws.ts'

const WHOLE = 'a whole number, 0 or more'

describe('a streak policy', () => {
  test('allows four no-op turns where nobody says otherwise', () => {
    expect(DEFAULT_STREAK_POLICY.maxStreak).toBe(4)
    expect(streakPolicy({})).toEqual({ ok: true, policy: DEFAULT_STREAK_POLICY })
  })

  test.each([0, 1, 4, 60, Number.MAX_SAFE_INTEGER])('takes the cap %i', (maxStreak) => {
    expect(withCap(maxStreak).maxStreak).toBe(maxStreak)
  })

  test.each(NO_COUNTS.map((value) => [value]))('refuses the cap %p and says what it takes', (actual) => {
    expect(streakPolicy({ maxStreak: actual })).toEqual({
      ok: false,
      issues: [{ field: 'maxStreak', expected: WHOLE, actual }],
    })
  })

  test('falls back to its base, which is checked like anything else', () => {
    expect(streakPolicy({}, withCap(7))).toEqual({ ok: true, policy: withCap(7) })
    expect(streakPolicy({ maxStreak: undefined }, withCap(7))).toEqual({ ok: true, policy: withCap(7) })
    expect(streakPolicy({ maxStreak: 2 }, withCap(7))).toEqual({ ok: true, policy: withCap(2) })
    expect(streakPolicy({}, { maxStreak: -1 })).toMatchObject({ ok: false, issues: [{ actual: -1 }] })
  })

  test('cannot be changed once it is made', () => {
    for (const policy of [DEFAULT_STREAK_POLICY, withCap(2)]) {
      expect(() => Object.assign(policy, { maxStreak: 99 })).toThrow(TypeError)
      expect(policy.maxStreak).not.toBe(99)
    }
  })

  test('holds nothing but its own fields', () => {
    const made = streakPolicy({ maxStreak: 2, other: 3 } as { maxStreak: number })
    expect(made.ok && Object.keys(made.policy)).toEqual(['maxStreak'])
  })
})

describe('a parsed [noop_streak] table', () => {
  test('has the one key max_streak', () => {
    expect(STREAK_TABLE_KEYS).toEqual(['max_streak'])
    expect(Object.isFrozen(STREAK_TABLE_KEYS)).toBe(true)
    expect(streakPolicyFromTable({ max_streak: 2 })).toEqual({
      ok: true,
      policy: withCap(2),
      unknownKeys: [],
    })
  })

  test.each([
    ['is not there', undefined],
    ['is empty', {}],
    ['is empty and has no prototype', Object.create(null)],
  ])('leaves the base as it is where it %s', (_, table) => {
    expect(streakPolicyFromTable(table, withCap(7))).toEqual({
      ok: true,
      policy: withCap(7),
      unknownKeys: [],
    })
    expect(streakPolicyFromTable(table)).toMatchObject({ policy: DEFAULT_STREAK_POLICY })
  })

  test.each([null, 0, 4, '', 'x', true, [], [{}], new Date(0), new Map(), () => ({})].map((v) => [v]))(
    'is refused where it is %p and no table',
    (actual) => {
      expect(streakPolicyFromTable(actual)).toEqual({
        ok: false,
        issues: [{ field: '', expected: 'a table', actual }],
        unknownKeys: [],
      })
    },
  )

  test.each(NO_COUNTS.map((value) => [value]))('is refused for max_streak = %p under that name', (actual) => {
    expect(streakPolicyFromTable({ max_streak: actual, other: 1 })).toEqual({
      ok: false,
      issues: [{ field: 'max_streak', expected: WHOLE, actual }],
      unknownKeys: ['other'],
    })
  })

  test('lists every key it does not know, and takes none of them for a setting', () => {
    const table: unknown = JSON.parse(
      '{"__proto__": {"max_streak": 99}, "constructor": 1, "maxStreak": 9, "toString": 2}',
    )
    expect(streakPolicyFromTable(table)).toEqual({
      ok: true,
      policy: DEFAULT_STREAK_POLICY,
      unknownKeys: ['__proto__', 'constructor', 'maxStreak', 'toString'],
    })
  })
})
