import { toOpenMetrics } from '@dos/hook-metrics/openmetrics'
import { summarize } from '@dos/hook-metrics/summary'
import { escapeJson } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb, workspaceOf } from '../world/run-verb.ts'
import { readStatsFlags, type StatsFlags } from './flags.ts'
import { STATS_HELP } from './help.ts'
import { readObservations } from './read-observations.ts'
import { report } from './report.ts'
import { type Stats, view } from './view.ts'

const WORDS = { name: 'stats', help: STATS_HELP, readFlags: readStatsFlags }

/**
 * Runs `dos-hook stats`.
 *
 * @returns 0, also where nothing was observed; 1 for a wrong command line, or where the figures can't be read
 */
export function stats(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(WORDS, args, io, (flags) => tellFigures(flags, io))
}

async function tellFigures(flags: StatsFlags, io: DeskIo): Promise<0 | 1> {
  const found = workspaceOf(flags.workspace, io)
  if (!found.ok) {
    io.complain(found.why)
    return 1
  }
  const { workspace } = found
  const observed = readObservations(workspace)
  if (!observed.ok) {
    for (const problem of observed.problems) io.complain(problem)
    return 1
  }
  const { observations, skipped, cut } = observed
  for (const path of cut) io.complain(`${path} is too long: only its end was read`)
  io.write(
    inFormat(flags.format, { workspace, summary: summarize(observations, { now: io.now() }), skipped }, io),
  )
  return 0
}

function inFormat(format: StatsFlags['format'], stats: Stats, io: DeskIo): string {
  switch (format) {
    case 'json':
      return `${escapeJson(JSON.stringify(report(stats)))}\n`
    case 'openmetrics':
      return toOpenMetrics(stats.summary, { skipped: stats.skipped })
    case 'text':
      return view(stats, io)
  }
}
