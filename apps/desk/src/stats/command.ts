import { STATS, type StatsFlags } from '@dos/command-line/report-verbs'
import { usageError } from '@dos/command-line/usage'
import { toOpenMetrics } from '@dos/hook-metrics/openmetrics'
import { type Count, type Figures, type Summary, summarize } from '@dos/hook-metrics/summary'
import { jsonLine } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { type End, runInWorkspace } from '../world/run-verb.ts'
import { readObservations } from './read-observations.ts'
import { renderStats } from './view.ts'

/** Runs `dos-hook stats`. */
export function stats(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runInWorkspace(STATS, args, io, (workspace, flags) => tellFigures(workspace, flags, io))
}

async function tellFigures(workspace: string, flags: StatsFlags, io: DeskIo): Promise<End> {
  if (flags.json && flags.openmetrics) {
    return usageError('dos-hook stats', { complaint: '--json and --openmetrics exclude each other' })
  }
  const { observations, skipped, cut, problems } = readObservations(workspace)
  for (const problem of problems) io.complain(problem)
  if (problems.length > 0) return 1
  for (const path of cut) io.complain(`${path} is too long: only its end was read`)
  const summary = summarize(observations, io.now())
  if (flags.openmetrics) io.write(toOpenMetrics(summary, skipped))
  else if (flags.json) io.write(jsonLine(report(workspace, summary, skipped)))
  else io.write(renderStats(workspace, summary, skipped, io))
  return 0
}

function report(workspace: string, summary: Summary, skipped: readonly Count[]): object {
  const of = (outcome: string) => summary.outcomes.find(({ name }) => name === outcome)?.count ?? 0
  return {
    workspace,
    first: summary.first ?? null,
    last: summary.last ?? null,
    ...reportFigures(summary),
    held: of('held'),
    refused: of('refused'),
    released: of('released'),
    unarmed: of('unarmed'),
    verbs: summary.verbs.map((verb) => ({ name: verb.name ?? null, ...reportFigures(verb) })),
    dialects: summary.dialects.map((host) => ({ name: host.name ?? null, ...reportFigures(host) })),
    days: summary.days,
    skipped_lines: skipped.reduce((sum, { count }) => sum + count, 0),
    skipped: byName(skipped.map(({ name, count }) => ({ name: name.replaceAll('-', '_'), count }))),
  }
}

function reportFigures({ asked, outcomes, intervened, interventionRate, latencyMs }: Figures): object {
  return {
    asked,
    outcomes: byName(outcomes),
    intervened,
    intervention_rate: interventionRate ?? null,
    latency_ms: latencyMs ?? null,
  }
}

function byName(counts: readonly Count[]): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map(({ name, count }) => [name, count]))
}
