import type { Unknown } from '../fingerprint.ts'
import type { FileStat, ProgressOps } from './ops.ts'

/** The first bytes of a file, or why there are none. */
export type FileReading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | Unknown

/** A text that had to be short, or why there is none. */
export type TextReading =
  | { readonly kind: 'text'; readonly text: string }
  | Exclude<FileReading, { readonly kind: 'bytes' }>

const UNREADABLE = { kind: 'unknown', unknown: 'unreadable' } as const
const NOT_A_FILE = { kind: 'unknown', unknown: 'not-a-file' } as const

/**
 * Reads at most `limit` bytes from the start of a regular file. Never waits: what isn't a regular file is not even
 * opened, and looked at again once open in case it was exchanged meanwhile.
 */
export function readStart(ops: ProgressOps, path: string, limit: number): FileReading {
  return withFile<FileReading>(ops, path, (fd, { size }) => ({
    kind: 'bytes',
    bytes: readAt(ops, fd, 0, Math.min(size, limit)),
    size,
  }))
}

/** Reads a text of at most `limit` bytes; a longer one is "too big". */
export function readText(ops: ProgressOps, path: string, limit: number): TextReading {
  const reading = readStart(ops, path, limit)
  if (reading.kind !== 'bytes') return reading
  if (reading.size > limit) return { kind: 'unknown', unknown: 'too-big' }
  return { kind: 'text', text: new TextDecoder().decode(reading.bytes) }
}

/** Reads up to `length` bytes at a position: less only at the end of the file. */
export function readAt(ops: ProgressOps, fd: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const got = ops.read(fd, bytes.subarray(filled), position + filled)
    if (got <= 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}

/** Opens a regular file for as long as `use` takes. What any operation throws is "unreadable". */
export function withFile<T>(
  ops: ProgressOps,
  path: string,
  use: (fd: number, stat: FileStat) => T,
): T | Exclude<FileReading, { readonly kind: 'bytes' }> {
  let fd: number | undefined
  try {
    const found = ops.stat(path)
    if (found === undefined) return { kind: 'missing' }
    if (found.kind === 'folder') return { kind: 'folder' }
    if (found.kind === 'other') return NOT_A_FILE
    fd = ops.open(path)
    const stat = ops.fstat(fd)
    return stat.kind === 'file' ? use(fd, stat) : NOT_A_FILE
  } catch (error) {
    // Gone between the look and the opening, as a reference is that has just been packed.
    return (error as { code?: unknown }).code === 'ENOENT' ? { kind: 'missing' } : UNREADABLE
  } finally {
    if (fd !== undefined) closeQuietly(ops, fd)
  }
}

/** It was only read: there is nothing that closing could still lose. */
function closeQuietly(ops: ProgressOps, fd: number): void {
  try {
    ops.close(fd)
  } catch {
    // Nothing to be done about it.
  }
}
