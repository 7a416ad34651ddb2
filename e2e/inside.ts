/**
 * The part that runs inside the network namespace: all tasks of a job, as many side by side as there are places.
 *
 *   bun inside.ts JOB.json
 */
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { keepStopEvent } from './fixtures.ts'
import type { Job } from './job.ts'
import { makeLane } from './lane.ts'
import { failures, type Result, table } from './report.ts'
import { runScenario } from './run-scenario.ts'
import { makeSandbox } from './sandbox.ts'
import { complaints } from './scenarios/check.ts'
import { scenarioOf, type Task, taskName } from './task.ts'

const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo')
if (others.length > 0)
  throw new Error(`there is a way out: ${others.join(', ')}; hosts run with loopback only`)

/** Slow scenarios sleep nearly all the time: a request or two a minute each. */
const SLOW_AT_ONCE = 24

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job
const quick = makeLane(job.atOnce)
const slow = makeLane(SLOW_AT_ONCE)
const results = await Promise.all(job.tasks.map(run))
console.log(`\n${table(results)}`)
const failed = failures(results)
console.log(['', ...failed, `scenarios: ${results.length}, complaints: ${failed.length}`].join('\n'))
process.exit(failed.length === 0 ? 0 : 1)

async function run(task: Task): Promise<Result> {
  const scenario = scenarioOf(task)
  const name = taskName(task)
  const folder = join(job.folder, name.replace('/', '-'))
  const runs = await runScenario(task, job, folder, scenario.slow ? slow : quick)
  const wrong = complaints(scenario, runs)
  if (job.record && scenario.name === 'talk')
    keepStopEvent(scenario, runs.hook, makeSandbox(join(folder, 'with')))
  const seconds = runs.hook.seconds + (runs.rival?.seconds ?? 0)
  console.error(`${name}: ${wrong.length === 0 ? 'ok' : 'NOT OK'}, ${seconds.toFixed(1)} s`)
  if (job.verbose) console.error(JSON.stringify(runs, null, 2))
  for (const complaint of wrong) console.error(`  ${complaint}`)
  return { task, scenario, runs, complaints: wrong }
}
