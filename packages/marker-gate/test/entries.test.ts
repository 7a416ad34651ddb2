import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'

test.each([
  ['index.ts', ['@dos/toml-table/table']],
  ['toml.ts', ['@dos/toml-table/table', '@dos/toml-table/toml']],
])('the entry %s loads the packages %j and no other', (entry, packages) => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src', entry))).toEqual(packages)
})
