import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { runReadmeExamples } from '../../toml-table/test/support/readme.ts'
import * as sensor from '../src/index.ts'
import { NOW } from './support/workspace.ts'

const PACKAGE = join(import.meta.dir, '..')
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8')

test('every example of the README prints what it says', () => {
  const runs = runReadmeExamples(PACKAGE)
  expect(runs.length).toBeGreaterThan(0)
  for (const { promised, printed } of runs) expect(printed).toEqual([...promised])
})

test('the line that the README shows is the one that is written', () => {
  const line = sensor.encodeRecord({
    op: 'MARKER',
    id: 'a',
    now: NOW,
    reason: 'waiting for the build',
    runId: 'run-7',
  })
  expect(readme).toContain(`\n    ${line}\n`)
})

test('the README names everything that can be imported, and nothing has come or gone unnoticed', () => {
  const names = Object.keys(sensor).toSorted()
  expect(names).toEqual([
    'MAX_SILENT_BYTES',
    'TallyError',
    'claim',
    'count',
    'decodeLine',
    'encodeRecord',
    'inHome',
    'nodeFileOps',
    'prune',
    'recall',
    'record',
    'reset',
    'runTallyPaths',
    'sessionName',
    'story',
    'streak',
    'survey',
    'tallies',
    'tallyOwner',
    'tallyPaths',
    'timestamp',
    'workspaceTallyPaths',
  ])
  for (const name of names) expect(readme).toMatch(new RegExp(`\`${name}\\b`))
})
