import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'

test('the entry loads the policy of the streak and the form of a table, and no other package', () => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src/index.ts')).toSorted()).toEqual([
    '@dos/noop-streak',
    '@dos/toml-table/table',
  ])
})
