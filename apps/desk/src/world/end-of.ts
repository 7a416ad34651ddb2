import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/**
 * The end of a regular file as text; empty for what is no such file, or can't be read. No link is followed, and nobody is
 * waited for at the other end of a FIFO.
 *
 * @param most - how many bytes at most
 */
export function endOf(path: string, most: number): string {
  let fd: number | undefined
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const stats = fstatSync(fd)
    if (!stats.isFile()) return ''
    const bytes = new Uint8Array(Math.min(most, stats.size))
    return new TextDecoder().decode(
      bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, stats.size - bytes.length)),
    )
  } catch {
    return ''
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
