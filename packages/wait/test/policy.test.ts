import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  DEFAULT_WAIT_POLICY,
  WAIT_TABLE_KEYS,
  type WaitPolicyFields,
  waitPolicy,
  waitPolicyFromTable,
} from '../src/index.ts'
import { waitPolicyFromFile, waitPolicyFromToml } from '../src/toml.ts'

const DEFAULTS: WaitPolicyFields = {
  background: false,
  until: undefined,
  everySeconds: 5,
  maxEverySeconds: 60,
  maxSeconds: 540,
  onceMet: 'hold',
}

/** A literal with this key would look like a promise. */
const thenIs = (value: unknown): object => Object.fromEntries([['then', value]])

test('by default nothing is waited for', () => {
  expect({ ...DEFAULT_WAIT_POLICY } as WaitPolicyFields).toEqual(DEFAULTS)
  expect(waitPolicy({})).toEqual({ ok: true, policy: DEFAULT_WAIT_POLICY })
})

describe('a table is taken', () => {
  test.each([
    ['that is empty', {}, {}],
    ['that asks for background shells', { background: true }, { background: true }],
    ['with a command as it is', { until: ' test -f x ' }, { until: ' test -f x ' }],
    ['with a blank command as none', { until: ' \n' }, { until: undefined }],
    [
      'with fractions of a second',
      { every_seconds: 0.05, max_seconds: 1.5 },
      { everySeconds: 0.05, maxSeconds: 1.5 },
    ],
    ['with an interval above its own maximum', { every_seconds: 120 }, { everySeconds: 120 }],
    ['with the longest wait there is', { max_seconds: 86_400 }, { maxSeconds: 86_400 }],
    ['that says release', thenIs('release'), { onceMet: 'release' }],
  ])('%s', (_, table, changed) => {
    const result = waitPolicyFromTable(table)
    expect(result.ok && ({ ...result.policy } as WaitPolicyFields)).toEqual({
      ...DEFAULTS,
      ...(changed as Partial<WaitPolicyFields>),
    })
  })
})

describe('a table is refused, by the name of its key,', () => {
  test.each([
    [{ background: 'yes' }, 'background'],
    [{ until: ['true'] }, 'until'],
    [{ until: true }, 'until'],
    [{ until: 'a\0b' }, 'until'],
    [{ every_seconds: 0 }, 'every_seconds'],
    [{ every_seconds: 0.049 }, 'every_seconds'],
    [{ every_seconds: '5' }, 'every_seconds'],
    [{ max_every_seconds: Number.POSITIVE_INFINITY }, 'max_every_seconds'],
    [{ max_seconds: Number.NaN }, 'max_seconds'],
    [{ max_seconds: -1 }, 'max_seconds'],
    [{ max_seconds: 86_401 }, 'max_seconds'],
    [thenIs('halt'), 'then'],
    [thenIs(true), 'then'],
    ['a table', ''],
    [[], ''],
    [null, ''],
  ])('%p', (table, field) => {
    const result = waitPolicyFromTable(table)
    expect(!result.ok && result.issues.map((issue) => issue.field)).toEqual([field])
  })

  test('all at once where several are wrong', () => {
    const result = waitPolicyFromTable({ background: 1, until: 2, ...thenIs(3) })
    expect(!result.ok && result.issues.map(({ field }) => field)).toEqual(['background', 'until', 'then'])
  })
})

test('a partial table changes what it names, and can take a command back', () => {
  const base = waitPolicy({ until: 'true', maxSeconds: 30 })
  const result = waitPolicyFromTable({ until: '' }, base.ok ? base.policy : undefined)
  expect(result.ok && result.policy).toMatchObject({ until: undefined, maxSeconds: 30 } as never)
})

test('a policy cannot be changed', () => {
  expect(Object.isFrozen(DEFAULT_WAIT_POLICY)).toBe(true)
  const result = waitPolicy({ until: 'true' })
  expect(result.ok && Object.isFrozen(result.policy)).toBe(true)
})

test('whatever a table is, it is refused with reasons or makes a policy that keeps the bounds', () => {
  const value = fc.oneof(
    fc.anything(),
    fc.double(),
    fc.constantFrom('hold', 'release', 'true', 0.05, 86_400, true),
  )
  const table = fc.dictionary(fc.constantFrom(...WAIT_TABLE_KEYS, 'constructor', '__proto__', 'x'), value)
  fc.assert(
    fc.property(fc.oneof(table, fc.anything()), (anything) => {
      const result = waitPolicyFromTable(anything)
      if (!result.ok) return result.issues.length > 0
      const { everySeconds, maxEverySeconds, maxSeconds, until, background, onceMet } = result.policy
      for (const seconds of [everySeconds, maxEverySeconds, maxSeconds]) {
        expect(seconds).toBeGreaterThanOrEqual(0.05)
        expect(seconds).toBeLessThanOrEqual(86_400)
      }
      expect(typeof background).toBe('boolean')
      expect(['hold', 'release']).toContain(onceMet)
      return until === undefined || until.trim() !== ''
    }),
    { numRuns: 2000 },
  )
})

describe('dos.toml', () => {
  test('without the table the default holds', async () => {
    const result = await waitPolicyFromToml('\uFEFF[marker]\nmax_streak = 4\n')
    expect(result.ok && { ...result.policy }).toEqual({ ...DEFAULT_WAIT_POLICY })
  })

  test('is read', async () => {
    const result = await waitPolicyFromToml(
      '[wait]\nbackground = true\nuntil = "test -f x"\nmax_seconds = 1e2\n',
    )
    expect(result.ok && result.policy).toMatchObject({
      background: true,
      until: 'test -f x',
      maxSeconds: 100,
    } as never)
  })

  test.each([
    [
      '[wait]\nmax_seconds = "4"',
      '2:15: max_seconds must be a number of seconds from 0.05 to 86400, but is "4"',
    ],
    [
      '[wait]\nmax_seconds = inf',
      '2:15: max_seconds must be a number of seconds from 0.05 to 86400, but is inf',
    ],
    ['[wait]\nuntil = 1', '2:9: until must be a command, but is 1'],
    ['[wait]\nbackground = 1', '2:14: background must be true or false, but is 1'],
    ['wait.then = "halt"', '1:13: then must be "hold" or "release", but is "halt"'],
    ['wait = 1', '1:8: [wait] must be a table, but is 1'],
    ['[[wait]]', '1:1: [wait] must be a table, but is [a table]'],
  ])('says where a value is that cannot be taken: %p', async (text, expected) => {
    const result = await waitPolicyFromFile('dos.toml', () => text)
    expect(
      !result.ok && result.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`),
    ).toEqual([expected])
  })

  test('warns of a key nobody knows', async () => {
    const result = await waitPolicyFromToml('[wait]\nmax_second = 5\n')
    expect(result.ok && result.warnings.map(({ message }) => message)).toEqual([
      '[wait] has no key "max_second"; the nearest is max_seconds',
    ])
  })
})
