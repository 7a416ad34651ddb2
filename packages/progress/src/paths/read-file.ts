import { NotSeen } from '../fingerprint/fingerprint.ts'
import type { ProgressOps } from './ops.ts'

/** What stands at a path in place of a file. */
type NoFile = 'missing' | 'folder'

/** The first bytes of a file. */
export interface FileStart {
  readonly bytes: Uint8Array
  /** Of the whole file. */
  readonly size: number
  readonly mtimeMs: number
}

/**
 * Reads at most `limit` bytes from the start of a regular file. Never waits: what isn't one is not even opened, and
 * looked at again once open in case it was exchanged meanwhile.
 */
export function readStart(ops: ProgressOps, path: string, limit: number): FileStart | NoFile {
  let fd: number | undefined
  try {
    const found = ops.stat(path)
    if (found === undefined) return 'missing'
    if (found.kind === 'folder') return 'folder'
    if (found.kind === 'other') throw new NotSeen('not-a-file')
    fd = ops.open(path)
    const { kind, size, mtimeMs } = ops.fstat(fd)
    if (kind !== 'file') throw new NotSeen('not-a-file')
    return { bytes: readFrom(ops, fd, Math.min(size, limit)), size, mtimeMs }
  } catch (error) {
    // Gone between the look and the opening, as a reference is that has just been packed.
    if ((error as { code?: unknown }).code === 'ENOENT') return 'missing'
    throw error
  } finally {
    if (fd !== undefined) closeQuietly(ops, fd)
  }
}

/** Reads a text of at most `limit` bytes. */
export function readText(ops: ProgressOps, path: string, limit: number): { readonly text: string } | NoFile {
  const start = readStart(ops, path, limit)
  if (typeof start === 'string') return start
  if (start.size > limit) throw new NotSeen('too-big')
  return { text: new TextDecoder().decode(start.bytes) }
}

/** Reads up to `length` bytes: less only at the end of the file. */
function readFrom(ops: ProgressOps, fd: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const got = ops.read(fd, bytes.subarray(filled), filled)
    if (got <= 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}

/** It was only read: there is nothing that closing could still lose. */
function closeQuietly(ops: ProgressOps, fd: number): void {
  try {
    ops.close(fd)
  } catch {
    // Nothing to be done about it.
  }
}
