import { digestText } from './digest.ts'
import { findRepositoryAt, type Repository } from './find-repository.ts'
import type { Sighting } from './fingerprint.ts'
import type { FileStat, ProgressOps } from './ops.ts'
import { readStart } from './read-file.ts'

/** A file by its digest, or a repository still to be read. */
export type PathFound = Repository | { readonly kind: 'seen'; readonly sighting: Sighting }

/** Up to here a file counts by its content, so that writing the same status again is no progress. */
const CONTENT_LIMIT = 65_536

/** What is at a further path. A folder must be a repository itself: no other one is looked for above it. */
export function readPath(ops: ProgressOps, path: string): PathFound {
  let stat: FileStat | undefined
  try {
    stat = ops.stat(path)
  } catch {
    return seen({ unknown: 'unreadable' })
  }
  if (stat === undefined) return seen(null)
  if (stat.kind === 'other') return seen({ unknown: 'not-a-file' })
  if (stat.kind === 'file') return seen(readContent(ops, path, stat))
  const found = findRepositoryAt(ops, path)
  if (found.kind === 'repository') return found
  return seen({ unknown: found.kind === 'none' ? 'folder' : found.unknown })
}

function readContent(ops: ProgressOps, path: string, { size, mtimeMs }: FileStat): Sighting {
  if (size > CONTENT_LIMIT) return `${size}@${mtimeMs}`
  const content = readStart(ops, path, CONTENT_LIMIT)
  if (content.kind === 'missing') return null
  if (content.kind === 'folder') return { unknown: 'folder' }
  if (content.kind === 'unknown') return { unknown: content.unknown }
  const text = Buffer.from(content.bytes).toString('latin1')
  return `${text.length}:${digestText(text)}`
}

function seen(sighting: Sighting): PathFound {
  return { kind: 'seen', sighting }
}
