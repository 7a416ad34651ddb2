import { describe, expect, test } from 'bun:test'
import {
  DEFAULT_MARKER_POLICY,
  MARKER_TABLE_KEYS,
  type MarkerPolicyFields,
  markerPolicyFromTable,
} from '../src/index.ts'
import { NO_CAPS, NO_NAMES, NO_SWITCHES, policyOf } from './support/policies.ts'

const BASE = policyOf({ maxStreak: 7, armOnEnv: ['MINE'], respectStopHookActive: false })

const PARTS: readonly [object, Partial<MarkerPolicyFields>][] = [
  [{}, {}],
  [{ max_streak: 2 }, { maxStreak: 2 }],
  [{ max_streak: 0 }, { maxStreak: 0 }],
  [{ arm_on_env: 'A' }, { armOnEnv: ['A'] }],
  [{ arm_on_env: [' A ', ''] }, { armOnEnv: ['A'] }],
  [{ arm_on_env: [] }, { armOnEnv: [] }],
  [{ respect_stop_hook_active: true }, { respectStopHookActive: true }],
  [
    { respect_stop_hook_active: true, max_streak: 1, arm_on_env: 'A' },
    { maxStreak: 1, armOnEnv: ['A'], respectStopHookActive: true },
  ],
]

const REFUSED: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['max_streak', 'a whole number, 0 or more', NO_CAPS],
  ['arm_on_env', 'a name or a list of names', NO_NAMES],
  ['respect_stop_hook_active', 'true or false', NO_SWITCHES],
]

describe('a parsed [marker] table', () => {
  test('has three keys', () => {
    expect(MARKER_TABLE_KEYS).toEqual(['max_streak', 'arm_on_env', 'respect_stop_hook_active'])
    expect(Object.isFrozen(MARKER_TABLE_KEYS)).toBe(true)
  })

  test.each(PARTS)('%j changes what it names and nothing else', (table, fields) => {
    expect(markerPolicyFromTable(table, BASE)).toEqual({
      ok: true,
      policy: policyOf({ ...BASE, ...fields }),
      unknownKeys: [],
    })
    expect(markerPolicyFromTable(table)).toMatchObject({ ok: true, policy: policyOf(fields) })
  })

  test('that is not there is the base', () => {
    expect(markerPolicyFromTable(undefined)).toEqual({
      ok: true,
      policy: DEFAULT_MARKER_POLICY,
      unknownKeys: [],
    })
    expect(markerPolicyFromTable(undefined, BASE)).toMatchObject({ policy: BASE })
  })

  test('may lack a prototype, as some parsers make it', () => {
    const table = Object.assign(Object.create(null), { max_streak: 2 })
    expect(markerPolicyFromTable(table)).toMatchObject({ ok: true, policy: policyOf({ maxStreak: 2 }) })
  })

  test.each(
    [null, 0, 4, '', 'marker', true, [], [{ max_streak: 2 }], new Date(0), new Map(), () => ({})].map((v) => [
      v,
    ]),
  )('is refused as a whole where it is %p', (actual) => {
    expect(markerPolicyFromTable(actual)).toEqual({
      ok: false,
      issues: [{ field: '', expected: 'a table', actual }],
      unknownKeys: [],
    })
  })

  test.each(REFUSED)(
    'is refused for a wrong %s, which is named as the table names it',
    (field, expected, values) => {
      for (const actual of values) {
        const read = markerPolicyFromTable({ [field]: actual, other: 1 })
        expect(read).toMatchObject({ ok: false, issues: [{ field, expected }], unknownKeys: ['other'] })
        expect(read.ok ? undefined : read.issues[0]?.actual).toBe(actual)
      }
    },
  )

  test('is refused with every reason at once', () => {
    const table = { max_streak: -1, arm_on_env: 1, respect_stop_hook_active: 'yes' }
    const read = markerPolicyFromTable(table)
    expect(read.ok ? [] : read.issues.map(({ field }) => field)).toEqual([...MARKER_TABLE_KEYS])
  })

  test('lists every key it does not know, and takes none of them for a setting', () => {
    const table: unknown = JSON.parse(
      '{"__proto__": {"max_streak": 99}, "constructor": 1, "toString": 2, "maxStreak": 9, "max_steak": 8}',
    )
    expect(markerPolicyFromTable(table)).toEqual({
      ok: true,
      policy: DEFAULT_MARKER_POLICY,
      unknownKeys: ['__proto__', 'constructor', 'toString', 'maxStreak', 'max_steak'],
    })
    expect('max_streak' in {}).toBe(false)
  })
})
