import type { Unknown } from '../fingerprint/fingerprint.ts'
import type { FileStat, ProgressOps } from './ops.ts'

type NotRead = { readonly kind: 'missing' } | { readonly kind: 'folder' } | Unknown

/** The first bytes of a file, or why there are none. */
export type FileReading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly size: number; readonly mtimeMs: number }
  | NotRead

/** A text that had to be short, or why there is none. */
export type TextReading = { readonly kind: 'text'; readonly text: string } | NotRead

/**
 * Reads at most `limit` bytes from the start of a regular file. Never waits: what isn't a regular file is not even
 * opened, and looked at again once open in case it was exchanged meanwhile. What any operation throws is "unreadable".
 */
export function readStart(ops: ProgressOps, path: string, limit: number): FileReading {
  let fd: number | undefined
  try {
    const found = ops.stat(path)
    if (found?.kind !== 'file') return notRead(found)
    fd = ops.open(path)
    const stat = ops.fstat(fd)
    if (stat.kind !== 'file') return notRead({ ...stat, kind: 'other' })
    const { size, mtimeMs } = stat
    return { kind: 'bytes', bytes: readFrom(ops, fd, Math.min(size, limit)), size, mtimeMs }
  } catch (error) {
    // Gone between the look and the opening, as a reference is that has just been packed.
    const isGone = (error as { code?: unknown }).code === 'ENOENT'
    return isGone ? { kind: 'missing' } : { kind: 'unknown', unknown: 'unreadable' }
  } finally {
    if (fd !== undefined) closeQuietly(ops, fd)
  }
}

/** Reads a text of at most `limit` bytes; a longer one is "too big". */
export function readText(ops: ProgressOps, path: string, limit: number): TextReading {
  const reading = readStart(ops, path, limit)
  if (reading.kind !== 'bytes') return reading
  if (reading.size > limit) return { kind: 'unknown', unknown: 'too-big' }
  return { kind: 'text', text: new TextDecoder().decode(reading.bytes) }
}

function notRead(found: FileStat | undefined): NotRead {
  if (found === undefined) return { kind: 'missing' }
  return found.kind === 'folder' ? { kind: 'folder' } : { kind: 'unknown', unknown: 'not-a-file' }
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
