import { escapeCharacters } from '@dos/terminal-text/escape'
import { momentOf } from './observation.ts'
import { BOUNDS_MS, type Count, type Series, type Summary } from './summary.ts'

/** One sample: the rest of its name, its labels and its value. */
type Sample = readonly [suffix: string, labels: Readonly<Record<string, string>>, value: number]

interface Family {
  readonly name: string
  readonly type?: 'gauge' | 'histogram'
  /** The last part of the name, where the values have a unit. */
  readonly unit?: 'seconds' | 'ratio'
  /** One line, without anything that would have to be escaped. */
  readonly help: string
  readonly samples: readonly Sample[]
}

/**
 * A summary as OpenMetrics text that `promtool check metrics` passes.
 *
 * @param skipped - how many lines could not be counted, by why
 */
export function toOpenMetrics(summary: Summary, skipped: readonly Count[] = []): string {
  return `${familiesOf(summary, skipped).flatMap(linesOf).join('\n')}\n# EOF\n`
}

function familiesOf(
  { series, interventionRate, last }: Summary,
  skipped: readonly Count[],
): readonly Family[] {
  const moment = momentOf(last ?? '')
  return [
    {
      // Without a `TYPE`: OpenMetrics 1.0 wants a counter named there without `_total`, promtool with it.
      name: 'dos_hook_decisions_total',
      help: 'Decisions that the observations kept tell of, by verb, outcome and host.',
      samples: series.flatMap(({ verb, dialect = '', outcomes }) =>
        outcomes.map(({ name, count }): Sample => ['', { verb, outcome: name, dialect }, count]),
      ),
    },
    {
      name: 'dos_hook_decision_duration_seconds',
      ...{ type: 'histogram', unit: 'seconds' },
      help: 'How long decisions took, without what was waited on purpose, by verb and host.',
      samples: series.flatMap(histogramOf),
    },
    {
      name: 'dos_hook_intervention_ratio',
      ...{ type: 'gauge', unit: 'ratio' },
      help: 'The share of decisions that held, halted, refused, denied or stretched something.',
      samples: interventionRate === undefined ? [] : [['', {}, interventionRate]],
    },
    {
      name: 'dos_hook_last_decision_timestamp_seconds',
      ...{ type: 'gauge', unit: 'seconds' },
      help: 'When the latest decision was made, in seconds since 1970.',
      samples: moment === undefined ? [] : [['', {}, moment / 1000]],
    },
    {
      name: 'dos_hook_skipped_lines',
      type: 'gauge',
      help: 'Lines of the observation files that could not be counted, by why.',
      samples: skipped.map(({ name, count }) => ['', { why: name }, count]),
    },
  ]
}

function histogramOf({ verb, dialect = '', asked, buckets, latencyMs }: Series): readonly Sample[] {
  const labels = { verb, dialect }
  return [
    ...buckets.map((count, at): Sample => {
      const seconds = (BOUNDS_MS[at] ?? 0) / 1000
      const le = Number.isInteger(seconds) ? `${seconds}.0` : String(seconds)
      return ['_bucket', { ...labels, le }, count]
    }),
    ['_bucket', { ...labels, le: '+Inf' }, asked],
    ['_count', labels, asked],
    // In whole microseconds first, so that no rounding shows.
    ['_sum', labels, Math.round((latencyMs?.sum ?? 0) * 1000) / 1e6],
  ]
}

/** `HELP`, `TYPE` and `UNIT` once each, before the first sample. */
function linesOf({ name, type, unit, help, samples }: Family): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    ...(type === undefined ? [] : [`# TYPE ${name} ${type}`]),
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    ...samples.map(([suffix, labels, value]) => {
      // An empty label is the same as none; it stays, so that all samples of a family have the same labels.
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`)
      return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
    }),
  ]
}

/**
 * The text of a label, safe for a terminal: what can't be shown stands there as `\u001b`, and a `\u` of the text's own as
 * `\u005cu`, so that no two texts become one label.
 */
function escapeLabel(text: string): string {
  const lines = text.replaceAll('\\u', '\\u005cu').split('\n').map(escapeCharacters)
  return lines.join('\n').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
