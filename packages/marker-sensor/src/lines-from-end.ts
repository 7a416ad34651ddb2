import type { FileOps } from './file-ops.ts'

const NEWLINE = 0x0a

/** The first block holds some 30 records, more than most caps; later ones are larger, for fewer reads. */
const FIRST_BLOCK = 4 * 1024
const LATER_BLOCK = 64 * 1024

/**
 * The lines of an open file from the last to the first, each without its end. Only `\n` ends a line. What follows
 * the last `\n` is a line too, an empty one where nothing does. Holds one block and one line in memory, whatever the
 * size.
 *
 * @param longest - bytes of the longest line to gather; on a longer one `refuse` is called, which must throw
 */
export function* linesFromEnd(
  ops: FileOps,
  fd: number,
  size: number,
  longest: number,
  refuse: (at: number) => never,
): Generator<Uint8Array, void, undefined> {
  let end = size
  // The later parts of the line that the current block begins in the middle of, last part first.
  let parts: Uint8Array[] = []
  let gathered = 0
  while (end > 0) {
    const start = Math.max(0, end - (end === size ? FIRST_BLOCK : LATER_BLOCK))
    const block = readBlock(ops, fd, start, end)
    if (block.length < end - start) {
      // Someone truncated the file since it was measured: what lay behind the gap continues no line.
      parts = []
      gathered = 0
    }
    let lineEnd = block.length
    for (
      let at = block.lastIndexOf(NEWLINE);
      at >= 0;
      at = at === 0 ? -1 : block.lastIndexOf(NEWLINE, at - 1)
    ) {
      yield join(block.subarray(at + 1, lineEnd), parts)
      parts = []
      gathered = 0
      lineEnd = at
    }
    if (lineEnd > 0) parts.push(block.subarray(0, lineEnd))
    gathered += lineEnd
    if (gathered > longest) refuse(start)
    end = start
  }
  yield join(new Uint8Array(0), parts)
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
