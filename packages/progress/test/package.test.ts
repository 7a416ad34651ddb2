import { expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore helpers of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'
// @boundaries-ignore helpers of tests alone, which no package publishes
import { runReadmeExamples } from '../../toml-table/test/support/readme.ts'

setDefaultTimeout(60_000)

test.each([
  ['index.ts', ['@dos/toml-table/table', 'ignore', 'node:fs', 'node:path']],
  ['fingerprint/compare.ts', []],
])('The entry %s loads the packages %j and no other', (entry, packages) => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src', entry)).toSorted()).toEqual(packages.toSorted())
})

test('Every example of the README prints what it says', () => {
  const runs = runReadmeExamples(join(import.meta.dir, '..'))
  expect(runs.length).toBeGreaterThan(0)
  for (const { promised, printed } of runs) expect(printed).toEqual([...promised])
})
