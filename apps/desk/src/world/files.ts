import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The code of an error of the file system, or what it says. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'its file system is read-only',
  ENOSPC: 'there is no space left on its disk',
  EDQUOT: 'your share of its disk is used up',
  ENOTDIR: 'something on the way to it is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else of that name is in the way',
  ENOTEMPTY: 'something else of that name is in the way',
  ENOENT: 'something on the way to it is gone',
  ELOOP: 'a link on the way to it leads back to itself',
  ENAMETOOLONG: 'its name is longer than its file system takes',
  EIO: 'its disk fails',
  EBUSY: 'another program has it open',
  EMFILE: 'too many files are open',
}

/** Why the file system didn't do what it was asked, in words, with its code for whoever looks that up. */
export function whyOf(error: unknown): string {
  const code = codeOf(error)
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
  return words === undefined ? code : `${words} (${code})`
}

/** Removes what is of no use any more, if it is there at all. Never throws: why it came to this matters more. */
export function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // A later run sweeps it away.
  }
}

/** Longer than any run takes, in milliseconds: what is older is nobody's work in progress. */
const ABANDONED_MS = 60 * 60 * 1000

/** An id as it stands in a name. */
export const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/**
 * Removes what runs that were killed have left half done in a folder. What can't be removed stays.
 *
 * @param ours - tells the names of such files and folders from all others
 */
export function sweep(folder: string, ours: RegExp, now: number): void {
  for (const name of namesIn(folder).filter((one) => ours.test(one))) {
    const path = join(folder, name)
    try {
      if (now - lstatSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true })
    } catch {
      // Somebody else was faster, or may do what this user may not.
    }
  }
}

/** The names in a folder; none where it can't be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

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
