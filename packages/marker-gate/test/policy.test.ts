import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { DEFAULT_MARKER_POLICY, type MarkerPolicyFields, markerPolicy } from '../src/index.ts'
import { NO_ANSWERS, NO_CAPS, NO_LISTS, NO_NAMES, NO_SWITCHES, policyOf } from './support/policies.ts'

describe('the default policy', () => {
  test('holds four markers, is armed by two variables and no list, and leaves alone what is held or woken', () => {
    expect({ ...DEFAULT_MARKER_POLICY } as MarkerPolicyFields).toEqual({
      maxStreak: 4,
      armOnEnv: ['DOS_LOOP', 'CID_RUN_ID'],
      armOnEvent: [],
      respectStopHookActive: true,
      releaseWhenWoken: true,
      onExhausted: 'release',
      holdForm: 'block',
      budget: 'session',
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

describe('the lists of the event that arm', () => {
  test.each([
    ['none', [], []],
    ['one name', 'session_crons', ['session_crons']],
    ['both, in their order', ['session_crons', 'background_tasks'], ['session_crons', 'background_tasks']],
    ['names without the space around them', [' background_tasks\n'], ['background_tasks']],
    ['no blank names', ['', 'session_crons', ' '], ['session_crons']],
    ['a blank string as no name', ' ', []],
    ['the same name twice', ['session_crons', 'session_crons'], ['session_crons', 'session_crons']],
  ])('are taken from %s', (_, armOnEvent, names) => {
    const made = markerPolicy({ armOnEvent })
    expect<unknown>(made.ok && made.policy.armOnEvent).toEqual(names)
  })

  test.each(NO_LISTS.map((value) => [value]))('are refused where they are %p', (actual) => {
    const made = markerPolicy({ armOnEvent: actual })
    expect(made).toMatchObject({
      ok: false,
      issues: [{ field: 'armOnEvent', expected: '"background_tasks", "session_crons" or a list of these' }],
    })
    expect(made.ok ? undefined : made.issues[0]?.actual).toBe(actual)
  })
})

describe.each(['respectStopHookActive', 'releaseWhenWoken'] as const)('the switch %s', (field) => {
  test.each([true, false])('may be %p', (value) => {
    expect(policyOf({ [field]: value })[field]).toBe(value)
  })

  test.each(NO_SWITCHES.map((value) => [value]))('is refused where it is %p', (actual) => {
    expect(markerPolicy({ [field]: actual })).toEqual({
      ok: false,
      issues: [{ field, expected: 'true or false', actual }],
    })
  })
})

describe('the answer to a spent budget', () => {
  test.each(['release', 'halt'] as const)('may be %p', (onExhausted) => {
    expect(policyOf({ onExhausted }).onExhausted).toBe(onExhausted)
  })

  test.each(NO_ANSWERS.map((value) => [value]))('is refused where it is %p', (actual) => {
    expect(markerPolicy({ onExhausted: actual })).toEqual({
      ok: false,
      issues: [{ field: 'onExhausted', expected: '"release" or "halt"', actual }],
    })
  })
})

describe('the form of a hold', () => {
  test.each(['block', 'context'] as const)('may be %p', (holdForm) => {
    expect(policyOf({ holdForm }).holdForm).toBe(holdForm)
  })

  test.each(NO_ANSWERS.map((value) => [value]))('is refused where it is %p', (actual) => {
    expect(markerPolicy({ holdForm: actual })).toEqual({
      ok: false,
      issues: [{ field: 'holdForm', expected: '"block" or "context"', actual }],
    })
  })
})

describe('whose budget it is', () => {
  test.each(['session', 'run', 'workspace'] as const)('may be said to be the %p', (budget) => {
    expect(policyOf({ budget }).budget).toBe(budget)
  })

  test.each(NO_ANSWERS.map((value) => [value]))('is refused where it is %p', (actual) => {
    expect(markerPolicy({ budget: actual })).toEqual({
      ok: false,
      issues: [{ field: 'budget', expected: '"session", "run" or "workspace"', actual }],
    })
  })
})

describe('a policy', () => {
  const base = policyOf({
    maxStreak: 7,
    armOnEnv: ['MINE'],
    armOnEvent: ['session_crons'],
    respectStopHookActive: false,
    releaseWhenWoken: false,
    onExhausted: 'halt',
    holdForm: 'context',
    budget: 'run',
  })

  test('takes from its base whatever is absent or undefined, and only that', () => {
    expect(markerPolicy({}, base)).toEqual({ ok: true, policy: base })
    const silent = Object.fromEntries(Object.keys(base).map((field) => [field, undefined]))
    expect(markerPolicy(silent, base)).toEqual({ ok: true, policy: base })
    for (const fields of [
      { maxStreak: 2 },
      { armOnEnv: [] },
      { armOnEvent: [] },
      { respectStopHookActive: true },
      { releaseWhenWoken: true },
      { onExhausted: 'release' },
      { holdForm: 'block' },
      { budget: 'workspace' },
    ]) {
      expect<object>(markerPolicy(fields, base)).toEqual({ ok: true, policy: { ...base, ...fields } })
    }
  })

  test('is refused with every reason at once, in the order of its fields', () => {
    const made = markerPolicy({
      budget: 'mine',
      holdForm: 'quiet',
      onExhausted: 'stop',
      releaseWhenWoken: 'no',
      respectStopHookActive: 1,
      armOnEvent: 'tasks',
      armOnEnv: 2,
      maxStreak: 'x',
    })
    expect(made.ok ? [] : made.issues.map(({ field, actual }) => [field, actual])).toEqual([
      ['maxStreak', 'x'],
      ['armOnEnv', 2],
      ['armOnEvent', 'tasks'],
      ['respectStopHookActive', 1],
      ['releaseWhenWoken', 'no'],
      ['onExhausted', 'stop'],
      ['holdForm', 'quiet'],
      ['budget', 'mine'],
    ])
  })

  test('is refused for its base, too, and shows what the base said', () => {
    const wrong = {
      ...base,
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
      expect(() => (policy.armOnEvent as string[]).push('EVIL')).toThrow(TypeError)
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
    expect(made.ok && Object.keys(made.policy)).toEqual(Object.keys(DEFAULT_MARKER_POLICY))
    expect(Object.keys(DEFAULT_MARKER_POLICY).toSorted()).toEqual([
      'armOnEnv',
      'armOnEvent',
      'budget',
      'holdForm',
      'maxStreak',
      'onExhausted',
      'releaseWhenWoken',
      'respectStopHookActive',
    ])
    expect(made.ok && Object.getPrototypeOf(made.policy)).toBe(Object.prototype)
    expect('armed' in {}).toBe(false)
  })
})
