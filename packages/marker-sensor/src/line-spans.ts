import type { FileOps } from './file-ops.ts'
import type { OpenTally } from './records-from-end.ts'

const NEWLINE = 0x0a
const BLOCK = 256 * 1024

/** Where a line lies in its file. */
export interface LineSpan {
  readonly start: number
  /** Bytes, without the end. */
  readonly length: number
  /** Whether there is a line end behind it. */
  readonly ended: boolean
}

/** The last lines of a file, in the order of the file. */
export interface LastSpans {
  readonly spans: readonly LineSpan[]
  /** How many lines come before these. */
  readonly leftOut: number
  /** Whether more of them were asked for than fit. */
  readonly bounded: boolean
}

/**
 * Where the last lines of an open file lie. What follows the last line end is a line only where there is something.
 *
 * @param asked - how many lines
 * @param bounds - how many lines, and how many bytes in all of those that are no longer than that, at most; the last
 * line is told whatever its length
 */
export function lastSpans(
  ops: FileOps,
  { fd, size }: OpenTally,
  asked: number,
  bounds: { readonly lines: number; readonly bytes: number },
): LastSpans {
  const most = Math.min(asked, bounds.lines)
  let spans: LineSpan[] = []
  let leftOut = 0
  let start = 0
  const add = (end: number, ended: boolean): void => {
    spans.push({ start, length: end - start, ended })
    // Twice as many before any are dropped, so that each is moved at most once.
    if (spans.length < 2 * most) return
    leftOut += spans.length - most
    spans = spans.slice(spans.length - most)
  }
  const block = new Uint8Array(Math.min(BLOCK, size))
  let position = 0
  while (position < size) {
    const got = ops.read(fd, block, position)
    // Shorter than it was a moment ago: someone truncated it.
    if (got === 0) break
    const filled = block.subarray(0, Math.min(got, size - position))
    for (let at = filled.indexOf(NEWLINE); at >= 0; at = filled.indexOf(NEWLINE, at + 1)) {
      add(position + at, true)
      start = position + at + 1
    }
    position += filled.length
  }
  if (start < position) add(position, false)
  const all = leftOut + spans.length
  const kept = fitting(spans.slice(-most), most, bounds.bytes)
  return { spans: kept, leftOut: all - kept.length, bounded: kept.length < Math.min(asked, all) }
}

function fitting(spans: readonly LineSpan[], most: number, bytes: number): readonly LineSpan[] {
  let from = spans.length
  let left = bytes
  while (from > 0 && spans.length - from < most) {
    const { length = 0 } = spans[from - 1] ?? {}
    // Of one that is longer only the beginning is read.
    left -= length > bytes ? 0 : length
    if (left < 0 && from < spans.length) break
    from -= 1
  }
  return spans.slice(from)
}

/** The bytes of a line, no more of them than `most`. */
export function readSpan(ops: FileOps, fd: number, { start, length }: LineSpan, most: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(length, most))
  let filled = 0
  while (filled < bytes.length) {
    const got = ops.read(fd, bytes.subarray(filled), start + filled)
    if (got === 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}
