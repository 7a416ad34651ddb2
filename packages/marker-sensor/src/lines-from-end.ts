import type { FileOps } from './file-ops.ts'

const NEWLINE = 0x0a

/** The first block holds some 30 records, more than most caps; later ones are larger, for fewer reads. */
const FIRST_BLOCK = 4 * 1024
const LATER_BLOCK = 64 * 1024

const NOTHING: Uint8Array = new Uint8Array(0)

/** Answers the next of something at each call, and `undefined` for ever after the last. */
export type Next<T> = () => T | undefined

/**
 * The lines of an open file from the last to the first, each without its end. Only `\n` ends a line. What follows
 * the last `\n` is a line too, an empty one where nothing does. Holds one block and one line in memory, whatever the
 * size.
 *
 * A plain function and no generator: this runs at every finished turn of an agent, and the first generator of a process
 * takes the engine longer than reading the file.
 *
 * @param longest - bytes of the longest line to gather; on a longer one `refuse` is called, which must throw
 */
export function linesFromEnd(
  ops: FileOps,
  fd: number,
  size: number,
  longest: number,
  refuse: (at: number) => never,
): Next<Uint8Array> {
  // Where the block lies that was read last, and how much of its beginning was not handed out yet.
  let start = size
  let block: Uint8Array = NOTHING
  let left = 0
  // The later parts of the line that the block begins in the middle of, last part first.
  let parts: Uint8Array[] = []
  let gathered = 0
  let isOver = false
  return () => {
    while (!isOver) {
      const newline = left === 0 ? -1 : block.lastIndexOf(NEWLINE, left - 1)
      if (newline >= 0) {
        const line = join(block.subarray(newline + 1, left), parts)
        parts = []
        gathered = 0
        left = newline
        return line
      }
      if (left > 0) parts.push(block.subarray(0, left))
      gathered += left
      if (gathered > longest) refuse(start)
      if (start === 0) {
        isOver = true
        return join(NOTHING, parts)
      }
      const end = start
      start = Math.max(0, end - (end === size ? FIRST_BLOCK : LATER_BLOCK))
      block = readBlock(ops, fd, start, end)
      left = block.length
      if (left < end - start) {
        // Someone truncated the file since it was measured: what lay behind the gap continues no line.
        parts = []
        gathered = 0
      }
    }
    return undefined
  }
}

function readBlock(ops: FileOps, fd: number, start: number, end: number): Uint8Array {
  const block = new Uint8Array(end - start)
  let filled = 0
  while (filled < block.length) {
    const got = ops.read(fd, block.subarray(filled), start + filled)
    // Shorter than it was a moment ago: someone truncated it. What is gone did not happen.
    if (got === 0) break
    filled += got
  }
  return block.subarray(0, filled)
}

function join(head: Uint8Array, partsFromEnd: readonly Uint8Array[]): Uint8Array {
  if (partsFromEnd.length === 0) return head
  const whole = new Uint8Array(partsFromEnd.reduce((sum, part) => sum + part.length, head.length))
  whole.set(head)
  let at = head.length
  for (const part of partsFromEnd.toReversed()) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
