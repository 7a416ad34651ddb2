import { describe, expect, test } from 'bun:test'
import { type } from 'arktype'
import fc from 'fast-check'
import { markerPolicyFromTable } from '../src/index.ts'
import { markerTable } from '../src/schema.ts'
import { NO_CAPS, NO_NAMES, NO_SWITCHES } from './support/policies.ts'

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

/** Tables that are right in most of their keys, so that a wrong one decides. */
const table = fc.record(
  {
    max_streak: fc.oneof({ weight: 4, arbitrary: cap }, anything),
    arm_on_env: fc.oneof({ weight: 4, arbitrary: names }, anything),
    respect_stop_hook_active: fc.oneof({ weight: 4, arbitrary: fc.boolean() }, anything),
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
    ['respect_stop_hook_active', NO_SWITCHES],
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
      { respect_stop_hook_active: 'yes' },
      [],
    ].map((value) => {
      const out = markerTable(value)
      return out instanceof type.errors ? out.summary : 'accepted'
    })
    expect(refused).toEqual([
      'max_streak must be a whole number, 0 or more (was 2.5)',
      'arm_on_env[1] must be a string (was a number)',
      'respect_stop_hook_active must be true or false (was "yes")',
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
        respect_stop_hook_active: { type: 'boolean', description: 'true or false' },
      },
    })
  })
})
