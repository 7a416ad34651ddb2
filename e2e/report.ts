import type { Outcome } from './outcome.ts'
import type { Runs, Scenario } from './scenarios/scenario.ts'
import { type Task, taskName } from './task.ts'

/** A scenario that was run, and what was wrong. */
export interface Result {
  readonly task: Task
  readonly scenario: Scenario
  readonly runs: Runs
  readonly complaints: readonly string[]
}

const HEAD = `| host | scenario | compared with | its requests | its cache reads | requests | cache reads | held | stops | verdict |
|---|---|---|---:|---:|---:|---:|---:|---:|---|`

const NOTE = `Requests are the agent's own turns, as the scripted model counted them. Cache reads are tokens that it claims
for them: 20,000 at the first request of a run, 300 more at each later one.`

/** All results as a Markdown table. */
export function table(results: readonly Result[]): string {
  return [HEAD, ...results.map(row), '', NOTE].join('\n')
}

/** What went wrong, a line each. */
export function failures(results: readonly Result[]): readonly string[] {
  return results.flatMap(({ task, complaints }) => complaints.map((one) => `${taskName(task)}: ${one}`))
}

function row({ task, scenario, runs: { hook, rival }, complaints }: Result): string {
  const { host, name, unrecorded } = scenario
  const cells = [
    `${host.title} ${task.version}`,
    name,
    ...(rival === undefined
      ? ['', '', '']
      : [scenario.rival ?? 'no hook', rival.requests, tokens(rival.cacheRead)]),
    hook.requests,
    tokens(hook.cacheRead),
    unrecorded ? hook.tallies.join('').replaceAll(/[^M]/g, '').length : heldOf(hook),
    unrecorded ? '' : hook.stops,
    complaints.length === 0 ? 'as expected' : '**not as expected**',
  ]
  return `| ${cells.join(' | ')} |`
}

function heldOf({ held, refused }: Outcome): string {
  return refused === 0 ? String(held) : `${held}, ${refused} refused`
}

function tokens(count: number): string {
  return count.toLocaleString('en-US')
}
