import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'

/** The end of a file, or why there is none. */
export type Tail =
  | {
      readonly kind: 'text'
      readonly text: string
      /** Whether there is more of it, before this. */
      readonly isCut: boolean
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Reads the last bytes of a regular file that lies in a folder, links followed. Never waits for the other end of a FIFO,
 * never throws.
 *
 * @param most - how many bytes at most
 */
export function readTail(path: string, folder: string, most: number): Tail {
  let fd: number | undefined
  try {
    const real = realpathSync(path)
    const root = realpathSync(folder)
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return {
        kind: 'refused',
        why: `${path} leads to ${real}, which is not inside the workspace: remove the link`,
      }
    }
    fd = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return { kind: 'refused', why: `${path} is not a regular file: move it away` }
    const from = Math.max(0, stats.size - most)
    return { kind: 'text', text: readFrom(fd, from, stats.size - from), isCut: from > 0 }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT'
      ? { kind: 'missing' }
      : { kind: 'refused', why: `cannot read ${path}: ${String(code ?? error)}` }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function readFrom(fd: number, from: number, length: number): string {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const read = readSync(fd, bytes, filled, length - filled, from + filled)
    // It has become shorter since it was measured.
    if (read === 0) break
    filled += read
  }
  return new TextDecoder().decode(bytes.subarray(0, filled))
}
