import { digestSet } from './digest.ts'
import { findRepositoryAt, type Repository, type RepositoryFound } from './find-repository.ts'
import type { Sighting } from './fingerprint.ts'
import type { FileStat, ProgressOps } from './ops.ts'
import { type ChangedFile, parseStatus } from './parse-status.ts'
import { readFilters } from './read-filters.ts'
import { readHead } from './read-head.ts'
import { askGit, isLate, type Reading } from './reading.ts'

const STATUS: readonly string[] = [
  'status',
  '--porcelain=v2',
  '-z',
  '--untracked-files=all',
  '--no-renames',
  // Looking for uncommitted work inside submodules would start a git for each of them.
  '--ignore-submodules=dirty',
]

/** More than a line takes in any but an unusual repository; the ids alone are 80. */
const BYTES_A_FILE = 320
/** How often the clock is asked: 64 looks at files take about a tenth of a millisecond. */
const LOOKS_BETWEEN = 64

/**
 * The uncommitted work: which files git reports as changed or untracked, each with size, time and mode. Staging is
 * not told apart: a file is the same file before and after `git add`.
 */
export function readWork(reading: Reading, found: RepositoryFound): Sighting {
  if (found.kind === 'none') return null
  if (found.kind === 'unknown') return { unknown: found.unknown }
  const filters = readFilters(reading, found)
  if (filters.kind === 'unknown') return { unknown: filters.unknown }
  const { root } = found
  const asked = askGit(
    reading,
    { root, args: STATUS, config: filters.off },
    SLACK + reading.maxFiles * BYTES_A_FILE,
  )
  if (asked.kind === 'unknown') return { unknown: asked.unknown }
  const files = parseStatus(asked.stdout, reading.maxFiles)
  return files === undefined ? { unknown: 'too-many' } : digestFiles(reading, found, files)
}

const SLACK = 65_536

function digestFiles(reading: Reading, { root }: Repository, files: readonly ChangedFile[]): Sighting {
  if (files.length === 0) return '0'
  const marks: string[] = []
  for (const file of files) {
    if (marks.length % LOOKS_BETWEEN === 0 && isLate(reading)) return { unknown: 'late' }
    const path = `${root}/${file.path}`
    marks.push(
      `${file.path}\0${file.repository ? markRepository(reading.ops, path) : markFile(reading.ops, path)}`,
    )
  }
  return `${marks.length}:${digestSet(marks)}`
}

function markFile(ops: ProgressOps, path: string): string {
  let stat: FileStat | undefined
  try {
    stat = ops.lstat(path)
  } catch {
    return 'unreadable'
  }
  return stat === undefined ? 'gone' : `${stat.size} ${stat.mtimeMs} ${stat.mode}`
}

/** A repository within another counts by its commit: the time of its folder says nothing. */
function markRepository(ops: ProgressOps, path: string): string {
  const found = findRepositoryAt(ops, path)
  if (found.kind !== 'repository') return found.kind
  const head = readHead(ops, found)
  return head.kind === 'commit' ? head.id : head.kind
}
