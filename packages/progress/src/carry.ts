import {
  type Fingerprint,
  isRepository,
  isUnknown,
  type PathSighting,
  type RepositorySightings,
  type Sighting,
} from './fingerprint.ts'

/**
 * What to record for the next comparison: what is seen now, and where that says nothing, what was seen last.
 *
 * So one Stop at which git was too slow does not hide the work done around it, and a repository that is away for a
 * moment (a branch without commits, a folder moved) does not count as new when it comes back. A file that went away
 * stays recorded as gone. What is no longer watched is dropped.
 */
export function carryForward(before: Fingerprint, after: Fingerprint): Fingerprint {
  if (after.paths === undefined) return carryRepository(before, after)
  const paths = Object.entries(after.paths).map(([path, now]): [string, PathSighting] => {
    const known = before.paths !== undefined && Object.hasOwn(before.paths, path)
    return [path, known ? carryPath(before.paths[path], now) : now]
  })
  return { ...carryRepository(before, after), paths: Object.fromEntries(paths) }
}

function carryPath(before: PathSighting | undefined, after: PathSighting): PathSighting {
  if (before === undefined) return after
  if (isUnknown(after)) return before
  if (!isRepository(before)) return after
  return isRepository(after) ? carryRepository(before, after) : after === null ? before : after
}

function carryRepository(before: RepositorySightings, after: RepositorySightings): RepositorySightings {
  return {
    ...(after.commit !== undefined && { commit: carry(before.commit, after.commit) }),
    ...(after.tree !== undefined && { tree: carry(before.tree, after.tree) }),
  }
}

function carry(before: Sighting | undefined, after: Sighting): Sighting {
  return before !== undefined && typeof after !== 'string' && !isUnknown(before) ? before : after
}
