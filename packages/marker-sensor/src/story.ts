import { TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { type LineSpan, lastSpans, readSpan } from './line-spans.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import type { TallyPaths } from './paths.ts'
import { withOpen } from './read.ts'
import { decodeFields } from './record.ts'
import { MAX_SILENT_BYTES, type OpenTally, recordsFromEnd } from './records-from-end.ts'
import { isRepeat, MOST_BETWEEN } from './without-repeats.ts'

/** The last lines of a tally, in the order of the file. */
export interface Story {
  readonly lines: readonly StoryLine[]
  /** How many lines come before these. */
  readonly leftOut: number
  /** Whether some of those were asked for, and are left out because there are too many, or too long ones. */
  readonly bounded: boolean
}

/**
 * What is told at most, however much is asked for: it is all in memory at once, and to a reader ten thousand lines are as
 * good as a million.
 */
export const MOST_TOLD: { readonly lines: number; readonly bytes: number } = {
  lines: 20_000,
  bytes: MAX_SILENT_BYTES,
}

/** Why a line counts nothing. */
export type SkippedWhy =
  | 'empty'
  /** Not JSON, with an end: cut short by a crash, or never a record. */
  | 'not-json'
  /** Not JSON and without an end: a write was cut short, or is under way. */
  | 'torn'
  | 'not-an-object'
  | 'foreign'
  | 'too-new'
  /** Longer than 4 MiB. */
  | 'too-long'

/** One line: what it is, and the streak after it. */
export type StoryLine = {
  /** Counted from 1. */
  readonly number: number
  /** Without its end. */
  readonly bytes: number
  /**
   * Markers since the last reset, up to and with this line; `undefined` where what comes before these lines can't be
   * read, until the first reset.
   */
  readonly streak: number | undefined
} & (
  | {
      /** What it does. A `RESET` that repeats the one before it does nothing, as an op of others. */
      readonly kind: 'marker' | 'reset' | 'other-op'
      readonly op: unknown
      /** Every field there is. */
      readonly fields: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'skipped'
      readonly why: SkippedWhy
      /** How it begins, up to 200 characters. */
      readonly text: string
      /** The `schema` of a line that is foreign or too new. */
      readonly schema?: unknown
    }
)

/** As much of a line that can't be read as tells what it is. */
const BEGINNING = 200

/**
 * Every line of a tally with what it is and does, also those that counting passes over in silence. The whole file is
 * scanned for line ends, since lines are numbered from its beginning; only the last ones are read.
 *
 * @param options - `most`: how many lines to tell; default 100, and never more than {@link MOST_TOLD}
 * @returns `undefined` where there is no tally
 * @throws TallyError when it can't be read or leads out of the workspace
 */
export function story(
  paths: TallyPaths,
  options: SensorOptions & { readonly most?: number } = {},
): Story | undefined {
  const { ops, understands } = withDefaults(options)
  const { most = 100 } = options
  return withOpen(ops, paths, undefined, (tally) => {
    const { spans, leftOut, bounded } = lastSpans(ops, tally, most, MOST_TOLD)
    let { streak, since, between } = before(ops, tally, spans[0]?.start ?? 0, understands)
    const lines = spans.map((span, index): StoryLine => {
      const told = tell(ops, tally, span, understands)
      const repeats = told.kind === 'reset' && saysAgain(told.fields['since'], since, between)
      const line: Told = repeats ? { ...told, kind: 'other-op' } : told
      if (line.kind === 'marker' && streak !== undefined) streak += 1
      if (line.kind === 'reset') streak = 0
      between = told.kind === 'reset' ? 0 : between + (told.kind === 'marker' ? 1 : 0)
      if (told.kind === 'reset') since = told.fields['since']
      return { number: leftOut + index + 1, bytes: span.length, streak, ...line }
    })
    return { lines, leftOut, bounded }
  })
}

/** What the first line told begins with. */
interface Before {
  /** `undefined` where a reader would give up before it knows. */
  readonly streak: number | undefined
  /** That of the last reset. */
  readonly since: unknown
  /** Markers since the last reset, also one that repeats another. */
  readonly between: number
}

function before(ops: FileOps, tally: OpenTally, size: number, understands: number | undefined): Before {
  try {
    const next = recordsFromEnd(ops, { ...tally, size }, understands)
    let streak = 0
    for (let record = next(); record !== undefined; record = next()) {
      if (record.op === 'RESET') return { streak, since: record.since, between: streak }
      streak += 1
    }
    return { streak, since: undefined, between: streak }
  } catch (error) {
    if (error instanceof TallyError && error.fault === 'unreadable') {
      return { streak: undefined, since: undefined, between: 0 }
    }
    throw error
  }
}

function saysAgain(since: unknown, before: unknown, between: number): boolean {
  if (typeof since !== 'string' || typeof before !== 'string') return false
  return isRepeat(since, before) && between < MOST_BETWEEN
}

type Told<L = StoryLine> = L extends StoryLine ? Omit<L, 'number' | 'bytes' | 'streak'> : never

function tell(ops: FileOps, { fd }: OpenTally, span: LineSpan, understands: number | undefined): Told {
  const tooLong = span.length > MAX_SILENT_BYTES
  // A character takes four bytes at most.
  const bytes = readSpan(ops, fd, span, tooLong ? 4 * BEGINNING : span.length)
  // A byte order mark is not JSON.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const text = whole.slice(0, BEGINNING)
  if (tooLong) return { kind: 'skipped', why: 'too-long', text }
  if (whole.trim() === '') return { kind: 'skipped', why: 'empty', text }
  const read = decodeFields(whole, understands)
  if (read.kind === 'skipped') {
    if (read.why === 'not-json') return { kind: 'skipped', why: span.ended ? 'not-json' : 'torn', text }
    if (read.why === 'not-an-object') return { kind: 'skipped', why: read.why, text }
    return { kind: 'skipped', why: read.why, text, schema: JSON.parse(whole).schema }
  }
  const { fields } = read
  const op = fields['op']
  return { kind: op === 'MARKER' ? 'marker' : op === 'RESET' ? 'reset' : 'other-op', op, fields }
}
