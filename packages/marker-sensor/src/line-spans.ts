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

/**
 * Where the last lines of an open file lie, in the order of the file, and how many come before them. What follows the
 * last line end is a line only where there is something.
 */
export function lastSpans(
  ops: FileOps,
  { fd, size }: OpenTally,
  most: number,
): { readonly spans: readonly LineSpan[]; readonly leftOut: number } {
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
  const kept = Math.min(most, spans.length)
  return { spans: spans.slice(spans.length - kept), leftOut: leftOut + spans.length - kept }
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
