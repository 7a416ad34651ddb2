import { type Count, type Figures, type Group, judge } from '@dos/hook-metrics/summary'
import type { Stats } from './view.ts'

/** What `--json` prints: one object with all figures. */
export function report({ workspace, summary, skipped }: Stats): Readonly<Record<string, unknown>> {
  const { verdict, sentence } = judge(summary)
  const of = (outcome: string) => summary.outcomes.find(({ name }) => name === outcome)?.count ?? 0
  return {
    workspace,
    first: summary.first ?? null,
    last: summary.last ?? null,
    ...figures(summary),
    held: of('held'),
    refused: of('refused'),
    released: of('released'),
    unarmed: of('unarmed'),
    verdict: verdict.replaceAll('-', '_'),
    verdict_in_words: sentence,
    verbs: summary.verbs.map(group),
    dialects: summary.dialects.map(group),
    days: summary.days,
    skipped_lines: skipped.reduce((sum, { count }) => sum + count, 0),
    skipped: byName(skipped.map(({ name, count }) => ({ name: name.replaceAll('-', '_'), count }))),
  }
}

function group({ name, ...rest }: Group): Readonly<Record<string, unknown>> {
  return { name: name ?? null, ...figures(rest) }
}

function figures({
  asked,
  outcomes,
  intervened,
  interventionRate,
  latencyMs,
}: Figures): Readonly<Record<string, unknown>> {
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
