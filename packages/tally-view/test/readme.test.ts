import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { runReadmeExamples } from '../../toml-table/test/support/readme.ts'

test('every example of the README prints what it says', () => {
  const runs = runReadmeExamples(join(import.meta.dir, '..'))
  expect(runs.length).toBeGreaterThan(0)
  for (const { promised, printed } of runs) expect(printed).toEqual([...promised])
})
