import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'

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
  /** Whether a file of another user, or a link that another user made, counts as missing. Default `false`. */
  readonly onlyOurs?: boolean
}

/** Reads a regular file. Never waits for the other end of a FIFO, never throws. */
export function readSmallFile(
  path: string,
  { limit = 1024 * 1024, onlyOurs = false }: SmallFileOptions = {},
): SmallFile {
  let fd: number | undefined
  try {
    // Asked first, because the error of a failed open costs ten times as much, and mostly there is no file. A link
    // is something, even one that leads to itself.
    const entry = lstatSync(path, { throwIfNoEntry: false })
    if (entry === undefined) return { kind: 'missing' }
    if (onlyOurs && !isOurs(entry)) return foreign(path)
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = fstatSync(fd)
    if (onlyOurs && !isOurs(stats)) return foreign(path)
    if (!stats.isFile()) return { kind: 'refused', why: `${path} is not a regular file` }
    const bytes = stats.size > limit ? undefined : readAtMost(fd, limit)
    if (bytes === undefined) return { kind: 'refused', why: `${path} is longer than ${limit} bytes` }
    return { kind: 'text', text: bytes.toString('utf8') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT'
      ? { kind: 'missing' }
      : { kind: 'refused', why: `cannot read ${path}: ${String(code ?? error)}` }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/**
 * Whether something belongs to this user or to root, as git's `safe.directory` has it. Where there are no owners, on
 * Windows, everything does.
 */
export function isOurs({ uid }: Pick<Stats, 'uid'>): boolean {
  const self = process.geteuid?.()
  return self === undefined || uid === self || uid === 0
}

function foreign(path: string): SmallFile {
  return { kind: 'missing', warning: `${path} belongs to another user and does not count` }
}

/** All bytes of a file; `undefined` where there are more, as in one of /proc, whose size says nothing. */
function readAtMost(fd: number, limit: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafe(limit + 1)
  for (let length = 0; length <= limit; ) {
    const read = readSync(fd, buffer, length, buffer.length - length, null)
    if (read === 0) return buffer.subarray(0, length)
    length += read
  }
  return undefined
}
