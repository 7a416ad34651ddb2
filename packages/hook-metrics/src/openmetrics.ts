import { escapeCharacters } from '@dos/terminal-text/escape'
import { momentOf } from './observation.ts'
import { BOUNDS_MS, type Count, type Series, type Summary } from './summary.ts'

/** One metric family: what stands above its samples, and they. */
interface Family {
  readonly name: string
  /** Left out: `unknown`, which is also what it is read as. */
  readonly type?: 'gauge' | 'histogram'
  /** The last part of the name, where the values have a unit. */
  readonly unit?: string
  /** One line, without anything that would have to be escaped. */
  readonly help: string
  readonly samples: readonly string[]
}

/**
 * A summary as OpenMetrics text, ending in `# EOF`: what Prometheus scrapes, the textfile collector of its
 * node exporter picks up, and `promtool check metrics` passes.
 *
 * @param skipped - how many lines could not be counted, by why
 */
export function toOpenMetrics(summary: Summary, skipped: readonly Count[] = []): string {
  const families = [decisions(summary), durations(summary), rate(summary), latest(summary), lost(skipped)]
  return `${families.flatMap(linesOf).join('\n')}\n# EOF\n`
}

/**
 * It has no `TYPE`, on purpose. OpenMetrics 1.0 wants that of a counter to name it without `_total`, promtool, and all
 * that reads the older text format, with it: either refuses what the other asks for. Without it both are content.
 */
function decisions({ series }: Summary): Family {
  const name = 'dos_hook_decisions_total'
  return {
    name,
    help: 'Decisions that the observations kept tell of, by verb, outcome and host.',
    samples: series.flatMap(({ verb, dialect, outcomes }) =>
      outcomes.map((outcome) =>
        sample(name, { verb, outcome: outcome.name, dialect: dialect ?? '' }, outcome.count),
      ),
    ),
  }
}

function durations({ series }: Summary): Family {
  const name = 'dos_hook_decision_duration_seconds'
  return {
    name,
    type: 'histogram',
    unit: 'seconds',
    help: 'How long decisions took, without what was waited on purpose, by verb and host.',
    samples: series.flatMap((one) => histogram(name, one)),
  }
}

function histogram(name: string, { verb, dialect, asked, buckets, latencyMs }: Series): readonly string[] {
  const labels = { verb, dialect: dialect ?? '' }
  return [
    ...buckets.map((count, index) =>
      sample(`${name}_bucket`, { ...labels, le: bound((BOUNDS_MS[index] ?? 0) / 1000) }, count),
    ),
    sample(`${name}_bucket`, { ...labels, le: '+Inf' }, asked),
    sample(`${name}_count`, labels, asked),
    // In whole microseconds first, so that no rounding shows.
    sample(`${name}_sum`, labels, Math.round((latencyMs?.sum ?? 0) * 1000) / 1e6),
  ]
}

function rate({ interventionRate }: Summary): Family {
  const name = 'dos_hook_intervention_ratio'
  return {
    name,
    type: 'gauge',
    unit: 'ratio',
    help: 'The share of decisions that held, halted, refused, denied or stretched something.',
    samples: interventionRate === undefined ? [] : [sample(name, {}, interventionRate)],
  }
}

function latest({ last }: Summary): Family {
  const name = 'dos_hook_last_decision_timestamp_seconds'
  const moment = last === undefined ? undefined : momentOf(last)
  return {
    name,
    type: 'gauge',
    unit: 'seconds',
    help: 'When the latest decision was made, in seconds since 1970.',
    samples: moment === undefined ? [] : [sample(name, {}, moment / 1000)],
  }
}

function lost(skipped: readonly Count[]): Family {
  const name = 'dos_hook_skipped_lines'
  return {
    name,
    type: 'gauge',
    help: 'Lines of the observation files that could not be counted, by why.',
    samples: skipped.map((one) => sample(name, { why: one.name }, one.count)),
  }
}

/** `HELP`, `TYPE` and `UNIT` once each, before the first sample. */
function linesOf({ name, type, unit, help, samples }: Family): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    ...(type === undefined ? [] : [`# TYPE ${name} ${type}`]),
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    ...samples,
  ]
}

/** An empty label is the same as none; it stays, so that all samples of a family have the same labels. */
function sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`)
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
}

/**
 * The text of a label, safe for the terminal of whoever looks at the figures. What can't be shown stands there as `\u001b`,
 * and a `\u` of the text's own as `\u005cu`, so that no two texts become one label. A line end has an escape of its own.
 */
function escapeLabel(text: string): string {
  const lines = text.replaceAll('\\u', '\\u005cu').split('\n').map(escapeCharacters)
  return lines.join('\n').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

/** A bound as OpenMetrics writes it: `0.005`, but `1.0`. */
function bound(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds)
}
