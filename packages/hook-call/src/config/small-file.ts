import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants

/** The text of a file, or why there is none. */
export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  /** With a `warning` where there is one that belongs to another user, and only one's own were asked for. */
  | { readonly kind: 'missing'; readonly warning?: string }
  | { readonly kind: 'refused'; readonly why: string }

/** How a small file is read. */
export interface SmallFileOptions {
  /** Longer files are refused, in bytes. Default 1 MiB: what people write by hand is a thousandth of it. */
  readonly limit?: number
  /** Whether only the end of a longer file is read, instead. Default `false`. */
  readonly end?: boolean
  /** Whether a file of another user, or a link that another user made, counts as missing. Default `false`. */
  readonly onlyOurs?: boolean
  /** Whether a link is refused. Default `false`. */
  readonly noLinks?: boolean
}

/** Reads a regular file. Never waits for the other end of a FIFO, never throws. */
export function readSmallFile(
  path: string,
  { limit = 1024 * 1024, end = false, onlyOurs = false, noLinks = false }: SmallFileOptions = {},
): SmallFile {
  let fd: number | undefined
  try {
    // Asked first, because the error of a failed open costs ten times as much, and mostly there is no file. A link
    // is something, even one that leads to itself.
    const entry = lstatSync(path, { throwIfNoEntry: false })
    if (entry === undefined) return { kind: 'missing' }
    if (onlyOurs && !isOurs(entry)) return foreign(path)
    fd = openSync(path, O_RDONLY | O_NONBLOCK | (noLinks ? O_NOFOLLOW : 0))
    const stats = fstatSync(fd)
    if (onlyOurs && !isOurs(stats)) return foreign(path)
    if (!stats.isFile()) return { kind: 'refused', why: `${path} is not a regular file` }
    if (end) return { kind: 'text', text: read(fd, limit, Math.max(0, stats.size - limit)).toString('utf8') }
    // One byte more, because the size of a file in /proc says nothing.
    const bytes = stats.size > limit ? undefined : read(fd, limit + 1, 0)
    return bytes === undefined || bytes.length > limit
      ? { kind: 'refused', why: `${path} is longer than ${limit} bytes` }
      : { kind: 'text', text: bytes.toString('utf8') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT'
      ? { kind: 'missing' }
      : { kind: 'refused', why: `cannot read ${path}: ${String(code ?? error)}` }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** Whether something belongs to this user or to root, as git's `safe.directory` has it; on Windows everything does. */
export function isOurs({ uid }: Pick<Stats, 'uid'>): boolean {
  const self = process.geteuid?.()
  return self === undefined || uid === self || uid === 0
}

function foreign(path: string): SmallFile {
  return { kind: 'missing', warning: `${path} belongs to another user and does not count` }
}

function read(fd: number, most: number, from: number): Buffer {
  const buffer = Buffer.allocUnsafe(most)
  let length = 0
  while (length < most) {
    const got = readSync(fd, buffer, length, most - length, from + length)
    if (got === 0) break
    length += got
  }
  return buffer.subarray(0, length)
}
