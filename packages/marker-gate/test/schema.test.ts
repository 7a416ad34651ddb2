import { describe, expect, test } from 'bun:test'
import { type } from 'arktype'
import fc from 'fast-check'
import { markerPolicyFromTable } from '../src/index.ts'
import { markerTable } from '../src/schema.ts'
import { NO_ANSWERS, NO_CAPS, NO_LISTS, NO_NAMES, NO_SWITCHES } from './support/policies.ts'

/** Anything but `undefined`, which no file can say. */
const anything = fc
  .anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  .filter((value) => value !== undefined)

const cap = fc.oneof(
  fc.integer({ min: -2, max: 10 }),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(-0, 2 ** 53, 2 ** 53 - 1, 2 ** 53 + 2, 1e300, '4', true, 4n),
)
const names = fc.oneof(fc.string(), fc.array(fc.string()), fc.array(fc.oneof(fc.string(), anything)))

const list = fc.constantFrom('background_tasks', 'session_crons', ' session_crons\t', '')
const lists = fc.oneof(
  { weight: 2, arbitrary: list },
  { weight: 4, arbitrary: fc.array(list) },
  fc.array(fc.oneof({ weight: 4, arbitrary: list }, fc.constant('crons'))),
)
const form = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('block', 'context') },
  fc.constantFrom('quiet', 'block ', ''),
)
const scope = fc.constantFrom('session', 'run', 'workspace', 'workspace', 'user', '')
const answer = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('release', 'halt') },
  fc.constantFrom('hold', ' halt', ''),
)

/** Tables that are right in most of their keys, so that a wrong one decides. */
const table = fc.record(
  {
    max_streak: fc.oneof({ weight: 4, arbitrary: cap }, anything),
    arm_on_env: fc.oneof({ weight: 4, arbitrary: names }, anything),
    arm_on_event: fc.oneof({ weight: 8, arbitrary: lists }, anything),
    respect_stop_hook_active: fc.oneof({ weight: 8, arbitrary: fc.boolean() }, anything),
    release_when_woken: fc.oneof({ weight: 8, arbitrary: fc.boolean() }, anything),
    on_exhausted: fc.oneof({ weight: 8, arbitrary: answer }, anything),
    hold_form: fc.oneof({ weight: 8, arbitrary: form }, anything),
    budget: fc.oneof({ weight: 8, arbitrary: scope }, anything),
    maxStreak: anything,
    ['__proto__']: anything,
    '': anything,
  },
  { requiredKeys: [], noNullPrototype: false },
)

describe('the arktype schema of the [marker] table', () => {
  test('accepts exactly the tables that make a policy', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: table }, anything), (value) => {
        const made = markerPolicyFromTable(value).ok
        if (made) accepted++
        expect(markerTable.allows(value)).toBe(made)
      }),
      { numRuns: 2000 },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  test.each([
    ['max_streak', NO_CAPS],
    ['arm_on_env', NO_NAMES],
    ['arm_on_event', NO_LISTS],
    ['respect_stop_hook_active', NO_SWITCHES],
    ['release_when_woken', NO_SWITCHES],
    ['on_exhausted', NO_ANSWERS],
    ['hold_form', NO_ANSWERS],
    ['budget', NO_ANSWERS],
  ])('refuses every %s that makes no policy', (key, values) => {
    expect(values.filter((value) => markerTable.allows({ [key]: value }))).toEqual([])
  })

  test.each([[], [{}], new Date(0), new Map(), () => ({}), null, 'marker', 4].map((v) => [v]))(
    'refuses %p, which is no table',
    (value) => {
      expect(markerTable.allows(value)).toBe(false)
    },
  )

  test('refuses an explicit undefined, which only code can say and which there means the base', () => {
    expect(markerTable.allows({ max_streak: undefined })).toBe(false)
    expect(markerPolicyFromTable({ max_streak: undefined }).ok).toBe(true)
  })

  test('explains a refusal by the key and what belongs there', () => {
    const refused = [
      { max_streak: 2.5 },
      { arm_on_env: ['A', 3] },
      { arm_on_event: 'tasks' },
      { respect_stop_hook_active: 'yes' },
      { release_when_woken: 1 },
      { on_exhausted: 'stop' },
      { hold_form: 'quiet' },
      { budget: 'mine' },
      [],
    ].map((value) => {
      const out = markerTable(value)
      return out instanceof type.errors ? out.summary : 'accepted'
    })
    expect(refused).toEqual([
      'max_streak must be a whole number, 0 or more (was 2.5)',
      'arm_on_env[1] must be a string (was a number)',
      'arm_on_event must be "background_tasks", "session_crons" or a list of these (was "tasks")',
      'respect_stop_hook_active must be true or false (was "yes")',
      'release_when_woken must be true or false (was 1)',
      'on_exhausted must be "halt" or "release" (was "stop")',
      'hold_form must be "block" or "context" (was "quiet")',
      'budget must be "run", "session" or "workspace" (was "mine")',
      'must be a table (was [])',
    ])
  })

  test('hands a table on as it is', () => {
    const value = { max_streak: 2, arm_on_env: [' A '], other: 1 }
    expect(markerTable(value)).toBe(value)
  })

  test('becomes a JSON Schema for editors', () => {
    expect(markerTable.toJsonSchema()).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        max_streak: {
          type: 'integer',
          description: 'a whole number, 0 or more',
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
        },
        arm_on_env: {
          description: 'a name or a list of names',
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
        },
        arm_on_event: {
          description: '"background_tasks", "session_crons" or a list of these',
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
        },
        respect_stop_hook_active: { type: 'boolean', description: 'true or false' },
        release_when_woken: { type: 'boolean', description: 'true or false' },
        on_exhausted: { description: '"release" or "halt"', enum: ['halt', 'release'] },
        hold_form: { description: '"block" or "context"', enum: ['block', 'context'] },
        budget: { description: '"session", "run" or "workspace"', enum: ['run', 'session', 'workspace'] },
      },
    })
  })
})
