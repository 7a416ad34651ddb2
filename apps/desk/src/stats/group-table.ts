import type { Group } from '@dos/hook-metrics/summary'
import { cutTo, escapeText, padTo } from '@dos/terminal-text'
import { duration, percent } from './words.ts'

/** How wide the name is, and each column behind it: 58 in all. */
const NAME = 14
const COLUMNS = [
  ['asked', 8],
  ['held', 8],
  ['refused', 9],
  ['stepped in', 12],
  ['p95', 8],
] as const

/** How a table is drawn. */
export interface TableOptions {
  /** How many groups at most. */
  readonly most: number
  /** Whether a long name is cut to its column. */
  readonly isCut: boolean
  readonly dim: (text: string) => string
}

/** One line a group, under a line that says what stands where. */
export function groupTable(
  title: string,
  groups: readonly Group[],
  { most, isCut, dim }: TableOptions,
): readonly string[] {
  const head = `${title.padEnd(NAME)}${COLUMNS.map(([name, width]) => name.padStart(width)).join('')}`
  const left = groups.length - most
  return [
    dim(head),
    ...groups.slice(0, most).map((group) => row(group, isCut)),
    ...(left > 0 ? [dim(`and ${left} more`)] : []),
  ]
}

function row({ name, asked, outcomes, interventionRate = 0, latencyMs }: Group, isCut: boolean): string {
  const of = (outcome: string) => String(outcomes.find((one) => one.name === outcome)?.count ?? 0)
  const cells = [
    String(asked),
    of('held'),
    of('refused'),
    percent(interventionRate),
    duration(latencyMs?.p95 ?? 0),
  ]
  const shown = escapeText(name ?? 'none')
  const padded = padTo(isCut ? cutTo(shown, NAME - 1) : shown, NAME)
  return padded + cells.map((cell, index) => cell.padStart(COLUMNS[index]?.[1] ?? 0)).join('')
}
