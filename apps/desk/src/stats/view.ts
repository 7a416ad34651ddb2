import { type Count, judge, type Summary, sparkline, type Verdict } from '@dos/hook-metrics/summary'
import { cutFrontTo, escapeText, widthOf } from '@dos/terminal-text'
import { createColors } from 'picocolors'
import type { DeskIo } from '../world/desk-io.ts'
import { groupTable } from './group-table.ts'
import { nothingYet } from './nothing-yet.ts'
import { outcomeLines } from './outcome-lines.ts'
import { skippedLine } from './skipped-line.ts'
import { duration, minute, percent, wrap } from './words.ts'

/** What is to be shown. */
export interface Stats {
  readonly workspace: string
  readonly summary: Summary
  readonly skipped: readonly Count[]
}

type Colours = ReturnType<typeof createColors>

/** Where what is told begins, behind its label. */
const INDENT = 14

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 96

/** What a file can bring in names of its own is not to fill the screen. */
const MOST_ROWS = 12

/** The figures for people, fitted to the terminal; nothing is cut where there is none. */
export function view(stats: Stats, io: Pick<DeskIo, 'columns' | 'colours' | 'env'>): string {
  const { summary, skipped } = stats
  const width = Math.max(2 * INDENT, Math.min(io.columns ?? WIDEST, WIDEST))
  const colours = createColors(io.colours)
  const isCut = io.columns !== undefined
  const workspace = escapeText(stats.workspace)
  const path = isCut ? cutFrontTo(workspace, width - INDENT) : workspace
  const blocks = [
    ...(summary.asked === 0
      ? [nothingYet(workspace, io.env, width)]
      : figures(summary, path, { width, isCut, colours })),
    ...(
      [
        ['verb', summary.verbs],
        ['host', summary.dialects],
      ] as const
    )
      .filter(([, groups]) => groups.length > 1)
      .map(([title, groups]) => groupTable(title, groups, { most: MOST_ROWS, isCut, dim: colours.dim })),
    ...(skipped.length === 0 ? [] : [wrap(skippedLine(skipped), width)]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** The colour of each judgement. */
const VERDICTS: Readonly<Record<Verdict, 'reset' | 'green' | 'yellow' | 'red'>> = {
  unknown: 'reset',
  'light-touch': 'green',
  'firm-hand': 'yellow',
  nanny: 'red',
}

function figures(
  summary: Summary,
  path: string,
  { width, isCut, colours }: { readonly width: number; readonly isCut: boolean; readonly colours: Colours },
): readonly (readonly string[])[] {
  const { first = '', last = '', asked, interventionRate = 0, days } = summary
  const { verdict, sentence } = judge(summary)
  const tint = colours[VERDICTS[verdict]]
  const label = (text: string, lines: readonly string[]) =>
    lines.map((line, index) =>
      index === 0
        ? `${colours.bold(text)}${' '.repeat(Math.max(1, INDENT - widthOf(text)))}${line}`
        : aside(line),
    )
  const prose = (text: string | readonly string[]) => wrap(text, width - INDENT)
  const note = (text: string) => prose(text).map((line) => aside(colours.dim(line)))
  return [
    [
      ...label('workspace', [path]),
      ...label('observed', prose(`${minute(first)} to ${minute(last)} UTC`)),
      ...label('asked', [String(asked)]),
    ],
    outcomeLines(summary, { most: MOST_ROWS, width: width - INDENT, isCut, bar: colours.cyan }).flatMap(
      ({ name, line }) => label(name, [line]),
    ),
    [
      ...label('stepped in', prose(`${percent(interventionRate)}, ${sentence}`).map(tint)),
      ...note('The share held, halted, refused, denied or stretched.'),
    ],
    [...label('latency', prose(latencyOf(summary))), ...note('By nearest rank, without waits.')],
    label(`${days.length} days`, daysOf(summary)),
  ]
}

function aside(line: string): string {
  return ' '.repeat(INDENT) + line
}

function latencyOf({ latencyMs }: Summary): readonly string[] {
  if (latencyMs === undefined) return []
  const { p50, p95, p99, max } = latencyMs
  return [
    `p50 ${duration(p50)},`,
    `p95 ${duration(p95)},`,
    `p99 ${duration(p99)},`,
    `at most ${duration(max)}`,
  ]
}

function daysOf({ days }: Summary): readonly string[] {
  const asked = days.map((day) => day.asked)
  const busiest = Math.max(...asked)
  const most = busiest === 0 ? 'nothing asked' : `at most ${busiest} a day`
  return [sparkline(asked), `${days.at(0)?.day} to ${days.at(-1)?.day} UTC, ${most}`]
}
