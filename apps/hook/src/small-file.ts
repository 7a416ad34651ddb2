import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs'

/** The text of a file, or why there is none. */
export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string }

/** Longer files are refused, in bytes: what people write by hand is a thousandth of it. */
const LIMIT = 1024 * 1024

/** Reads a regular file of at most 1 MiB. Never waits for the other end of a FIFO, never throws. */
export function readSmallFile(path: string): SmallFile {
  let fd: number | undefined
  try {
    // Asked first, because the error of a failed open costs ten times as much, and mostly there is no file. A link
    // is something, even one that leads to itself.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { kind: 'missing' }
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return { kind: 'refused', why: `${path} is not a regular file` }
    if (stats.size > LIMIT) return { kind: 'refused', why: `${path} is longer than ${LIMIT} bytes` }
    return { kind: 'text', text: readFileSync(fd, 'utf8') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT'
      ? { kind: 'missing' }
      : { kind: 'refused', why: `cannot read ${path}: ${String(code ?? error)}` }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
