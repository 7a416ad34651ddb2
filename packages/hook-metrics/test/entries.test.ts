import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'

test.each(['index.ts', 'summary.ts', 'openmetrics.ts'])('the entry %s loads no package', (entry) => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src', entry))).toEqual([])
})
