import { type Advance, compareFiltered, compareWork, keepMarks, tellCommit } from './compare.ts'
import type { ProgressOps } from './files/ops.ts'
import { readPath } from './files/read-path.ts'
import {
  carryForward,
  type Fingerprint,
  isRepository,
  type PathSighting,
  type Sighting,
  type Sightings,
  UNSEEN_REASONS,
  type Unseen,
  type Why,
} from './fingerprint.ts'
import { type Git, gitOf, type Reading } from './git/ask.ts'
import { headOf, readCommits } from './git/commits.ts'
import { findRepositoryAbove, join, type Repository, type RepositoryFound } from './git/find-repository.ts'
import { notSeen, readWork } from './git/work.ts'
import { type IsWork, workFilter } from './not-work.ts'
import type { ProgressPolicyFields } from './policy.ts'

/** What to look at, and with what. */
export interface LookRequest {
  /** An absolute path. Its repository is the one that holds it, as git finds it. */
  readonly workspace: string
  /** The folder that the model stands in, where it may be in another repository. */
  readonly stands?: string | undefined
  /** What is watched, and for how long. */
  readonly policy: ProgressPolicyFields
  /** What the last look left to be recorded; `undefined` where there was none. */
  readonly previous?: Fingerprint | undefined
  /**
   * Where a repository is seen for the first time: from when on a commit or a changed file counts, in milliseconds since
   * 1970. The time of the last record, or of the session's beginning. Default: what is seen first is the baseline.
   */
  readonly since?: number | undefined
  readonly ops: ProgressOps
  /** The most changed files that are looked at in one repository. Default 10,000. */
  readonly maxFiles?: number
}

/** What a look found. */
export interface Look {
  /** What advanced since the last look; empty: nothing that could be seen. */
  readonly advanced: readonly Advance[]
  /** What could not be seen, and why. */
  readonly unseen: readonly Unseen[]
  /** What was seen now, and nothing of what could not be. */
  readonly seen: Fingerprint
  /** What to compare the next look with: what is seen now and, where that is nothing, what was seen last. */
  readonly fingerprint: Fingerprint
  /** Milliseconds that it took. */
  readonly ms: number
}

/** What texts begin with of the repository that the model stands in. */
const HERE = 'here: '

/** A repository that is looked at, with what is known of it. */
interface Target {
  readonly repository: Repository
  /** What texts begin with; empty for the workspace's own. */
  readonly place: string
  readonly before: Sightings
  readonly since: number | undefined
  readonly git: Git
  readonly isWork: IsWork
}

/**
 * Looks whether ground truth advanced since the last look. Never throws over what it finds: what can't be seen, in time
 * or at all, is told as that and is no progress.
 *
 * Commits and files come first, uncommitted work last: a slow `git status` takes nothing from the cheap things.
 *
 * @example
 * const { advanced, fingerprint } = look({ workspace, policy, previous, ops: nodeOps({ env: process.env }) })
 */
