import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { DEFAULT_MARKER_POLICY, type MarkerPolicyFields, markerPolicy } from '../src/index.ts'
import { NO_CAPS, NO_NAMES, NO_SWITCHES, policyOf } from './support/policies.ts'

describe('the default policy', () => {
  test('holds four markers, is armed by two variables and respects the latch', () => {
    expect({ ...DEFAULT_MARKER_POLICY } as MarkerPolicyFields).toEqual({
      maxStreak: 4,
      armOnEnv: ['DOS_LOOP', 'CID_RUN_ID'],
      respectStopHookActive: true,
    })
    expect(markerPolicy({})).toEqual({ ok: true, policy: DEFAULT_MARKER_POLICY })
  })
})

describe('a cap', () => {
  test.each([0, 1, 4, 1000, Number.MAX_SAFE_INTEGER])('of %i is taken', (maxStreak) => {
    expect(policyOf({ maxStreak }).maxStreak).toBe(maxStreak)
  })

  test.each(NO_CAPS.map((value) => [value]))('of %p is refused', (actual) => {
    expect(markerPolicy({ maxStreak: actual })).toEqual({
      ok: false,
      issues: [{ field: 'maxStreak', expected: 'a whole number, 0 or more', actual }],
    })
  })
})

describe('the names that arm', () => {
  test.each([
    ['a list as it is', ['A', 'B'], ['A', 'B']],
    ['a single string as one name', 'A', ['A']],
    ['a single string with commas as one name', 'A,B', ['A,B']],
    ['names without the space around them', ['  A', 'B\t', '\nC '], ['A', 'B', 'C']],
    ['a single string without the space around it', ' A ', ['A']],
    ['no blank names', ['', 'A', '   ', '\t\n', 'B'], ['A', 'B']],
    ['a blank string as no name', '  ', []],
    ['an empty string as no name', '', []],
    ['an empty list as no name', [], []],
    ['the same name twice', ['A', 'A'], ['A', 'A']],
    ['names that a prototype would answer for', ['__proto__', 'constructor'], ['__proto__', 'constructor']],
  ])('are taken from %s', (_, armOnEnv, names) => {
    const made = markerPolicy({ armOnEnv })
    expect(made.ok && made.policy.armOnEnv).toEqual(names)
  })

  test.each(NO_NAMES.map((value) => [value]))('are refused where they are %p', (actual) => {
    const made = markerPolicy({ armOnEnv: actual })
    expect(made).toMatchObject({
      ok: false,
      issues: [{ field: 'armOnEnv', expected: 'a name or a list of names' }],
    })
    expect(made.ok ? undefined : made.issues[0]?.actual).toBe(actual)
  })

  test('are trimmed, not blank and in their order, whatever the list', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (armOnEnv) => {
        const names = policyOf({ armOnEnv }).armOnEnv
        expect(names).toEqual(armOnEnv.map((name) => name.trim()).filter(Boolean))
        expect(policyOf({ armOnEnv: names }).armOnEnv).toEqual(names)
      }),
    )
  })
})

describe('the switch for the latch', () => {
  test.each([true, false])('may be %p', (respectStopHookActive) => {
    expect(policyOf({ respectStopHookActive }).respectStopHookActive).toBe(respectStopHookActive)
  })

  test.each(NO_SWITCHES.map((value) => [value]))('is refused where it is %p', (actual) => {
    expect(markerPolicy({ respectStopHookActive: actual })).toEqual({
      ok: false,
      issues: [{ field: 'respectStopHookActive', expected: 'true or false', actual }],
    })
  })
})

describe('a policy', () => {
  const base = policyOf({ maxStreak: 7, armOnEnv: ['MINE'], respectStopHookActive: false })

  test('takes from its base whatever is absent or undefined, and only that', () => {
    expect(markerPolicy({}, base)).toEqual({ ok: true, policy: base })
    const silent = { maxStreak: undefined, armOnEnv: undefined, respectStopHookActive: undefined }
    expect(markerPolicy(silent, base)).toEqual({ ok: true, policy: base })
    expect(markerPolicy({ maxStreak: 2 }, base)).toMatchObject({ policy: { ...base, maxStreak: 2 } })
    expect(markerPolicy({ armOnEnv: [] }, base)).toMatchObject({ policy: { ...base, armOnEnv: [] } })
    expect(markerPolicy({ respectStopHookActive: true }, base)).toMatchObject({
      policy: { ...base, respectStopHookActive: true },
    })
  })

  test('is refused with every reason at once, in the order of its fields', () => {
    const made = markerPolicy({ respectStopHookActive: 1, armOnEnv: 2, maxStreak: 'x' })
    expect(made.ok ? [] : made.issues.map(({ field, actual }) => [field, actual])).toEqual([
      ['maxStreak', 'x'],
      ['armOnEnv', 2],
      ['respectStopHookActive', 1],
    ])
  })

  test('is refused for its base, too, and shows what the base said', () => {
    const wrong = {
      maxStreak: -1,
      armOnEnv: [1],
      respectStopHookActive: 'no',
    } as unknown as MarkerPolicyFields
    const made = markerPolicy({}, wrong)
    expect(made.ok ? [] : made.issues.map(({ actual }) => actual)).toEqual([-1, [1], 'no'])
  })

  test('cannot be changed once it is made', () => {
    for (const policy of [DEFAULT_MARKER_POLICY, base]) {
      const before = JSON.stringify(policy)
      expect(() => Object.assign(policy, { maxStreak: 99 })).toThrow(TypeError)
      expect(() => Object.assign(policy.armOnEnv, ['EVIL'])).toThrow(TypeError)
      expect(() => (policy.armOnEnv as string[]).push('EVIL')).toThrow(TypeError)
      expect(JSON.stringify(policy)).toBe(before)
    }
  })

  test('does not change with the list it was made from', () => {
    const armOnEnv = ['A']
    const policy = policyOf({ armOnEnv })
    armOnEnv.push('B')
    expect(policy.armOnEnv).toEqual(['A'])
  })

  test('holds nothing but its own fields, and leaves every prototype alone', () => {
    const fields: object = JSON.parse(
      '{"maxStreak": 2, "__proto__": {"armed": true}, "constructor": 1, "other": 3}',
    )
    const made = markerPolicy(fields)
    expect(made.ok && Object.keys(made.policy).toSorted()).toEqual([
      'armOnEnv',
      'maxStreak',
      'respectStopHookActive',
    ])
    expect(made.ok && Object.getPrototypeOf(made.policy)).toBe(Object.prototype)
    expect('armed' in {}).toBe(false)
  })
})
