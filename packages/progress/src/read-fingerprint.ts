import { findRepositoryAbove, join, type RepositoryFound } from './find-repository.ts'
import {
  type Fingerprint,
  isRepository,
  type PathSighting,
  type RepositorySightings,
  type Watch,
} from './fingerprint.ts'
import type { ProgressOps } from './ops.ts'
import { readCommit } from './read-commit.ts'
import { readPath } from './read-path.ts'
import { readWork } from './read-work.ts'
import type { Reading } from './reading.ts'

/** What to look at, with what, and for how long. */
export interface FingerprintRequest {
  /** An absolute path. Its repository is the one that holds it, as git finds it. */
  readonly workspace: string
  /** What is watched of every repository. Empty: nothing at all is read. */
  readonly watch: readonly Watch[]
  /** Further repositories or files, from the workspace. Default none. */
  readonly paths?: readonly string[]
  /** The last record. A commit that is still the same need not be looked up again. */
  readonly previous?: Fingerprint
  readonly ops: ProgressOps
  /** Milliseconds for the whole reading. Default 200. */
  readonly budgetMs?: number
  /** The most changed files that are looked at in one repository. Default 10,000. */
  readonly maxFiles?: number
}

/**
 * Reads ground truth at this moment. Never throws over what it finds: what cannot be seen in time, or at all, says
 * so in its place.
 *
 * Commits and files come first, uncommitted work last: a slow `git status` takes nothing from the cheap things.
 *
 * @example
 * const now = readFingerprint({ workspace, watch: ['commit'], previous, ops: nodeOps({ env: process.env }) })
 * const progress = compareFingerprints(previous, now)
 */
export function readFingerprint(request: FingerprintRequest): Fingerprint {
  const { workspace, watch, paths = [], previous = {}, ops, budgetMs = 200, maxFiles = 10_000 } = request
  if (watch.length === 0) return {}
  const reading: Reading = { ops, deadline: ops.now() + budgetMs, maxFiles }

  const home = plan(reading, watch, findRepositoryAbove(ops, workspace), previous)
  const others = paths.map((path): [string, Plan<PathSighting>] => {
    const found = readPath(ops, join(workspace, path))
    if (found.kind === 'seen') return [path, () => found.sighting]
    return [path, plan(reading, watch, found, lastOf(previous, path))]
  })
  const sightings = home()
  if (others.length === 0) return sightings
  return { ...sightings, paths: Object.fromEntries(others.map(([path, finish]) => [path, finish()])) }
}

/** What is left to do once everything cheap is done. */
type Plan<T> = () => T

function plan(
  reading: Reading,
  watch: readonly Watch[],
  found: RepositoryFound,
  previous: RepositorySightings,
): Plan<RepositorySightings> {
  const commit = watch.includes('commit') && { commit: readCommit(reading, found, previous.commit) }
  return () => ({ ...commit, ...(watch.includes('tree') && { tree: readWork(reading, found) }) })
}

function lastOf({ paths }: Fingerprint, path: string): RepositorySightings {
  const last = paths !== undefined && Object.hasOwn(paths, path) ? paths[path] : undefined
  return isRepository(last) ? last : {}
}
