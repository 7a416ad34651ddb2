import type { NewCommit } from '../fingerprint/compare.ts'
import { MAX_WORKTREES, type Sighting, type Sightings, type Why } from '../fingerprint/fingerprint.ts'
import type { IsWork } from '../paths/not-work.ts'
import type { ProgressOps } from '../paths/ops.ts'
import { type Git, realOr } from './ask.ts'
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

/** The whole id of the commit HEAD points to, `null` where there is none yet, or why it isn't known. */
export type Head = { readonly id: string | null } | Why

/** Reads HEAD, and lets git know it. */
export function headOf(ops: ProgressOps, git: Git): Head {
  const head = readHead(ops, git.repository)
  if (head.kind === 'unknown') return head.unknown
  const asked = head.kind === 'ask' ? git.askHead() : undefined
  if (asked?.kind === 'unknown') return asked.unknown
  const id = (head.kind === 'commit' ? head.id : asked?.stdout.trim()) || null
  git.head = id ?? undefined
  return { id }
}

/**
 * The commits of a repository: of the work tree itself, and of up to {@link MAX_WORKTREES} others that are linked to
 * the same repository, those that were used last before the rest. Git is asked only about a commit that is new.
 *
 * @param before - what an earlier look left
 * @param since - from when on a commit counts that nothing is recorded of, in milliseconds since 1970; `undefined`: never
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
    const changed = changedBy(git, id, last ?? undefined)
    if (!Array.isArray(changed)) {
      unseen.add(changed)
      // What git refuses to compare with may be gone for good; what it had no time for is asked again.
      return changed === 'git-failed' ? shown : undefined
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
      const other = readHead(ops, { gitDir, commonDir: repository.commonDir })
      const id = other.kind === 'commit' ? other.id : undefined
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
  const used = new Map(
    others.map(({ name, gitDir: folder }) => [name, changeOf(ops, `${folder}/index`) ?? 0]),
  )
  return others.toSorted((one, other) => (used.get(other.name) ?? 0) - (used.get(one.name) ?? 0))
}

function changeOf(ops: ProgressOps, path: string): number | undefined {
  try {
    return ops.stat(path)?.mtimeMs
  } catch {
    return undefined
  }
}

/**
 * Whether a commit that nothing is recorded of was made since then. The log of HEAD is older where nothing moved it,
 * which saves asking git at the first look of nearly every session.
 */
function isSince(ops: ProgressOps, git: Git, gitDir: string, id: string, since: number | undefined): boolean {
  if (since === undefined || (changeOf(ops, `${gitDir}/logs/HEAD`) ?? since) < since) return false
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
