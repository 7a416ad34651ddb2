import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { codeOf } from './files.ts'

/** The end of a file, or why there is none: the code of an error, or that it is no regular file. */
export type FileEnd =
  | { readonly ok: true; readonly text: string; readonly isCut: boolean }
  | { readonly ok: false; readonly code: string }

export const NO_FILE = 'no regular file'

/**
 * Reads the last `most` bytes of a regular file. Follows no link, never waits for the other end of a FIFO, never throws.
 */
export function readEnd(path: string, most: number): FileEnd {
  let fd: number | undefined
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return { ok: false, code: NO_FILE }
    const from = Math.max(0, stats.size - most)
    const bytes = new Uint8Array(stats.size - from)
    let filled = 0
    while (filled < bytes.length) {
      const read = readSync(fd, bytes, filled, bytes.length - filled, from + filled)
      // It has become shorter since it was measured.
      if (read === 0) break
      filled += read
    }
    return { ok: true, text: new TextDecoder().decode(bytes.subarray(0, filled)), isCut: from > 0 }
  } catch (error) {
    return { ok: false, code: codeOf(error) }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** The same; empty where there is none. */
export function endOf(path: string, most: number): string {
  const end = readEnd(path, most)
  return end.ok ? end.text : ''
}
