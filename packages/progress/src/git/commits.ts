import type { NewCommit } from '../compare.ts'
import type { ProgressOps } from '../files/ops.ts'
import { MAX_WORKTREES, type Sighting, type Sightings, type Why } from '../fingerprint.ts'
import type { IsWork } from '../not-work.ts'
import type { Git, Reading } from './ask.ts'
import { type Repository, realOr } from './find-repository.ts'
import { readHead } from './head.ts'

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

/** What an earlier look has left, and from when on a commit counts that no look has left anything to compare with. */
export interface Before {
  readonly sightings: Sightings
  /** Milliseconds since 1970; `undefined`: what is seen for the first time counts for nothing. */
  readonly since: number | undefined
}

/** The whole id of the commit HEAD points to, `null` where there is none yet, or why it isn't known. */
export function headOf(reading: Reading, repository: Repository, git: Git): { id: string | null } | Why {
  const head = readHead(reading.ops, repository)
  switch (head.kind) {
    case 'commit':
      return { id: head.id }
    case 'unborn':
      return { id: null }
    case 'unknown':
      return head.unknown
    case 'ask': {
      const asked = git.head()
      return asked.kind === 'answered' ? { id: asked.stdout.trim() || null } : asked.unknown
    }
  }
}

/**
 * The commits of a repository: of the work tree itself, and of up to {@link MAX_WORKTREES} others that are linked to
 * the same repository, those that were used last before the rest. Git is asked only about a commit that is new.
 */
export function readCommits(
  { ops }: Reading,
  repository: Repository,
  head: { readonly id: string | null },
  git: Git,
  before: Before,
  isWork: IsWork,
): CommitsSeen {
  const advanced: NewCommit[] = []
  const unseen = new Set<Why>()
  /** @returns what to record; nothing where it is to be looked at again */
  const look = (
    id: string,
    last: Sighting | undefined,
    gitDir: string,
    worktree?: string,
  ): string | undefined => {
    const shown = id.slice(0, SHOWN)
    if (typeof last === 'string' && id.startsWith(last)) return shown
    if (last === undefined && !isSince(ops, git, gitDir, id, before.since)) return shown
    const changed = changedBy(git, id, typeof last === 'string' ? last : undefined)
    if (!Array.isArray(changed)) {
      unseen.add(changed)
      // What git refuses to compare with may be gone for good; what it had no time for is asked again.
      return changed === 'git-failed' ? shown : undefined
    }
    const files = changed.filter((path) => isWork(path, true))
    // An amended message or an empty commit changes nothing; bookkeeping is no work.
    if (files.length > 0) {
      const where = worktree === undefined ? {} : { worktree }
      advanced.push({ id, files: files.length > MOST_NAMES ? [] : files, ...where })
    }
    return shown
  }

  const { commit, worktrees: known = {} } = before.sightings
  const own = head.id === null ? (commit ?? null) : look(head.id, commit, repository.gitDir)

  let others: readonly OtherWorktree[] = []
  let worktrees: [name: string, commit: string][] = []
  try {
    others = otherWorktrees(ops, repository)
  } catch {
    unseen.add('unreadable')
    worktrees = Object.entries(known)
  }
  if (others.length > MAX_WORKTREES) unseen.add('too-many')
  for (const { name, gitDir } of others.slice(0, MAX_WORKTREES)) {
    const last = Object.hasOwn(known, name) ? known[name] : undefined
    const other = readHead(ops, { gitDir, commonDir: repository.commonDir })
    const id = other.kind === 'commit' ? other.id : undefined
    // A commit that another work tree has made, and this one has taken over, is no second one.
    const isTold = id === head.id || advanced.some((each) => each.id === id)
    const now = id === undefined ? undefined : isTold ? id.slice(0, SHOWN) : look(id, last, gitDir, name)
    const shown = now ?? last
    if (shown !== undefined) worktrees.push([name, shown])
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
  const used = new Map(others.map(({ name, gitDir: folder }) => [name, lastUse(ops, folder)]))
  return others.toSorted((one, other) => (used.get(other.name) ?? 0) - (used.get(one.name) ?? 0))
}

/** Every commit rewrites the index of its work tree. */
function lastUse(ops: ProgressOps, gitDir: string): number {
  try {
    return ops.stat(`${gitDir}/index`)?.mtimeMs ?? 0
  } catch {
    return 0
  }
}

/**
 * Whether a commit that nothing is recorded of was made since then. The log of HEAD is older where nothing moved it,
 * which saves asking git at the first look of nearly every session.
 */
function isSince(ops: ProgressOps, git: Git, gitDir: string, id: string, since: number | undefined): boolean {
  if (since === undefined) return false
  let log: number | undefined
  try {
    log = ops.stat(`${gitDir}/logs/HEAD`)?.mtimeMs
  } catch {
    log = undefined
  }
  if (log !== undefined && log < since) return false
  const commit = git.ask(['cat-file', 'commit', id], { maxBytes: NAMES_LIMIT })
  const seconds =
    commit.kind === 'answered' ? /^committer .* (\d+) [+-]\d{4}$/m.exec(commit.stdout)?.[1] : undefined
  // A commit knows whole seconds only.
  return seconds !== undefined && Number(seconds) >= Math.floor(since / 1000)
}

/** The files that differ between two commits, or that one brought; too many to be told are none but one of no name. */
function changedBy(git: Git, id: string, last: string | undefined): string[] | Why {
  const names = ['-r', '-z', '--name-only', '--no-renames', '--no-commit-id']
  const args = last === undefined ? [...names, '--root', '-m', id] : [...names, last, id]
  const asked = git.ask(['diff-tree', ...args], { maxBytes: NAMES_LIMIT })
  if (asked.kind === 'answered') return [...new Set(asked.stdout.split('\0').filter((path) => path !== ''))]
  return asked.unknown === 'too-many' ? ['…'] : asked.unknown
}
