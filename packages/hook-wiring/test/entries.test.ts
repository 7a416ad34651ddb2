import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'

test('the entry index.ts loads the dialects, the parser and no other package', () => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src/index.ts'))).toEqual([
    '@dos/hook-dialect',
    'jsonc-parser',
  ])
})
