import {
  type Fingerprint,
  isRepository,
  isUnknown,
  type PathSighting,
  type RepositorySightings,
  type Sighting,
} from './fingerprint.ts'

/** Whether ground truth went forward, and a sentence for each thing that did. */
export type Progress = { readonly advanced: false } | { readonly advanced: true; readonly what: string[] }

/**
 * Compares what was seen last with what is seen now.
 *
 * An unknown on either side is no progress, and neither is a thing that was not watched before: its first sighting
 * is the baseline. A commit counts where its tree is another one; uncommitted work where any is left and it is not
 * what it was; a file where it changed, appeared or went away.
 *
 * @param before - the last record; best the result of `carryForward`, so that one unknown loses nothing
 * @param after - what `readFingerprint` answered now
 *
 * @example
 * compareFingerprints({ commit: '1f3a…:9be1…' }, { commit: '77d3…:04aa…' })
 * // { advanced: true, what: ['commit 77d3… has another tree'] }
 */
export function compareFingerprints(before: Fingerprint, after: Fingerprint): Progress {
  const what = [...compareRepositories('', before, after)]
  for (const [path, now] of Object.entries(after.paths ?? {})) {
    if (before.paths === undefined || !Object.hasOwn(before.paths, path)) continue
    what.push(...comparePaths(path, before.paths[path], now))
  }
  return what.length === 0 ? { advanced: false } : { advanced: true, what }
}

function compareRepositories(
  place: string,
  before: RepositorySightings,
  after: RepositorySightings,
): readonly string[] {
  return [
    ...compareCommits(place, before.commit, after.commit),
    ...compareWork(place, before.tree, after.tree),
  ]
}

function compareCommits(place: string, before: Sighting | undefined, after: Sighting | undefined): string[] {
  if (before === after || before === undefined || isUnknown(before) || typeof after !== 'string') return []
  const [id = '', tree] = after.split(':')
  if (before === null) return [`${place}commit ${id.slice(0, 8)} appeared`]
  const lastTree = before.split(':')[1]
  if (lastTree === undefined || lastTree === tree) return []
  return [`${place}commit ${id.slice(0, 8)} has another tree`]
}

function compareWork(place: string, before: Sighting | undefined, after: Sighting | undefined): string[] {
  if (before === undefined || isUnknown(before) || typeof after !== 'string') return []
  // Becoming clean is told by the commit that took the work in; without one, work was thrown away.
  if (before === after || after === '0') return []
  const [files = ''] = after.split(':')
  return [`${place}uncommitted work changed (${files} ${files === '1' ? 'file' : 'files'})`]
}

function comparePaths(
  path: string,
  before: PathSighting | undefined,
  after: PathSighting,
): readonly string[] {
  const name = JSON.stringify(path)
  if (before === undefined || isUnknown(before) || isUnknown(after)) return []
  if (isRepository(after)) {
    if (isRepository(before)) return compareRepositories(`${name}: `, before, after)
    return before === null ? [`${name} appeared`] : [`${name} became a repository`]
  }
  // A repository that went away or gave place to a file: nothing was achieved that a commit would not have told.
  if (isRepository(before) || before === after) return []
  if (before === null) return [`${name} appeared`]
  return [after === null ? `${name} is gone` : `${name} changed`]
}
