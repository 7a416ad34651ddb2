import {
  type Column,
  cutTo,
  type FittedColumn,
  fitColumns,
  GAP,
  renderRow,
  type Style,
  type Styles,
  wrapTo,
} from '@dos/terminal-text'
import { escapeText } from '@dos/terminal-text/escape'
import { nameOf, textOf } from './session.ts'
import { SKIPPED, type ToldLine, wordsOf } from './story-words.ts'

/** The last lines of a tally. */
export interface StoryView {
  readonly lines: readonly ToldLine[]
  /** How many lines come before these. */
  readonly leftOut: number
  /** Whether these are as many as can be told. Default `false`. */
  readonly bounded?: boolean
}

/** Where it is shown; columns `undefined`: nothing has to fit. */
export interface StoryCanvas {
  readonly columns: number | undefined
  readonly styles: Styles
}

/** What this package and the programs that share the file write: UTC to the second. */
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/

/** The fewest columns in which a reason can still be read. */
const LEAST_WHY = 12

/**
 * A tally line by line: its number, when, what it did to the streak, its op and why. Where there are columns to fit,
 * the day stands on a line of its own, and a reason that is too long goes on in the next line.
 */
export function renderStory(
  { lines, leftOut, bounded = false }: StoryView,
  canvas: StoryCanvas,
): readonly string[] {
  const { columns, styles } = canvas
  const fitted = fitColumns(
    columnsOf(lines, columns !== undefined),
    // The reason takes what is left over.
    columns === undefined ? undefined : Math.max(1, columns - GAP - LEAST_WHY),
  )
  const told = leftOutWords(leftOut, bounded, columns).map(styles.faint)
  if (lines.length > 0) {
    const titles = renderRow([...fitted, WHY], ({ title, width }) =>
      width > 0 ? cutTo(title, width) : title,
    )
    told.push(styles.faint(titles))
  }
  let day = ''
  for (const [at, line] of lines.entries()) {
    const today = dayOf(line)
    if (columns !== undefined && today !== '' && today !== day) {
      day = today
      told.push(styles.faint(cutTo(`${today} UTC`, columns)))
    }
    told.push(...renderLine(line, at, fitted, canvas))
  }
  return told
}

function renderLine(
  line: ToldLine,
  at: number,
  fitted: readonly FittedColumn[],
  { columns, styles }: StoryCanvas,
): readonly string[] {
  const indent = fitted.reduce((sum, { width }) => sum + width + GAP, 0)
  const room = columns === undefined ? undefined : Math.max(2, columns - indent)
  const [first = '', ...more] = wrapTo(wordsOf(line), room)
  const row = renderRow(
    first === '' ? fitted : [...fitted, WHY],
    ({ cells, width }) => cutTo(cells[at] ?? '', width),
    (cell, { title }) => (title === 'LINE' || title === 'TIME' ? styles.faint : styleOf(line, styles))(cell),
  )
  return [`${row}${first}`, ...more.map((rest) => `${' '.repeat(indent)}${rest}`)]
}

/** Holds the place of the reasons, which are not cut but go on in the next line. */
const WHY: FittedColumn = { title: 'WHY', cells: [], width: 0 }

/** All columns but the reason. */
function columnsOf(lines: readonly ToldLine[], daysStandAlone: boolean): readonly Column[] {
  return [
    { title: 'LINE', cells: lines.map(({ number }) => String(number)), align: 'right', goes: 2 },
    { title: 'TIME', cells: lines.map(daysStandAlone ? timeOf : momentOf), goes: 3 },
    {
      title: 'STREAK',
      cells: lines.map((line, at) => streakWords(line, lines[at - 1])),
      align: 'right',
    },
    { title: 'OP', cells: lines.map(opOf), least: 6 },
  ]
}

function leftOutWords(leftOut: number, bounded: boolean, columns: number | undefined): readonly string[] {
  if (leftOut === 0) return []
  const [words, them] =
    leftOut === 1 ? ['One earlier line is', 'it'] : [`${leftOut} earlier lines are`, 'them']
  const why = bounded ? `the tally is too long to show; its file has ${them}` : `--all shows ${them}, too`
  return wrapTo(`${words} left out: ${why}.`, columns)
}

/** `2 → 3`: what a line did to the streak; just the streak where it did nothing. */
function streakWords({ streak, kind }: ToldLine, previous: ToldLine | undefined): string {
  if (streak === undefined) return '?'
  if (kind === 'marker') return `${streak - 1} → ${streak}`
  if (kind !== 'reset') return String(streak)
  const before = previous?.streak
  return before === undefined ? `→ ${streak}` : `${before} → ${streak}`
}

function opOf(line: ToldLine): string {
  return line.kind === 'skipped' ? SKIPPED[line.why] : escapeText(nameOf(line.op)) || '-'
}

function tsOf(line: ToldLine): string {
  return line.kind === 'skipped' ? '' : textOf(line.fields['ts'])
}

function dayOf(line: ToldLine): string {
  return TIME.exec(tsOf(line))?.[1] ?? ''
}

function timeOf(line: ToldLine): string {
  return TIME.exec(tsOf(line))?.[2] ?? '-'
}

function momentOf(line: ToldLine): string {
  return TIME.exec(tsOf(line))?.[0] ?? '-'
}

function styleOf({ kind }: ToldLine, styles: Styles): Style {
  return { marker: styles.strong, reset: styles.good, 'other-op': styles.faint, skipped: styles.warn }[kind]
}
