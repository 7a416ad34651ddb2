/**
 * The part that runs inside the network namespace: all scenarios of a job, one after the other.
 *
 *   bun inside.ts JOB.json
 */
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { keepStopEvent } from './fixtures.ts'
import type { Job } from './job.ts'
import { failures, type Result, table } from './report.ts'
import { runScenario } from './run-scenario.ts'
import { makeSandbox } from './sandbox.ts'
import { complaints } from './scenarios/check.ts'
import { select } from './scenarios/index.ts'
import { fullName, type Scenario } from './scenarios/scenario.ts'

const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo')
if (others.length > 0)
  throw new Error(`there is a way out: ${others.join(', ')}; hosts run with loopback only`)

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job
const results: Result[] = []
for (const scenario of select(job.scenarios)) results.push(await run(scenario))
console.log(`\n${table(results)}`)
const failed = failures(results)
console.log(['', ...failed, `scenarios: ${results.length}, complaints: ${failed.length}`].join('\n'))
process.exit(failed.length === 0 ? 0 : 1)

async function run(scenario: Scenario): Promise<Result> {
  const name = fullName(scenario)
  const folder = join(job.folder, name.replace('/', '-'))
  const started = Date.now()
  const runs = await runScenario(scenario, job, folder)
  const wrong = complaints(scenario, runs)
  if (job.record && scenario.name === 'talk')
    keepStopEvent(scenario, runs.hook, makeSandbox(join(folder, 'with')))
  console.error(
    `${name}: ${wrong.length === 0 ? 'ok' : 'NOT OK'}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  )
  if (job.verbose) console.error(JSON.stringify(runs, null, 2))
  for (const complaint of wrong) console.error(`  ${complaint}`)
  return { scenario, runs, complaints: wrong }
}
