import { nodeFileOps } from '../files/node-operations.ts'
import type { OpenFile } from '../files/open.ts'
import type { FileOps, SensorOptions } from '../files/operations.ts'
import type { TallyPaths } from '../files/paths.ts'
import { TallyError } from '../files/tally-error.ts'
import { requireNumber } from '../format/check.ts'
import { decodeLine, type TallyEntry } from '../format/record.ts'
import { readBytes } from '../read/lines-from-end.ts'
import { withOpen } from '../read/read.ts'
import { isRepeat, MAX_SILENT_BYTES, MOST_BETWEEN, recordsFromEnd } from '../read/records-from-end.ts'

/** The last lines of a tally, in the order of the file. */
export interface Story {
  readonly lines: readonly StoryLine[]
  /** How many lines come before these. */
  readonly leftOut: number
  /** Whether some of those were asked for, and are left out because there are too many, or too long ones. */
  readonly bounded: boolean
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

/** What a line says. */
type Told =
  | (TallyEntry & {
      /** What it does. A `RESET` that repeats the one before it does nothing, as an op of others. */
      readonly kind: 'marker' | 'reset' | 'other-op'
      readonly why?: undefined
    })
  | {
      readonly kind: 'skipped'
      readonly why: SkippedWhy
      /** How it begins, up to 200 characters. */
      readonly text: string
      /** The `schema` of a line that is foreign or too new. */
      readonly schema?: unknown
      readonly op?: undefined
      readonly fields?: undefined
    }

/** One line: what it is, and the streak after it. */
export type StoryLine = Told & {
  /** Counted from 1. */
  readonly number: number
  /** Without its end. */
  readonly bytes: number
  /**
   * Markers since the last reset, up to and with this line; `undefined` where what comes before these lines can't be
   * read, until the first reset.
   */
  readonly streak: number | undefined
}

/** What is told is all in memory at once, and to a reader ten thousand lines are as good as a million. */
export const MOST_LINES = 20_000

/** As much of a line that can't be read as tells what it is. */
const BEGINNING = 200

/**
 * Every line of a tally with what it is and does, also those that counting passes over in silence. The whole file is
 * scanned for line ends, since lines are numbered from its beginning; only the last ones are read.
 *
 * @param options - `most`: how many lines to tell; default 100, and never more than 20,000, or 4 MiB of them
 * @returns `undefined` where there is no tally
 * @throws TallyError when it can't be read or leads out of the workspace
 * @throws RangeError for a `most` that is no number from 0 up
 */
export function story(
  paths: TallyPaths,
  options: SensorOptions & { readonly most?: number } = {},
): Story | undefined {
  const { ops = nodeFileOps, most = 100 } = options
  requireNumber('most', most)
  return withOpen(ops, paths, (tally) => {
    if (tally === undefined) return undefined
    const { spans, leftOut, bounded } = lastSpans(ops, tally, most)
    let { streak, since, between } = before(ops, { ...tally, size: spans[0]?.start ?? 0 })
    const lines = spans.map((span, index): StoryLine => {
      let told = tell(ops, tally, span)
      if (told.kind === 'reset') {
        const repeats = between < MOST_BETWEEN && isRepeat(told.fields['since'], since)
        since = told.fields['since']
        between = 0
        if (repeats) told = { ...told, kind: 'other-op' }
        else streak = 0
      } else if (told.kind === 'marker') {
        between += 1
        if (streak !== undefined) streak += 1
      }
      return { number: leftOut + index + 1, bytes: span.length, streak, ...told }
    })
    return { lines, leftOut, bounded }
  })
}

/** What the first line told begins with: the streak, the `since` of the last reset, and the markers behind it. */
function before(
  ops: FileOps,
  tally: OpenFile,
): { readonly streak: number | undefined; readonly since: unknown; readonly between: number } {
  try {
    const next = recordsFromEnd(ops, tally)
    let streak = 0
    let record = next()
    for (; record?.op === 'MARKER'; record = next()) streak += 1
    return { streak, since: record?.fields['since'], between: streak }
  } catch (error) {
    if (!(error instanceof TallyError && error.fault === 'unreadable')) throw error
    // A reader would give up before it knows.
    return { streak: undefined, since: undefined, between: 0 }
  }
}

function tell(ops: FileOps, { fd }: OpenFile, span: LineSpan): Told {
  const tooLong = span.length > MAX_SILENT_BYTES
  // A character takes four bytes at most.
  const bytes = readBytes(ops, fd, span.start, tooLong ? 4 * BEGINNING : span.length)
  // A byte order mark is not JSON.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const skipped = (why: SkippedWhy) => ({ kind: 'skipped', why, text: whole.slice(0, BEGINNING) }) as const
  if (tooLong) return skipped('too-long')
  if (whole.trim() === '') return skipped('empty')
  const read = decodeLine(whole)
  if (read.why === 'not-json' && !span.ended) return skipped('torn')
  if (read.why === 'not-json' || read.why === 'not-an-object') return skipped(read.why)
  if (read.kind === 'skipped') return { ...skipped(read.why), schema: JSON.parse(whole).schema }
  const { op, fields } = read
  return { kind: op === 'MARKER' ? 'marker' : op === 'RESET' ? 'reset' : 'other-op', op, fields }
}

const NEWLINE = 0x0a
const BLOCK = 256 * 1024

/** Where a line lies in its file. */
interface LineSpan {
  readonly start: number
  /** Bytes, without the end. */
  readonly length: number
  /** Whether there is a line end behind it. */
  readonly ended: boolean
}

/** Where the last lines of an open file lie. What follows the last line end is a line only where there is something. */
function lastSpans(
  ops: FileOps,
  { fd, size }: OpenFile,
  asked: number,
): Omit<Story, 'lines'> & { readonly spans: readonly LineSpan[] } {
  const most = Math.min(asked, MOST_LINES)
  let spans: LineSpan[] = []
  // Those before the first are to be dropped.
  let first = 0
  let bytes = 0
  let all = 0
  const add = (start: number, end: number, ended: boolean): void => {
    const span = { start, length: end - start, ended }
    spans.push(span)
    all += 1
    bytes += toRead(span)
    for (; spans.length - first > most || bytes > MAX_SILENT_BYTES; first += 1) bytes -= toRead(spans[first])
    if (first < MOST_LINES) return
    spans = spans.slice(first)
    first = 0
  }
  const block = new Uint8Array(Math.min(BLOCK, size))
  let start = 0
  let position = 0
  while (position < size) {
    const got = ops.read(fd, block, position)
    // Shorter than it was a moment ago: someone truncated it.
    if (got === 0) break
    const filled = block.subarray(0, Math.min(got, size - position))
    for (let at = filled.indexOf(NEWLINE); at >= 0; at = filled.indexOf(NEWLINE, at + 1)) {
      add(start, position + at, true)
      start = position + at + 1
    }
    position += filled.length
  }
  if (start < position) add(start, position, false)
  const kept = spans.slice(first)
  return { spans: kept, leftOut: all - kept.length, bounded: kept.length < Math.min(asked, all) }
}

/** Of a line that is longer than all may be together, only the beginning is read. */
function toRead(span: LineSpan | undefined): number {
  return span === undefined || span.length > MAX_SILENT_BYTES ? 0 : span.length
}
