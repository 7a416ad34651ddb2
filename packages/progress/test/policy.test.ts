import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  DEFAULT_PROGRESS_POLICY,
  MAX_BUDGET_MS,
  MAX_PATHS,
  MAX_PATTERN_LENGTH,
  MAX_PATTERNS,
  progressPolicy,
  progressPolicyFromTable,
} from '../src/index.ts'
import { progressPolicyFromFile, progressPolicyFromToml } from '../src/toml.ts'

const defaults = { watch: ['commit', 'tree'], paths: [], ignore: [], budgetMs: 200 }

test('by default commits and uncommitted work are watched for 200 ms, and no further paths', () => {
  expect({ ...DEFAULT_PROGRESS_POLICY }).toEqual(defaults as never)
})

describe('what is taken', () => {
  test.each([
    [{}, {}],
    [{ watch: [] }, { watch: [] }],
    [{ watch: 'commit' }, { watch: ['commit'] }],
    [{ watch: ['tree', 'commit', 'tree'] }, {}],
    [{ paths: '../api' }, { paths: ['../api'] }],
    [{ paths: ['b', 'a', 'b', ' '] }, { paths: ['b', 'a'] }],
    [{ ignore: '*.log' }, { ignore: ['*.log'] }],
    [{ ignore: ['/a', '!b', ' '] }, { ignore: ['/a', '!b'] }],
    [{ budget_ms: 1 }, { budgetMs: 1 }],
    [{ budget_ms: MAX_BUDGET_MS }, { budgetMs: MAX_BUDGET_MS }],
  ])('%j', (table, expected) => {
    const result = progressPolicyFromTable(table)
    expect(result.ok && { ...result.policy }).toEqual({ ...defaults, ...expected } as never)
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
    [{ ignore: 7 }, 'ignore'],
    [{ ignore: ['a\nb'] }, 'ignore'],
    [{ ignore: ['x'.repeat(MAX_PATTERN_LENGTH + 1)] }, 'ignore'],
    [{ ignore: Array.from({ length: MAX_PATTERNS + 1 }, (_, i) => `p${i}`) }, 'ignore'],
    [{ budget_ms: 0 }, 'budget_ms'],
    [{ budget_ms: 1.5 }, 'budget_ms'],
    [{ budget_ms: '200' }, 'budget_ms'],
    [{ budget_ms: MAX_BUDGET_MS + 1 }, 'budget_ms'],
    ['a table', ''],
    [[], ''],
  ])('%j', (table, field) => {
    const result = progressPolicyFromTable(table)
    expect(!result.ok && result.issues.map((issue) => issue.field)).toEqual([field])
  })

  test('all fields at once are all named', () => {
    const result = progressPolicy({ watch: 1, paths: 2, ignore: 3, budgetMs: '4' })
    expect(!result.ok && result.issues.length).toBe(4)
  })
})

test('a partial table changes what it names', () => {
  const base = progressPolicy({ watch: ['commit'], paths: ['../api'] })
  const result = progressPolicyFromTable({ watch: [] }, base.ok ? base.policy : undefined)
  expect(result.ok && { ...result.policy }).toEqual({ ...defaults, watch: [], paths: ['../api'] } as never)
})

test('a policy cannot be changed', () => {
  const result = progressPolicy({ paths: ['a'] })
  expect(
    result.ok &&
      [result.policy, result.policy.watch, result.policy.paths, result.policy.ignore].every(Object.isFrozen),
  ).toBe(true)
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
      '[progress]\nwatch = ["commit"]\npaths = ["../api", "build/status.json"]\nignore = ["*.log"]\nbudget_ms = 500\n',
    )
    expect(result.ok && { ...result.policy }).toEqual({
      watch: ['commit'],
      paths: ['../api', 'build/status.json'],
      ignore: ['*.log'],
      budgetMs: 500,
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
