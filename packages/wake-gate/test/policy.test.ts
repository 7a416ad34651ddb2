import { describe, expect, test } from 'bun:test'
import {
  DEFAULT_WAKE_POLICY,
  WAKE_TABLE_KEYS,
  type WakePolicyFields,
  wakePolicy,
  wakePolicyFromTable,
} from '../src/index.ts'
import { NO_COUNTS, NO_MODES, policyOf } from './support/policies.ts'

const base = policyOf({ maxStreak: 7, rearm: 'observe' })

describe('a policy', () => {
  test('is four turns and stretched delays where nobody says otherwise', () => {
    expect({ ...DEFAULT_WAKE_POLICY } as WakePolicyFields).toEqual({ maxStreak: 4, rearm: 'stretch' })
    expect(wakePolicy({})).toEqual({ ok: true, policy: DEFAULT_WAKE_POLICY })
  })

  test.each([0, 1, 4, 1000, Number.MAX_SAFE_INTEGER])('takes a cap of %i', (maxStreak) => {
    expect(policyOf({ maxStreak }).maxStreak).toBe(maxStreak)
  })

  test.each(['stretch', 'deny', 'observe'] as const)('takes rearm %p', (rearm) => {
    expect(policyOf({ rearm }).rearm).toBe(rearm)
  })

  test.each(NO_COUNTS.map((value) => [value]))('refuses a cap of %p', (actual) => {
    expect(wakePolicy({ maxStreak: actual })).toEqual({
      ok: false,
      issues: [{ field: 'maxStreak', expected: 'a whole number, 0 or more', actual }],
    })
  })

  test.each(NO_MODES.map((value) => [value]))('refuses rearm %p', (actual) => {
    expect(wakePolicy({ rearm: actual })).toEqual({
      ok: false,
      issues: [{ field: 'rearm', expected: '"stretch", "deny" or "observe"', actual }],
    })
  })

  test('takes from its base whatever is absent or undefined, and only that', () => {
    expect(wakePolicy({}, base)).toEqual({ ok: true, policy: base })
    expect(wakePolicy({ maxStreak: undefined, rearm: undefined }, base)).toEqual({ ok: true, policy: base })
    expect<object>(wakePolicy({ maxStreak: 2 }, base)).toEqual({
      ok: true,
      policy: { maxStreak: 2, rearm: 'observe' },
    })
    expect<object>(wakePolicy({ rearm: 'deny' }, base)).toEqual({
      ok: true,
      policy: { maxStreak: 7, rearm: 'deny' },
    })
  })

  test('is refused with every reason at once, in the order of its fields', () => {
    const made = wakePolicy({ rearm: 'no', maxStreak: -1 })
    expect(made.ok ? [] : made.issues.map(({ field }) => field)).toEqual(['maxStreak', 'rearm'])
  })

  test('is frozen, and no copy of what it was made from', () => {
    const fields = { maxStreak: 2 }
    const policy = policyOf(fields)
    fields.maxStreak = 3
    expect(policy.maxStreak).toBe(2)
    expect(Object.isFrozen(policy)).toBe(true)
  })
})

describe('a [wake] table', () => {
  test('has the keys max_streak and rearm', () => {
    expect([...WAKE_TABLE_KEYS]).toEqual(['max_streak', 'rearm'])
  })

  test.each([
    ['none', undefined, { maxStreak: 7, rearm: 'observe' }],
    ['an empty one', {}, { maxStreak: 7, rearm: 'observe' }],
    ['one without a prototype', Object.create(null), { maxStreak: 7, rearm: 'observe' }],
    ['a cap alone', { max_streak: 2 }, { maxStreak: 2, rearm: 'observe' }],
    ['a mode alone', { rearm: 'deny' }, { maxStreak: 7, rearm: 'deny' }],
    ['both', { max_streak: 0, rearm: 'stretch' }, { maxStreak: 0, rearm: 'stretch' }],
  ])('is read over its base: %s', (_, table, policy) => {
    expect<object>(wakePolicyFromTable(table, base)).toEqual({ ok: true, policy, unknownKeys: [] })
  })

  test('names what it does not know, whether it is read or refused', () => {
    expect(wakePolicyFromTable({ maxStreak: 2, rearms: 1 })).toEqual({
      ok: true,
      policy: DEFAULT_WAKE_POLICY,
      unknownKeys: ['maxStreak', 'rearms'],
    })
    expect(wakePolicyFromTable({ max_streak: '2', rearm: 'no', other: 1 })).toEqual({
      ok: false,
      issues: [
        { field: 'max_streak', expected: 'a whole number, 0 or more', actual: '2' },
        { field: 'rearm', expected: '"stretch", "deny" or "observe"', actual: 'no' },
      ],
      unknownKeys: ['other'],
    })
  })

  test.each([[null], [4], ['deny'], [[]], [[{}]], [new Date(0)], [new Map()], [true]])(
    'is none where it is %p',
    (actual) => {
      expect(wakePolicyFromTable(actual)).toEqual({
        ok: false,
        issues: [{ field: '', expected: 'a table', actual }],
        unknownKeys: [],
      })
    },
  )
})
