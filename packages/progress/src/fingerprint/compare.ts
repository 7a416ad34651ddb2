import { joinDigests } from './digest.ts'
import { MAX_MARKS, type Sighting, type Sightings } from './fingerprint.ts'

/** A commit that counts, by the work tree it was made in and the files that it changed. */
export interface NewCommit {
  readonly id: string
  /** The name of another work tree; absent for the one that was looked at. */
  readonly worktree?: string
  /** Empty where there are too many to be told. */
  readonly files: readonly string[]
}

/** A file with uncommitted changes. */
export interface ChangedFile {
  /** From the root of the work tree. */
  readonly path: string
  readonly untracked: boolean
  /** 16 digits: 8 of the path, 8 of its state. */
  readonly mark: string
  /** Milliseconds since 1970; 0 where it is gone. */
  readonly changedAt: number
}

/** One thing that advanced. */
export interface Advance {
  /** A sentence for people, with the names of up to three files. */
  readonly text: string
  /** The files it was, from the root of their repository, as far as that can be told. */
  readonly files: readonly string[]
  /** Which part of the fingerprint it was found by. */
  readonly part: 'commit' | 'tree' | 'here' | 'paths'
  /** It is one untracked file and nothing else. */
  readonly loneUntracked?: true
}

/** The most files that a sentence names. */
const NAMED = 3
/** The most files that an advance keeps. */
const KEPT = 20

/** A new commit, told with what it changed. */
export function tellCommit({ id, worktree, files }: NewCommit): Advance {
  const name = worktree === '.' ? 'the main work tree' : `worktree ${JSON.stringify(worktree)}`
  const where = worktree === undefined ? '' : ` in ${name}`
  const what = files.length === 0 ? 'many files' : list(files)
  return { text: `commit ${id.slice(0, 8)}${where}: ${what}`, files: files.slice(0, KEPT), part: 'commit' }
}

/**
 * Whether uncommitted work advanced: any is left, and it is not what it was. To stage a file changes nothing. Becoming
 * clean is told by the commit that took the work in; without one, work was thrown away.
 *
 * @param since - where nothing is known of before: only a file that changed from then on counts, in milliseconds since
 * 1970; `undefined`: none does
 */
export function compareWork(
  before: Sightings,
  now: Sightings,
  files: readonly ChangedFile[],
  since: number | undefined,
): Advance | undefined {
  if (before.tree === undefined) {
    const fresh = since === undefined ? [] : files.filter(({ changedAt }) => changedAt >= since)
    return fresh.length === 0 ? undefined : tellFiles(fresh, 0)
  }
  if (typeof now.tree !== 'string') return undefined
  const isWhole = before.untracked !== undefined && now.untracked !== undefined
  const last = join(before.tree, isWhole ? before.untracked : null)
  const current = join(now.tree, isWhole ? now.untracked : null)
  if (current === '0' || current === last) return undefined
  const known = last === '0' ? '' : before.marks
  if (known === undefined) {
    const newest = files.toSorted((one, other) => other.changedAt - one.changedAt)
    const text = `uncommitted work changed, lately: ${list(newest.map(({ path }) => path))}`
    return { ...tellFiles(newest, 0), text }
  }
  const marks: readonly string[] = known.match(/.{16}/g) ?? []
  const states = new Set(marks)
  const changed = files.filter(({ mark }) => !states.has(mark))
  const paths = new Set(files.map(({ mark }) => mark.slice(0, 8)))
  return tellFiles(changed, marks.filter((mark) => !paths.has(mark.slice(0, 8))).length)
}

/** Whether the raw content of filtered files is another than it was, and git doesn't take all of them for clean. */
export function compareFiltered(
  before: Sighting | undefined,
  now: Sighting | undefined,
): Advance | undefined {
  if (typeof before !== 'string' || typeof now !== 'string') return undefined
  const [count, digest] = now.split(':')
  if (count === '0' || digest === before.split(':')[1]) return undefined
  return {
    part: 'tree',
    text: "the content of files changed that only a filter of the repository's own could judge",
    files: [],
  }
}

/** The marks of changed files as a record keeps them; nothing where they are too many. */
export function keepMarks(files: readonly ChangedFile[]): string | undefined {
  return files.length > MAX_MARKS ? undefined : files.map(({ mark }) => mark).join('')
}

/** Two sightings of files that have nothing in common, as one. */
function join(...sightings: readonly (Sighting | undefined)[]): string {
  const [one, other] = sightings.filter((sighting) => typeof sighting === 'string' && sighting !== '0')
  if (one === undefined) return '0'
  const [[files, digest], [more, another]] = [split(one), split(other)]
  return `${files + more}:${joinDigests(digest, another)}`
}

function split(sighting: Sighting | undefined): [files: number, digest: string] {
  const [files = '0', digest = ''] = (sighting ?? `0:${'0'.repeat(16)}`).split(':')
  return [Number(files), digest]
}

function tellFiles(changed: readonly ChangedFile[], gone: number): Advance {
  const paths = changed.map(({ path }) => path)
  if (paths.length === 0) {
    const text = `uncommitted work changed: ${gone} ${gone === 1 ? 'file is' : 'files are'} no longer changed`
    return { text, files: [], part: 'tree' }
  }
  const verb = changed.every(({ untracked }) => untracked) ? 'untracked' : 'uncommitted'
  const isLone = changed.length === 1 && gone === 0 && verb === 'untracked'
  return {
    text: `${verb} work in ${list(paths)}`,
    files: paths.slice(0, KEPT),
    part: 'tree',
    ...(isLone && { loneUntracked: true }),
  }
}

/** Names as they are, in quotes where they hold anything but plain characters. */
function list(paths: readonly string[]): string {
  const named = paths.slice(0, NAMED).map((path) => (/^[\w./@+-]+$/.test(path) ? path : JSON.stringify(path)))
  const rest = paths.length - named.length
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
}
