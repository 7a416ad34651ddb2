import { type Canvas, type Column, cutTo, escapeText, renderTable, wrapTo } from '@dos/terminal-text'
import { nameOf, opWords, textOf } from './facts.ts'

/** One line of a tally as `story` of `@dos/marker-sensor` tells it. */
export type ToldLine = {
  /** Counted from 1. */
  readonly number: number
  readonly bytes: number
  /** Markers since the last reset, after this line; `undefined` where that can't be known. */
  readonly streak: number | undefined
} & (
  | {
      readonly kind: 'marker' | 'reset' | 'other-op'
      readonly op: unknown
      readonly fields: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'skipped'
      readonly why: keyof typeof SKIPPED
      readonly text: string
      readonly schema?: unknown
    }
)

/** The last lines of a tally. */
export interface StoryView {
  readonly lines: readonly ToldLine[]
  /** How many lines come before these. */
  readonly leftOut: number
  /** Whether these are as many as can be told. Default `false`. */
  readonly bounded?: boolean
}

/** In a word why a line counts nothing. */
const SKIPPED = {
  empty: 'empty',
  torn: 'torn',
  'not-json': 'no JSON',
  'not-an-object': 'no object',
  foreign: 'foreign',
  'too-new': 'too new',
  'too-long': 'too long',
} as const

/** What this package and the programs that share the file write: UTC to the second. */
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/

/** A tally line by line. In a terminal the day stands on a line of its own, and a long reason goes on in the next. */
export function renderStory(
  { lines, leftOut, bounded = false }: StoryView,
  { columns, styles }: Canvas,
): readonly string[] {
  const daysStandAlone = columns !== undefined
  const numbers = lines.map(({ number }) => String(number))
  const times = lines.map((line) => timeOf(line)?.[daysStandAlone ? 2 : 0] ?? '-')
  const streaks = lines.map((line, at) => streakWords(line, lines[at - 1]))
  const faint = () => styles.faint
  const byKind = (row: number) => styles[TONES[lines[row]?.kind ?? 'other-op']]
  const table: readonly Column[] = [
    { title: 'LINE', cells: numbers, align: 'right', goes: 2, style: faint },
    { title: 'TIME', cells: times, goes: 3, style: faint },
    { title: 'STREAK', cells: streaks, align: 'right', style: byKind },
    { title: 'OP', cells: lines.map(opOf), least: 6, style: byKind },
  ]
  const tail = { title: 'WHY', texts: lines.map(wordsOf), least: 12 }
  const { titles, rows } = renderTable(table, columns, tail)
  let day = ''
  return [
    ...leftOutWords(leftOut, bounded, columns).map(styles.faint),
    ...(lines.length === 0 ? [] : [styles.faint(titles)]),
    ...lines.flatMap((line, at) => {
      const today = timeOf(line)?.[1] ?? day
      const isNew = daysStandAlone && today !== day
      day = today
      return [...(isNew ? [styles.faint(cutTo(`${today} UTC`, columns))] : []), ...(rows[at] ?? [])]
    }),
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
  return `${previous?.streak ?? ''} → ${streak}`.trimStart()
}

function opOf(line: ToldLine): string {
  return line.kind === 'skipped' ? SKIPPED[line.why] : escapeText(nameOf(line.op)) || '-'
}

function timeOf(line: ToldLine): RegExpExecArray | null {
  return line.kind === 'skipped' ? null : TIME.exec(textOf(line.fields['ts']))
}

const TONES = { marker: 'strong', reset: 'good', 'other-op': 'faint', skipped: 'warn' } as const

/** As much of a line that is no record as tells what it is. */
const BEGINNING = 40

/** Why a line is there, or why it counts nothing, for people; escaped, on one line. */
export function wordsOf(line: ToldLine): string {
  if (line.kind === 'skipped') return skippedWords(line)
  const { op, fields, kind } = line
  const [verb, run] = [textOf(fields['verb']), textOf(fields['run_id'])]
  const notes = [verb && `by ${verb}`, run && `run ${run}`, kind === 'other-op' && 'counts nothing']
  const behind = notes.filter(Boolean).join(', ')
  return escapeText(`${textOf(fields['reason']) || opWords(nameOf(op))} ${behind && `(${behind})`}`.trim())
}

function skippedWords({ why, text, bytes, schema }: ToldLine & { readonly kind: 'skipped' }): string {
  switch (why) {
    case 'empty':
      return 'an empty line; counts nothing'
    case 'torn':
      return `half-written at the very end: a write was cut short, or is under way; counts nothing: ${quote(text)}`
    case 'not-json':
      return `cut short by a crash, or never a record; counts nothing: ${quote(text)}`
    case 'not-an-object':
      return `JSON, but no object; counts nothing: ${quote(text)}`
    case 'foreign':
      return `a record of the family ${quote(partOf(schema, 'family'))}, not of this one; counts nothing`
    case 'too-new':
      return `a record of version ${quote(partOf(schema, 'version'))}, newer than is understood here; counts nothing`
    case 'too-long':
      return `${Math.floor(bytes / 1024 / 1024)} MiB on one line, more than a record can be: no count gets past it`
  }
}

/** A member of a `schema`, or the bare number that stands for a version. */
function partOf(schema: unknown, member: 'family' | 'version'): string {
  const isObject = typeof schema === 'object' && schema !== null
  return String(isObject ? (schema as Readonly<Record<string, unknown>>)[member] : schema)
}

function quote(text: string): string {
  const beginning = Array.from(text).slice(0, BEGINNING).join('')
  return escapeText(beginning.length < text.length ? `${beginning}…` : beginning)
}
