import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { DEFAULT_PROGRESS_POLICY, MAX_PATHS, progressPolicy, progressPolicyFromTable } from '../src/index.ts'
import { progressPolicyFromFile, progressPolicyFromToml } from '../src/toml.ts'

test('by default commits and uncommitted work are watched, and no further paths', () => {
  expect({ ...DEFAULT_PROGRESS_POLICY }).toEqual({ watch: ['commit', 'tree'], paths: [] } as never)
})

describe('what is taken', () => {
  test.each([
    [{}, { watch: ['commit', 'tree'], paths: [] }],
    [{ watch: [] }, { watch: [], paths: [] }],
    [{ watch: 'commit' }, { watch: ['commit'], paths: [] }],
    [{ watch: ['tree', 'commit', 'tree'] }, { watch: ['commit', 'tree'], paths: [] }],
    [{ paths: '../api' }, { watch: ['commit', 'tree'], paths: ['../api'] }],
    [{ paths: ['b', 'a', 'b', ' '] }, { watch: ['commit', 'tree'], paths: ['b', 'a'] }],
  ])('%j', (table, expected) => {
    const result = progressPolicyFromTable(table)
    expect(result.ok && { ...result.policy }).toEqual(expected as never)
  })
})

describe('what is refused', () => {
  test.each([
    [{ watch: ['commits'] }, 'watch'],
    [{ watch: true }, 'watch'],
    [{ watch: [1] }, 'watch'],
    [{ paths: 2.5 }, 'paths'],
    [{ paths: ['a\0b'] }, 'paths'],
    [{ paths: Array.from({ length: MAX_PATHS + 1 }, (_, i) => `p${i}`) }, 'paths'],
    ['a table', ''],
    [[], ''],
  ])('%j', (table, field) => {
    const result = progressPolicyFromTable(table)
    expect(!result.ok && result.issues.map((issue) => issue.field)).toEqual([field])
  })

  test('both fields at once are both named', () => {
    const result = progressPolicy({ watch: 1, paths: 2 })
    expect(!result.ok && result.issues.length).toBe(2)
  })
})

test('a partial table changes what it names', () => {
  const base = progressPolicy({ watch: ['commit'], paths: ['../api'] })
  const result = progressPolicyFromTable({ watch: [] }, base.ok ? base.policy : undefined)
  expect(result.ok && { ...result.policy }).toEqual({ watch: [], paths: ['../api'] } as never)
})

test('a policy cannot be changed', () => {
  const result = progressPolicy({ paths: ['a'] })
  expect(result.ok && [result.policy, result.policy.watch, result.policy.paths].every(Object.isFrozen)).toBe(
    true,
  )
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (watch, paths) => {
      progressPolicyFromTable(watch)
      progressPolicy({ watch, paths })
    }),
  )
})

describe('dos.toml', () => {
  test('without the table the default holds', async () => {
    const result = await progressPolicyFromToml('\uFEFF[marker]\nmax_streak = 4\n')
    expect(result.ok && { ...result.policy }).toEqual({ ...DEFAULT_PROGRESS_POLICY })
  })

  test('is read with its paths', async () => {
    const result = await progressPolicyFromToml(
      '[progress]\nwatch = ["commit"]\npaths = ["../api", "build/status.json"]\n',
    )
    expect(result.ok && { ...result.policy }).toEqual({
      watch: ['commit'],
      paths: ['../api', 'build/status.json'],
    } as never)
  })

  test('says where a value is that cannot be taken', async () => {
    const result = await progressPolicyFromFile('ws/dos.toml', () => '[progress]\nwatch = ["commits"]\n')
    expect(!result.ok && result.problems).toMatchInlineSnapshot(`
      [
        {
          "column": 9,
          "file": "ws/dos.toml",
          "line": 2,
          "message": "watch must be "commit", "tree" or a list of these, but is ["commits"]",
        },
      ]
    `)
  })

  test('warns of a key nobody knows', async () => {
    const result = await progressPolicyFromToml('[progress]\npath = "a"\n')
    expect(result.ok && result.warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "[progress] has no key "path"; the nearest is paths",
      ]
    `)
  })

  test('that is not there is the base', async () => {
    const result = await progressPolicyFromFile('dos.toml', () => undefined, {
      base: DEFAULT_PROGRESS_POLICY,
    })
    expect(result.ok && { ...result.policy }).toEqual({ ...DEFAULT_PROGRESS_POLICY })
  })
})
