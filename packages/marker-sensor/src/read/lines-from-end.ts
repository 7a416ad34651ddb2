import type { OpenFile } from '../files/open.ts'
import type { FileOps } from '../files/operations.ts'

const NEWLINE = 0x0a

/** The first block holds some 30 records, more than most caps; later ones are larger, for fewer reads. */
const FIRST_BLOCK = 4 * 1024
const LATER_BLOCK = 64 * 1024

/** Answers the next of something at each call, and `undefined` for ever after the last. */
export type Next<T> = () => T | undefined

/**
 * The lines of an open file from the last to the first, each without its end; what follows the last `\n` is a line too.
 * On one of more than `longest` bytes `refuse` is called. Holds one block and one line in memory, whatever the size.
 *
 * No generator: the first one of a process takes the engine longer than reading the file.
 */
export function linesFromEnd(
  ops: FileOps,
  { fd, size }: Pick<OpenFile, 'fd' | 'size'>,
  longest: number,
  refuse: (at: number) => never,
): Next<Uint8Array> {
  // What was read and not handed out yet, and where in the file it begins.
  let rest: Uint8Array = new Uint8Array(0)
  let start = size
  // How much of its beginning may have a line end in it.
  let unsearched = 0
  let isOver = false
  return () => {
    while (!isOver) {
      const newline = unsearched === 0 ? -1 : rest.lastIndexOf(NEWLINE, unsearched - 1)
      if (newline >= 0) {
        const line = rest.subarray(newline + 1)
        rest = rest.subarray(0, newline)
        unsearched = newline
        return line
      }
      if (rest.length > longest) refuse(start)
      if (start === 0) {
        isOver = true
        return rest
      }
      const end = start
      start = Math.max(0, end - (end === size ? FIRST_BLOCK : LATER_BLOCK))
      const block = readBytes(ops, fd, start, end - start)
      unsearched = block.length
      // Where someone truncated the file since it was measured, what lay behind the gap continues no line.
      rest = block.length < end - start || rest.length === 0 ? block : joined(block, rest)
    }
    return undefined
  }
}

/** The bytes from a position; fewer where the file is shorter than it was a moment ago: what is gone did not happen. */
export function readBytes(ops: FileOps, fd: number, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const got = ops.read(fd, bytes.subarray(filled), start + filled)
    if (got === 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length)
  whole.set(head)
  whole.set(tail, head.length)
  return whole
}
