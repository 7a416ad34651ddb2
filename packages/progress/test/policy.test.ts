import { describe, expect, test } from 'bun:test'
import { readFields } from '@dos/toml-table/table'
import { DEFAULT_PROGRESS_POLICY, MAX_BUDGET_MS, PROGRESS_TABLE, progressPolicy } from '../src/index.ts'

test('By default commits and uncommitted work are watched for 200 ms, and no further paths', () => {
  expect(DEFAULT_PROGRESS_POLICY).toEqual({ watch: ['commit', 'tree'], paths: [], ignore: [], budgetMs: 200 })
  expect([DEFAULT_PROGRESS_POLICY, ...Object.values(DEFAULT_PROGRESS_POLICY)].every(Object.isFrozen)).toBe(
    true,
  )
  expect(progressPolicy()).toEqual(DEFAULT_PROGRESS_POLICY)
})

describe('The [progress] table', () => {
  test.each([
    [{ watch: [] }, { watch: [] }],
    [{ watch: 'commit' }, { watch: ['commit'] }],
    [{ watch: ['tree', 'commit', 'tree'] }, { watch: ['tree', 'commit'] }],
    [{ paths: ['b', 'a', 'b', ' '] }, { paths: ['b', 'a'] }],
    [{ ignore: ['/a', '!b', ' ', '/a'] }, { ignore: ['/a', '!b', '/a'] }],
    [{ budget_ms: MAX_BUDGET_MS }, { budgetMs: MAX_BUDGET_MS }],
  ])('%j is taken', (table, changed) => {
    const { policy, refusals } = readFields(PROGRESS_TABLE, table, DEFAULT_PROGRESS_POLICY)
    expect<object>(policy).toEqual({ ...DEFAULT_PROGRESS_POLICY, ...changed })
    expect(refusals).toEqual([])
  })

  test.each([
    [{ watch: ['commits'] }, 'watch'],
    [{ paths: ['a\0b'] }, 'paths'],
    [{ paths: Array.from({ length: 17 }, (_, at) => `p${at}`) }, 'paths'],
    [{ ignore: ['a\nb'] }, 'ignore'],
    [{ ignore: ['x'.repeat(201)] }, 'ignore'],
    [{ ignore: Array.from({ length: 65 }, (_, at) => `p${at}`) }, 'ignore'],
    [{ budget_ms: 0 }, 'budget_ms'],
    [{ budget_ms: MAX_BUDGET_MS + 1 }, 'budget_ms'],
  ])('%j is refused', (table, name) => {
    const { refusals } = readFields(PROGRESS_TABLE, table, DEFAULT_PROGRESS_POLICY)
    expect(refusals.map(({ key }) => key)).toEqual([name])
  })
})

test('A policy with a wrong value is a RangeError that says so', () => {
  expect(() => progressPolicy({ budgetMs: 5001 })).toThrow(
    new RangeError('budgetMs must be a whole number of milliseconds from 1 to 5000, but is 5001'),
  )
})
