import type { Count } from './figures.ts'
import { BOUNDS_MS } from './histogram.ts'
import { momentOf } from './moment.ts'
import type { Series, Summary } from './summarize.ts'

/** What is told beside the summary. */
export interface OpenMetricsOptions {
  /** How many lines could not be counted, by why. Default: none. */
  readonly skipped?: readonly Count[]
}

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
 */
export function toOpenMetrics(summary: Summary, { skipped = [] }: OpenMetricsOptions = {}): string {
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
 * What a terminal obeys, reorders or doesn't show, and halves of pairs: whoever writes the observations is not to speak to
 * who looks at them. A line end has an escape of its own in this format.
 */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]|\\(?=u)/gu

/**
 * The text of a label. What can't be shown stands there as `\u001b` or `\u{e0001}`, and a `\u` of the text's own as
 * `\u005cu`, so that no two texts become one label.
 */
function escapeLabel(raw: string): string {
  const text = raw.replace(UNSAFE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

/** A bound as OpenMetrics writes it: `0.005`, but `1.0`. */
function bound(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds)
}
