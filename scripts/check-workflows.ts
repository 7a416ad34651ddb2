/**
 * Checks the workflows: every action is pinned by its full digest with the version beside it, every workflow starts with
 * no rights, every job says which it has, and a job that may publish runs nothing of dependencies, tests or builds.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FOLDER = join(dirname(import.meta.dir), '.github', 'workflows')

let faults = 0
for (const name of readdirSync(FOLDER)) {
  for (const fault of faultsOf(readFileSync(join(FOLDER, name), 'utf8'))) {
    console.error(`${name}: ${fault}`)
    faults += 1
  }
  console.log(`--  ${name} was looked through`)
}
process.exitCode = faults === 0 ? 0 : 1

function faultsOf(text: string): readonly string[] {
  const jobs = text
    .slice(text.indexOf('\njobs:\n'))
    .split(/\n(?= {2}[\w-]+:\n)/)
    .slice(1)
  return [
    ...[...text.matchAll(/uses: *(.*)/g)].flatMap(([, used = '']) =>
      /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used) ? [] : [`${used} is not pinned`],
    ),
    ...(/\npermissions: \{\}\n/.test(text) ? [] : ['it does not start without rights']),
    ...(jobs.length > 0 ? [] : ['it has no jobs']),
    ...jobs.flatMap(faultsOfJob),
  ]
}

function faultsOfJob(job: string): readonly string[] {
  const name = /[\w-]+/.exec(job)?.[0]
  const rights = /\n {4}permissions:\n((?: {6}.*\n?)+)/.exec(job)?.[1]
  if (rights === undefined) return [`the job ${name} does not say which rights it has`]
  const may = (right: string): boolean => rights.includes(`${right}: write`)
  const runs = [...job.matchAll(/run: *(.*)/g)].map(([, command = '']) => command)
  return [
    ...(may('id-token') && runs.some((command) => command !== 'node scripts/publish.mjs packed')
      ? [`the job ${name} may publish, and runs more than that`]
      : []),
    ...(runs.some((command) => /\.ci\/run|\btest\b/.test(command)) && rights.trim() !== 'contents: read'
      ? [`the job ${name} runs tests, and may write`]
      : []),
    ...(rights.includes('contents: write') || job.includes('persist-credentials: false')
      ? []
      : [`the job ${name} keeps credentials that it has no use for`]),
  ]
}
