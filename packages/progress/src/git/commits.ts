import type { NewCommit } from '../fingerprint/compare.ts'
import { MAX_WORKTREES, type Sighting, type Sightings, type Why, whyOf } from '../fingerprint/fingerprint.ts'
import type { IsWork } from '../paths/not-work.ts'
import { orElse, type ProgressOps, realOr } from '../paths/ops.ts'
import type { Git } from './ask.ts'
import { readHead } from './refs.ts'
import type { Repository } from './repository.ts'

/** 80 bits of an id: no chance of two alike, and git takes them as a name of the commit. */
const SHOWN = 20
/** No repository that people work in has as many work trees; of those beyond, none is looked at. */
const MOST_LISTED = 1000
/** Names of changed files: more than a commit has, but for one that moves a whole tree. */
const NAMES_LIMIT = 1_048_576
/** Beyond so many, the names of its files say nothing of a commit. */
const MOST_NAMES = 1000

/** What is to be recorded of the commits, and what advanced. */
export interface CommitsSeen {
  readonly seen: Pick<Sightings, 'commit' | 'worktrees'>
  readonly advanced: readonly NewCommit[]
  readonly unseen: readonly Why[]
}

/** Reads the whole id of the commit HEAD points to, and lets git know it. `null`: there is none yet. */
export function readOwnHead(ops: ProgressOps, git: Git): string | null {
  const head = readHead(ops, git.repository)
  if (head === 'ask') git.head = git.askHead() || null
  else git.head = head === 'unborn' ? null : head.id
  return git.head
}

/**
 * The commits of a repository: of the work tree itself, and of up to {@link MAX_WORKTREES} others that are linked to it,
 * those used last first. Git is asked only about a commit that is new: to an earlier look or, where that saw none, since
 * a time.
 */
export function readCommits(
  ops: ProgressOps,
  git: Git,
  head: string | null,
  before: Sightings,
  since: number | undefined,
  isWork: IsWork,
): CommitsSeen {
  const { repository } = git
  const { commit, worktrees: known = {} } = before
  const advanced: NewCommit[] = []
  const unseen = new Set<Why>()
  /** @returns what to record; nothing where it is to be looked at again */
  const look = (
    id: string,
    last: Sighting | undefined,
    gitDir: string,
    name?: string,
  ): string | undefined => {
    const shown = id.slice(0, SHOWN)
    if (typeof last === 'string' && id.startsWith(last)) return shown
    if (last === undefined && !isSince(ops, git, gitDir, id, since)) return shown
    let changed: readonly string[]
    try {
      changed = changedBy(git, id, last ?? undefined)
    } catch (error) {
      const why = whyOf(error)
      unseen.add(why)
      // What git refuses to compare with may be gone for good; what it had no time for is asked again.
      return why === 'git-failed' ? shown : undefined
    }
    const files = changed.filter((path) => isWork(path, true))
    // An amended message or an empty commit changes nothing; bookkeeping is no work.
    if (files.length > 0) {
      const worktree = name === undefined ? {} : { worktree: name }
      advanced.push({ id, files: files.length > MOST_NAMES ? [] : files, ...worktree })
    }
    return shown
  }

  const own = head === null ? (commit ?? null) : look(head, commit, repository.gitDir)
  let worktrees: [name: string, commit: string][] = []
  try {
    const others = otherWorktrees(ops, repository)
    if (others.length > MAX_WORKTREES) unseen.add('too-many')
    for (const { name, gitDir } of others.slice(0, MAX_WORKTREES)) {
      const last = Object.hasOwn(known, name) ? known[name] : undefined
      const other = orElse('ask', () => readHead(ops, { gitDir, commonDir: repository.commonDir }))
      const id = typeof other === 'string' ? undefined : other.id
      // A commit that another work tree has made, and this one has taken over, is no second one.
      const isTold = id === head || advanced.some((each) => each.id === id)
      const now = id === undefined ? undefined : isTold ? id.slice(0, SHOWN) : look(id, last, gitDir, name)
      const shown = now ?? last
      if (shown !== undefined) worktrees.push([name, shown])
    }
  } catch {
    unseen.add('unreadable')
    worktrees = Object.entries(known)
  }
  if (own === undefined) return { seen: {}, advanced: [], unseen: [...unseen] }
  // Defined one by one, where an assignment to `__proto__` would not be.
  const all = worktrees.length > 0 && { worktrees: Object.fromEntries(worktrees) }
  return { seen: { commit: own, ...all }, advanced, unseen: [...unseen] }
}

interface OtherWorktree {
  /** `.` is the main one. */
  readonly name: string
  readonly gitDir: string
}

/** The work trees of the same repository but for the given one. */
function otherWorktrees(ops: ProgressOps, { gitDir, commonDir }: Repository): readonly OtherWorktree[] {
  const linked = ops
    .list(`${commonDir}/worktrees`)
    .slice(0, MOST_LISTED)
    .map((name) => ({ name, gitDir: `${commonDir}/worktrees/${name}` }))
  if (linked.length === 0) return []
  const own = ops.realpath(gitDir)
  const others = [{ name: '.', gitDir: commonDir }, ...linked].filter(
    (other) => realOr(ops, other.gitDir) !== own,
  )
  if (others.length <= MAX_WORKTREES) return others
  // Every commit rewrites the index of its work tree.
  const dated = others.map((other) => ({ ...other, usedAt: changeOf(ops, `${other.gitDir}/index`) ?? 0 }))
  return dated.toSorted((one, other) => other.usedAt - one.usedAt)
}

function changeOf(ops: ProgressOps, path: string): number | undefined {
  return orElse(undefined, () => ops.stat(path)?.mtimeMs)
}

/** Whether a commit was made since then. Mostly the log of HEAD is older, which saves asking git. */
function isSince(ops: ProgressOps, git: Git, gitDir: string, id: string, since: number | undefined): boolean {
  if (since === undefined || (changeOf(ops, `${gitDir}/logs/HEAD`) ?? since) < since) return false
  const commit = orElse('', () => git.ask(['cat-file', 'commit', id], { maxBytes: NAMES_LIMIT }))
  const seconds = /^committer .* (\d+) [+-]\d{4}$/m.exec(commit)?.[1]
  // A commit knows whole seconds only.
  return seconds !== undefined && Number(seconds) >= Math.floor(since / 1000)
}

/** The files that differ between two commits, or that one brought; too many to be told are none but one of no name. */
function changedBy(git: Git, id: string, last: string | undefined): readonly string[] {
  const names = ['-r', '-z', '--name-only', '--no-renames', '--no-commit-id']
  const args = last === undefined ? [...names, '--root', '-m', id] : [...names, last, id]
  try {
    const printed = git.ask(['diff-tree', ...args], { maxBytes: NAMES_LIMIT })
    return [...new Set(printed.split('\0').filter((path) => path !== ''))]
  } catch (error) {
    if (whyOf(error) === 'too-many') return ['…']
    throw error
  }
}