export function look(request: LookRequest): Look {
  const { workspace, stands, policy, previous = {}, since, maxFiles = 10_000 } = request
  if (policy.watch.length === 0) {
    return { advanced: [], unseen: [tellUnseen('progress', 'off')], seen: {}, fingerprint: previous, ms: 0 }
  }
  const ops = remembering(request.ops)
  const begun = ops.now()
  const apart = [workspace, ...(stands === undefined ? [] : [stands])]
  const found = findRepositoryAbove(ops, workspace)
  const here = stands === undefined ? undefined : otherThan(ops, found, findRepositoryAbove(ops, stands))
  // The repository of the workspace stays a stranger's while another one is asked about.
  if (found.kind === 'repository') apart.push(found.root)
  const reading: Reading = { ops, deadline: begun + policy.budgetMs, maxFiles, apart }
  const result = new Result(reading, policy, workspace)

  try {
    const home = result.open(found, '', previous, since)
    // Another repository than at the last look is seen for the first time.
    const last = here !== undefined && previous.here?.root === here.root ? previous.here : {}
    const standing = here && result.open(here, HERE, last, since)
    const others = policy.paths.map((path): [string, PathSighting | (() => Sightings) | undefined] => {
      const before =
        previous.paths !== undefined && Object.hasOwn(previous.paths, path) ? previous.paths[path] : undefined
      return [path, result.openPath(path, before)]
    })
    // What takes long comes when all else is done.
    const sightings = home()
    const atHand = standing?.()
    const paths = others.flatMap(([path, seen]): [string, PathSighting][] => {
      const sighting = typeof seen === 'function' ? seen() : seen
      return sighting === undefined ? [] : [[path, sighting]]
    })
    const seen: Fingerprint = {
      ...sightings,
      ...(atHand && here && { here: { ...atHand, root: here.root } }),
      ...(paths.length > 0 && { paths: Object.fromEntries(paths) }),
    }
    const { advanced, unseen } = result
    return { advanced, unseen, seen, fingerprint: carryForward(previous, seen), ms: ops.now() - begun }
  } finally {
    result.close()
  }
}

/** The same operations, by which no real path is looked for twice: within one look they don't change. */
function remembering(ops: ProgressOps): ProgressOps {
  const known = new Map<string, string>()
  const realpath = (path: string): string => {
    const real = known.get(path) ?? ops.realpath(path)
    known.set(path, real)
    return real
  }
  return { ...ops, realpath }
}

/** One thing that can't be seen, in words; where that is everything, the reason says enough. */
export function tellUnseen(what: string, why: Why): Unseen {
  const reason = UNSEEN_REASONS[why]
  return { what, why, text: what === 'progress' ? reason : `${what}: ${reason}` }
}

/** The repository that the model stands in, where it is another one than the workspace's, or another work tree of it. */
function otherThan(ops: ProgressOps, home: RepositoryFound, here: RepositoryFound): Repository | undefined {
  if (here.kind !== 'repository') return undefined
  if (home.kind !== 'repository') return here
  try {
    return ops.realpath(home.gitDir) === ops.realpath(here.gitDir) ? undefined : here
  } catch {
    return undefined
  }
}

/** One look, as it goes on. */
class Result {
  readonly advanced: Advance[] = []
  readonly unseen: Unseen[] = []
  private readonly gits: Git[] = []
  private readonly told = new Set<string>()
  private readonly reading: Reading
  private readonly policy: ProgressPolicyFields
  private readonly workspace: string

  constructor(reading: Reading, policy: ProgressPolicyFields, workspace: string) {
    this.reading = reading
    this.policy = policy
    this.workspace = workspace
  }

  close(): void {
    for (const git of this.gits) {
      try {
        git.close()
      } catch {
        // What is left in the folder for temporary files harms nobody.
      }
    }
  }

  /** Looks at the commits of a repository. @returns what looks at its uncommitted work, and answers what to record */
  open(found: RepositoryFound, place: string, before: Sightings, since: number | undefined): () => Sightings {
    if (found.kind === 'unknown') this.miss(`${place}the repository`, found.unknown)
    if (found.kind === 'none') {
      this.miss('progress', this.isJj() ? 'jj' : 'no-repository')
      // A repository that is away for a moment does not count as new when it comes back.
      return () => (before.commit === undefined ? { commit: null, tree: null, untracked: null } : {})
    }
    if (found.kind !== 'repository') return () => ({})
    const { ops } = this.reading
    // A further path may lead to a repository of its own.
    const reading = { ...this.reading, apart: [...this.reading.apart, found.root] }
    const pending = gitOf(reading, found, undefined)
    const refused = pending.refused()
    if (refused !== undefined) {
      this.miss(`${place}the repository`, refused)
      return () => ({})
    }
    const head = headOf(reading, found, pending)
    const git = typeof head !== 'string' && head.id !== null ? gitOf(reading, found, head.id) : pending
    this.gits.push(git)
    const isWork = workFilter(this.policy.ignore, baseOf(ops, found.root, this.workspace))
    const target: Target = { repository: found, place, before, since, git, isWork }
    const commits = this.policy.watch.includes('commit') ? this.commits(target, head) : {}
    return () => ({ ...commits, ...(this.policy.watch.includes('tree') ? this.work(target, head) : {}) })
  }

