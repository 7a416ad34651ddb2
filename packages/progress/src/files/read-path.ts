import { digestBytes } from '../digest.ts'
import type { Sighting, Unknown } from '../fingerprint.ts'
import { findRepositoryAt, type Repository } from '../git/find-repository.ts'
import type { FileStat, ProgressOps } from './ops.ts'
import { readStart } from './read-file.ts'

/** A file by its digest, or a repository still to be read. */
export type PathFound = Repository | { readonly kind: 'seen'; readonly sighting: Sighting } | Unknown

/** Up to here a file counts by its content, so that writing the same status again is no progress. */
const CONTENT_LIMIT = 65_536

/** What is at a further path. A folder must be a repository itself: no other one is looked for above it. */
export function readPath(ops: ProgressOps, path: string): PathFound {
  let stat: FileStat | undefined
  try {
    stat = ops.stat(path)
  } catch {
    return { kind: 'unknown', unknown: 'unreadable' }
  }
  if (stat === undefined) return { kind: 'seen', sighting: null }
  if (stat.kind === 'other') return { kind: 'unknown', unknown: 'not-a-file' }
  if (stat.kind === 'file') return readContent(ops, path, stat)
  const found = findRepositoryAt(ops, path)
  return found.kind === 'none' ? { kind: 'unknown', unknown: 'folder' } : found
}

function readContent(ops: ProgressOps, path: string, { size, mtimeMs }: FileStat): PathFound {
  if (size > CONTENT_LIMIT) return { kind: 'seen', sighting: `${size}@${mtimeMs}` }
  const content = readStart(ops, path, CONTENT_LIMIT)
  if (content.kind === 'missing') return { kind: 'seen', sighting: null }
  if (content.kind === 'folder') return { kind: 'unknown', unknown: 'folder' }
  if (content.kind === 'unknown') return content
  return { kind: 'seen', sighting: `${content.bytes.length}:${digestBytes(content.bytes)}` }
}
