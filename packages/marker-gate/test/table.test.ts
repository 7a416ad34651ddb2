import { describe, expect, test } from 'bun:test'
import {
  DEFAULT_MARKER_POLICY,
  MARKER_TABLE_KEYS,
  type MarkerPolicyFields,
  markerPolicyFromTable,
} from '../src/index.ts'
import { NO_ANSWERS, NO_CAPS, NO_LISTS, NO_NAMES, NO_SWITCHES, policyOf } from './support/policies.ts'

const BASE = policyOf({
  maxStreak: 7,
  armOnEnv: ['MINE'],
  armOnEvent: ['session_crons'],
  respectStopHookActive: false,
  releaseWhenWoken: false,
  onExhausted: 'halt',
  holdForm: 'context',
  budget: 'run',
})

const PARTS: readonly [object, Partial<MarkerPolicyFields>][] = [
  [{}, {}],
  [{ max_streak: 2 }, { maxStreak: 2 }],
  [{ max_streak: 0 }, { maxStreak: 0 }],
  [{ arm_on_env: 'A' }, { armOnEnv: ['A'] }],
  [{ arm_on_env: [' A ', ''] }, { armOnEnv: ['A'] }],
  [{ arm_on_env: [] }, { armOnEnv: [] }],
  [{ arm_on_event: 'background_tasks' }, { armOnEvent: ['background_tasks'] }],
  [{ arm_on_event: [' session_crons ', ''] }, { armOnEvent: ['session_crons'] }],
  [{ arm_on_event: [] }, { armOnEvent: [] }],
  [{ respect_stop_hook_active: true }, { respectStopHookActive: true }],
  [{ release_when_woken: true }, { releaseWhenWoken: true }],
  [{ release_when_woken: false }, { releaseWhenWoken: false }],
  [{ on_exhausted: 'release' }, { onExhausted: 'release' }],
  [{ on_exhausted: 'halt' }, { onExhausted: 'halt' }],
  [{ hold_form: 'block' }, { holdForm: 'block' }],
  [{ hold_form: 'context' }, { holdForm: 'context' }],
  [{ budget: 'session' }, { budget: 'session' }],
  [{ budget: 'workspace' }, { budget: 'workspace' }],
  [
    {
      budget: 'session',
      hold_form: 'block',
      on_exhausted: 'release',
      release_when_woken: true,
      respect_stop_hook_active: true,
      arm_on_event: ['background_tasks', 'session_crons'],
      max_streak: 1,
      arm_on_env: 'A',
    },
    {
      maxStreak: 1,
      armOnEnv: ['A'],
      armOnEvent: ['background_tasks', 'session_crons'],
      respectStopHookActive: true,
      releaseWhenWoken: true,
      onExhausted: 'release',
      holdForm: 'block',
      budget: 'session',
    },
  ],
]

const REFUSED: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['max_streak', 'a whole number, 0 or more', NO_CAPS],
  ['arm_on_env', 'a name or a list of names', NO_NAMES],
  ['arm_on_event', '"background_tasks", "session_crons" or a list of these', NO_LISTS],
  ['respect_stop_hook_active', 'true or false', NO_SWITCHES],
  ['release_when_woken', 'true or false', NO_SWITCHES],
  ['on_exhausted', '"release" or "halt"', NO_ANSWERS],
  ['hold_form', '"block" or "context"', NO_ANSWERS],
  ['budget', '"session", "run" or "workspace"', NO_ANSWERS],
]

describe('a parsed [marker] table', () => {
  test('has eight keys', () => {
    expect(MARKER_TABLE_KEYS).toEqual([
      'max_streak',
      'arm_on_env',
      'arm_on_event',
      'respect_stop_hook_active',
      'release_when_woken',
      'on_exhausted',
      'hold_form',
      'budget',
    ])
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
    const table = {
      max_streak: -1,
      arm_on_env: 1,
      arm_on_event: 'x',
      respect_stop_hook_active: 'yes',
      release_when_woken: 0,
      on_exhausted: true,
      hold_form: 1,
      budget: 1,
    }
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