  openPath(path: string, before: PathSighting | undefined): PathSighting | (() => Sightings) | undefined {
    const name = JSON.stringify(path)
    const found = readPath(this.reading.ops, join(this.workspace, path))
    if (found.kind === 'repository') {
      if (before === null) this.advanced.push({ text: `${name} appeared`, files: [path], part: 'paths' })
      else if (typeof before === 'string')
        this.advanced.push({ text: `${name} became a repository`, files: [path], part: 'paths' })
      return this.open(found, `${name}: `, isRepository(before) ? before : {}, undefined)
    }
    if (found.kind === 'unknown') {
      this.miss(name, found.unknown)
      return undefined
    }
    const now: Sighting = found.sighting
    // A repository that went away or gave place to a file: nothing was achieved that a commit would not have told.
    if (isRepository(before)) return now === null ? before : now
    if (before !== undefined && before !== now) {
      const what = before === null ? 'appeared' : now === null ? 'is gone' : 'changed'
      this.advanced.push({ text: `${name} ${what}`, files: [path], part: 'paths' })
    }
    return now
  }

  private commits(
    { repository, place, before, since, git, isWork }: Target,
    head: { id: string | null } | Why,
  ): Sightings {
    if (typeof head === 'string') {
      this.miss(`${place}commits`, head)
      return {}
    }
    const { seen, advanced, unseen } = readCommits(
      this.reading,
      repository,
      head,
      git,
      { sightings: before, since },
      isWork,
    )
    for (const one of advanced) {
      // The model may stand in another work tree of the same repository.
      if (!this.told.has(one.id)) this.advance(place, tellCommit(one))
      this.told.add(one.id)
    }
    for (const why of unseen) this.miss(`${place}commits`, why)
    return seen
  }

  private work(
    { repository, place, before, since, git, isWork }: Target,
    head: { id: string | null } | Why,
  ): Sightings {
    // Without the commit that it is compared with, every file would be a new one.
    const { seen, files, unseen } =
      typeof head === 'string' ? notSeen(head) : readWork(this.reading, repository, git, isWork)
    for (const [what, why] of unseen) this.miss(`${place}${what}`, why)
    const advance = compareWork(before, seen, files, since) ?? compareFiltered(before.filtered, seen.filtered)
    if (advance !== undefined) this.advance(place, advance)
    const marks = seen.tree === undefined ? undefined : keepMarks(files)
    return { ...seen, ...(marks !== undefined && { marks }) }
  }

  private advance(place: string, advance: Advance): void {
    this.advanced.push(
      place === ''
        ? advance
        : { ...advance, text: `${place}${advance.text}`, part: place === HERE ? 'here' : 'paths' },
    )
  }

  private miss(what: string, why: Why): void {
    this.unseen.push(tellUnseen(what, why))
  }

  private isJj(): boolean {
    const { ops } = this.reading
    try {
      for (let folder = ops.realpath(this.workspace); ; folder = above(folder)) {
        if (ops.stat(join(folder, '.jj'))?.kind === 'folder') return true
        if (above(folder) === folder) return false
      }
    } catch {
      return false
    }
  }
}

function above(folder: string): string {
  return folder.replace(/[\\/][^\\/]*$/, '')
}

/** Where the workspace lies in a repository: patterns in its dos.toml count from there. */
function baseOf(ops: ProgressOps, root: string, workspace: string): string {
  try {
    const [real, own] = [ops.realpath(root), ops.realpath(workspace)]
    return own.startsWith(`${real}/`) ? own.slice(real.length + 1) : ''
  } catch {
    return ''
  }
}
