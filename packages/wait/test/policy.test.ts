import { describe, expect, test } from 'bun:test'
import { readFields } from '@dos/toml-table/table'
import { DEFAULT_WAIT_POLICY, planWait, WAIT_TABLE } from '../src/index.ts'

test('By default nothing is waited for', () => {
  expect(DEFAULT_WAIT_POLICY).toEqual({
    background: false,
    until: undefined,
    everySeconds: 5,
    maxEverySeconds: 60,
    maxSeconds: 540,
    onceMet: 'hold',
  })
  expect(Object.isFrozen(DEFAULT_WAIT_POLICY)).toBe(true)
})

/** A literal with this key would look like a promise. */
const thenIs = (value: unknown): object => Object.fromEntries([['then', value]])

describe('The [wait] table', () => {
  test.each([
    [
      { background: true, until: ' test -f x ' },
      { background: true, until: ' test -f x ' },
    ],
    [{ until: ' \n' }, { until: undefined }],
    [
      { every_seconds: 0.05, max_seconds: 86_400 },
      { everySeconds: 0.05, maxSeconds: 86_400 },
    ],
    [{ every_seconds: 120 }, { everySeconds: 120 }],
    [thenIs('release'), { onceMet: 'release' }],
  ])('%j is taken', (table, changed) => {
    const base = { ...DEFAULT_WAIT_POLICY, until: 'true' }
    const { policy, refusals } = readFields(WAIT_TABLE, table, base)
    expect<object>(policy).toEqual({ ...base, ...changed })
    expect(refusals).toEqual([])
  })

  test.each([
    [{ background: 'yes' }, 'background'],
    [{ until: 'a\0b' }, 'until'],
    [{ every_seconds: 0.049 }, 'every_seconds'],
    [{ max_every_seconds: Number.POSITIVE_INFINITY }, 'max_every_seconds'],
    [{ max_seconds: 86_401 }, 'max_seconds'],
    [thenIs('halt'), 'then'],
  ])('%j is refused', (table, name) => {
    const { refusals } = readFields(WAIT_TABLE, table, DEFAULT_WAIT_POLICY)
    expect(refusals.map(({ key }) => key)).toEqual([name])
  })
})

test('A policy with a wrong value is a RangeError that says so', () => {
  const facts = { attended: false, shells: [], unlisted: false, untilAllowed: false }
  expect(planWait(facts)).toEqual({ steps: [], untilRefused: false })
  expect(() => planWait({ ...facts, policy: { maxSeconds: 0 } })).toThrow(
    new RangeError('maxSeconds must be a number of seconds from 0.05 to 86400, but is 0'),
  )
})
