import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { runReadmeExamples } from './support/readme.ts'

test('every example of the README prints what it says', () => {
  const runs = runReadmeExamples(join(import.meta.dir, '..'))
  expect(runs.length).toBeGreaterThan(0)
  for (const { promised, printed } of runs) expect(printed).toEqual([...promised])
})
