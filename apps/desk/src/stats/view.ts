import { join } from 'node:path'
import { isOff, METRICS_FOLDER } from '@dos/hook-metrics/observation'
import type { Count, Group, Summary } from '@dos/hook-metrics/summary'
import {
  type Canvas,
  type Column,
  cutFrontTo,
  cutTo,
  escapeText,
  hangText,
  renderTable,
  type Style,
  widthOf,
  wrapTo,
} from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'

/** Where the text begins, behind its label. */
const INDENT = 14
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 96
/** Names that others wrote must not fill the screen. */
const MOST_ROWS = 12

/** The figures for people, fitted to the terminal; nothing is cut where there is none. */
export function renderStats(
  workspace: string,
  summary: Summary,
  skipped: readonly Count[],
  io: Pick<DeskIo, 'columns' | 'colours' | 'env'>,
): string {
  const width = Math.max(2 * INDENT, Math.min(io.columns ?? WIDEST, WIDEST))
  const canvas = { columns: io.columns && width, styles: canvasOf(io).styles }
  const { verbs, dialects } = summary
  const blocks = [
    ...(summary.asked === 0
      ? [nothingYet(escapeText(workspace), io.env, width)]
      : figures(workspace, summary, width, canvas)),
    ...(verbs.length > 1 ? [groupTable('verb', verbs, canvas)] : []),
    ...(dialects.length > 1 ? [groupTable('host', dialects, canvas)] : []),
    ...(skipped.length === 0 ? [] : [wrapTo(skippedWords(skipped), width)]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function nothingYet(workspace: string, env: DeskIo['env'], width: number): readonly string[] {
  const how =
    `Each decision about a loop leaves a line in ${join(...METRICS_FOLDER)}; an ordinary turn leaves none. ` +
    'Start a loop with DOS_LOOP=1 in its environment, or try:'
  return [
    ...wrapTo(`Nothing was observed yet in ${workspace}.`, width),
    ...wrapTo(how, width),
    '',
    `  echo '{"hook_event_name":"Stop","session_id":"try"}' | dos-hook marker --loop`,
    ...(isOff(env) ? ['', ...wrapTo('Here DOS_HOOK_METRICS turns that off: unset it first.', width)] : []),
  ]
}

/** Fewer decisions than these say nothing about how often the hook steps in. */
const ENOUGH = 10
const OFTEN = 0.5
const ADVICE =
  'It steps in more often than not. If the loop mostly waits, longer pauses or [wait] cost less. If it works, its work is not ' +
  'seen: name it in [progress] paths.'

function figures(
  workspace: string,
  summary: Summary,
  width: number,
  canvas: Canvas,
): readonly (readonly string[])[] {
  const { strong, faint, warn } = canvas.styles
  const { first = '', last = '', asked, interventionRate = 0, latencyMs, days } = summary
  const path = escapeText(workspace)
  const row = (label: string, text: string, style: Style = (line) => line) =>
    hangText([label, text], INDENT, width, [strong, style])
  const uncut = (label: string, text: string) =>
    hangText([label, text], Math.max(INDENT, widthOf(label) + 2), undefined, [strong, (line) => line])
  const daily = days.map((day) => day.asked)
  const busiest = Math.max(...daily)
  const most = busiest === 0 ? 'nothing asked' : `at most ${busiest} a day`
  const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = latencyMs ?? {}
  const percentiles = `p50 ${formatTime(p50)}, p95 ${formatTime(p95)}, p99 ${formatTime(p99)}`
  return [
    [
      ...uncut('workspace', canvas.columns === undefined ? path : cutFrontTo(path, width - INDENT)),
      ...row('observed', `${formatMinute(first)} to ${formatMinute(last)} UTC`),
      ...row('asked', String(asked)),
    ],
    outcomeRows(summary, width - INDENT, canvas).flatMap(([name, text]) => uncut(name, text)),
    [
      ...row('stepped in', formatShare(interventionRate)),
      ...row('', 'The share held, halted, refused, denied or stretched.', faint),
      ...(asked >= ENOUGH && interventionRate > OFTEN ? row('', ADVICE, warn) : []),
    ],
    row('latency', `${percentiles}, at most ${formatTime(max)}`),
    [
      ...row(`${days.length} days`, sparkline(daily)),
      ...row('', `${days.at(0)?.day} to ${days.at(-1)?.day} UTC, ${most}`),
    ],
  ]
}

/** Outcomes that are shown even where there were none. */
const ALWAYS = ['held', 'refused', 'released', 'unarmed']
/** The widest name of an outcome; the hook's own are all shorter. */
const OUTCOME_NAME = INDENT - 2
/** The longest bar, and the room that the figures before it take beside the count. */
const LONGEST_BAR = 30
const FIGURES = 9

/** One line an outcome: how often, which share, and that as a bar. */
function outcomeRows({ asked, outcomes }: Summary, room: number, { columns }: Canvas) {
  const always = ALWAYS.map((name) => outcomes.find((one) => one.name === name) ?? { name, count: 0 })
  const others = outcomes.filter(({ name }) => !ALWAYS.includes(name))
  const digits = String(asked).length
  const longest = Math.max(0, Math.min(LONGEST_BAR, room - digits - FIGURES))
  return [...always, ...others].slice(0, MOST_ROWS).map(({ name, count }) => {
    const bar = '█'.repeat(Math.ceil((count / asked) * longest))
    const text = `${String(count).padStart(digits)}  ${formatShare(count / asked).padStart(5)}  ${bar}`
    const label = escapeText(name)
    return [columns === undefined ? label : cutTo(label, OUTCOME_NAME), text.trimEnd()] as const
  })
}

/** One line a group, under a line of titles. */
function groupTable(title: string, groups: readonly Group[], { columns, styles }: Canvas): readonly string[] {
  const shown = groups.slice(0, MOST_ROWS)
  const column = (title: string, cellOf: (group: Group) => string): Column => {
    return { title, cells: shown.map(cellOf), align: 'right' }
  }
  const countOf = (outcome: string) => (group: Group) =>
    String(group.outcomes.find(({ name }) => name === outcome)?.count ?? 0)
  const { titles, rows } = renderTable(
    [
      { title, cells: shown.map(({ name }) => escapeText(name ?? 'none')), least: 8 },
      column('asked', ({ asked }) => String(asked)),
      column('held', countOf('held')),
      column('refused', countOf('refused')),
      column('stepped in', ({ interventionRate = 0 }) => formatShare(interventionRate)),
      column('p95', ({ latencyMs }) => formatTime(latencyMs?.p95 ?? 0)),
    ],
    columns,
  )
  const left = groups.length - shown.length
  return [styles.faint(titles), ...rows.flat(), ...(left > 0 ? [styles.faint(`and ${left} more`)] : [])]
}

const REASONS: Readonly<Record<string, string>> = {
  'not-json': 'torn or not JSON',
  'not-an-object': 'not an object',
  foreign: 'of another family',
  'too-new': 'of a newer version',
  malformed: 'incomplete',
}

function skippedWords(skipped: readonly Count[]): string {
  const total = skipped.reduce((sum, { count }) => sum + count, 0)
  const reasons = skipped.map(({ name, count }) => `${count} ${REASONS[name] ?? name}`)
  return `${total} ${total === 1 ? 'line was' : 'lines were'} not counted: ${reasons.join(', ')}.`
}

/** A share as people read it: a little is not nothing, and nearly all is not all. */
export function formatShare(share: number): string {
  const whole = Math.round(share * 100)
  if (whole === 0 && share > 0) return '<1 %'
  if (whole === 100 && share < 1) return '>99 %'
  return `${whole} %`
}

/** Milliseconds as people read them, in two or three digits. */
export function formatTime(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

function formatMinute(ts: string): string {
  return ts.slice(0, '2026-06-09T12:52'.length).replace('T', ' ')
}

const BARS = '▁▂▃▄▅▆▇█'

/** One bar a value, the highest of them full; a dot for nothing, so that a quiet day and an empty one differ. */
export function sparkline(values: readonly number[]): string {
  const highest = Math.max(...values)
  return values
    .map((value) => (value > 0 ? BARS[Math.ceil((value / highest) * BARS.length) - 1] : '·'))
    .join('')
}
