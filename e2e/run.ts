/**
 * Runs real hosts against a scripted model and counts what is asked of it. This part still has a network: it
 * installs the hosts and builds the command, then goes on as `inside.ts` where there is none.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBinary } from '../apps/hook/build/build.ts'
import { cacheFolder, installedHost } from './install-host.ts'
import type { Job } from './job.ts'
import { insideNamespace, obstacle } from './namespace.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { packCommand } from './pack.ts'
import { write } from './sandbox.ts'
import { select } from './scenarios/index.ts'
import { fullName } from './scenarios/scenario.ts'
import { type Plan, planOf, scenarioOf, taskName } from './task.ts'

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(options: Options): Promise<number> {
  if (options.help) {
    console.log(USAGE)
    return 0
  }
  const scenarios = select(options.names)
  if (options.list) {
    for (const scenario of scenarios) console.log(`${fullName(scenario).padEnd(32)} ${scenario.about}`)
    return 0
  }
  const why = obstacle()
  if (why !== undefined) throw new Error(why)
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'))
  const plan = planOf(scenarios, options.versions)
  for (const task of plan.tooOld) {
    console.error(`${taskName(task)}: not run, needs ${scenarioOf(task).since}`)
  }
  const status = await runInside(await prepare(plan, options, folder))
  if (status === 0 && !options.keep) rmSync(folder, { recursive: true, force: true })
  else console.error(`what the runs left behind is in ${folder}`)
  return status
}

async function prepare({ tasks }: Plan, options: Options, folder: string): Promise<Job> {
  return {
    tasks,
    hosts: installed(tasks),
    runtimes: { bun: process.execPath, bunx: process.execPath, node: Bun.which('node') ?? '' },
    binary: buildBinary(folder),
    tarball: await packCommand(folder),
    folder,
    atOnce: options.atOnce,
    verbose: options.verbose,
    record: options.record,
  }
}

function installed(tasks: Plan['tasks']): Job['hosts'] {
  const cache = cacheFolder(process.env)
  const hosts: Record<string, Record<string, string>> = {}
  for (const task of tasks) {
    const { host } = scenarioOf(task)
    hosts[host.name] = {
      ...hosts[host.name],
      [task.version]: installedHost(host, task.version, cache),
    }
  }
  return hosts
}

function runInside(job: Job): Promise<number> {
  const path = join(job.folder, 'job.json')
  write(path, job)
  const command = [process.execPath, join(import.meta.dir, 'inside.ts'), path]
  const inside = Bun.spawn(insideNamespace(command), { stdio: ['ignore', 'inherit', 'inherit'] })
  // It heeds no other signal, and takes every process of the namespace with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => inside.kill('SIGKILL'))
  return inside.exited
}
