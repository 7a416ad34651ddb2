import { type Advance, compareFiltered, compareWork, tellCommit } from './fingerprint/compare.ts'
import { digestBytes } from './fingerprint/digest.ts'
import {
  carryForward,
  type Fingerprint,
  isRepository,
  NotSeen,
  type PathSighting,
  type Sighting,
  type Sightings,
  UNSEEN_REASONS,
  type Unseen,
  type Why,
  whyOf,
} from './fingerprint/fingerprint.ts'
import { Git, type Reading } from './git/ask.ts'
import { readCommits, readOwnHead } from './git/commits.ts'
import { findRepositoryAbove, findRepositoryAt, type Repository } from './git/repository.ts'
import { readWork } from './git/work.ts'
import { type IsWork, workFilter } from './paths/not-work.ts'
import { folderAbove, join, orElse, type ProgressOps, realOr } from './paths/ops.ts'
import { readStart } from './paths/read-file.ts'
import type { ProgressPolicy } from './policy.ts'

/** What to look at, and with what. */
export interface LookRequest {
  /** An absolute path. Its repository is the one that holds it, as git finds it. */
  readonly workspace: string
  /** The folder that the model stands in, where it may be in another repository. */
  readonly stands?: string | undefined
  /** What is watched, and for how long. */
  readonly policy: ProgressPolicy
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

/** What is looked at of a repository, in words. */
const WATCHED = { commit: 'commits', tree: 'uncommitted work' } as const

/** Up to here a further file counts by its content, so that writing the same status again is no progress. */
const CONTENT_LIMIT = 65_536

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
  const looking = new Looking({ ops, deadline: begun + policy.budgetMs, maxFiles }, request)
  try {
    const found = looking.attempt('the repository', () => findRepositoryAbove(ops, workspace))
    const here = stands === undefined ? null : orElse(null, () => otherThan(ops, found, stands))
    // The repository of the workspace stays a stranger's while another one is asked about.
    if (found) looking.apart.push(found.root)
    const home = looking.open(found, '', previous, since)
    // Another repository than at the last look is seen for the first time.
    const last = here !== null && previous.here?.root === here.root ? previous.here : {}
    const standing = here && looking.open(here, HERE, last, since)
    const paths = policy.paths.map((path) => {
      const known = previous.paths !== undefined && Object.hasOwn(previous.paths, path)
      return [path, looking.openPath(path, known ? previous.paths[path] : undefined)] as const
    })
    // What takes long comes when all else is done.
    const seen: Fingerprint = {
      ...home(),
      ...(here && { here: { ...standing?.(), root: here.root } }),
      ...(paths.length > 0 && {
        paths: Object.fromEntries(
          paths.flatMap(([path, one]) =>
            one === undefined ? [] : [[path, typeof one === 'function' ? one() : one]],
          ),
        ),
      }),
    }
    const { advanced, unseen } = looking
    return { advanced, unseen, seen, fingerprint: carryForward(previous, seen), ms: ops.now() - begun }
  } finally {
    looking.close()
  }
}

/** One thing that can't be seen, in words; where that is everything, the reason says enough. */
export function tellUnseen(what: string, why: Why): Unseen {
  const reason = UNSEEN_REASONS[why]
  return { what, why, text: what === 'progress' ? reason : `${what}: ${reason}` }
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

/** The repository that the model stands in, where it is another one than the workspace's, or another work tree of it. */
function otherThan(ops: ProgressOps, home: Repository | null | undefined, stands: string): Repository | null {
  const here = findRepositoryAbove(ops, stands)
  const isSame = here && home && ops.realpath(home.gitDir) === ops.realpath(here.gitDir)
  return isSame ? null : here
}

/** Looks at the uncommitted work of a repository, when all else is done. @returns what to record of the repository */
type LookAtWork = () => Sightings

/** One look, as it goes on. */
class Looking {
  readonly advanced: Advance[] = []
  readonly unseen: Unseen[] = []
  /** Folders from which nothing may be run. */
  readonly apart: string[]
  private readonly gits: Git[] = []
  private readonly told = new Set<string>()
  private readonly reading: Reading
  private readonly request: LookRequest

  constructor(reading: Reading, request: LookRequest) {
    const { workspace, stands } = request
    this.apart = stands === undefined ? [workspace] : [workspace, stands]
    this.reading = reading
    this.request = request
  }

  close(): void {
    for (const git of this.gits) git.close()
  }

  /** Sees something, or says why it can't be seen. */
  attempt<T>(what: string, see: () => T): T | undefined {
    try {
      return see()
    } catch (error) {
      this.unseen.push(tellUnseen(what, whyOf(error)))
      return undefined
    }
  }

  /** Looks at the commits of a repository; `null`: there is none; `undefined`: whether there is could not be seen. */
  open(
    found: Repository | null | undefined,
    place: string,
    before: Sightings,
    since: number | undefined,
  ): LookAtWork {
    const { ops } = this.reading
    const { workspace, policy } = this.request
    if (found === null) {
      this.unseen.push(tellUnseen('progress', isInJj(ops, workspace) ? 'jj' : 'no-repository'))
      // A repository that is away for a moment does not count as new when it comes back.
      return () => (before.commit === undefined ? { commit: null, tree: null, untracked: null } : {})
    }
    // A further path may lead to a repository of its own.
    const git = found && new Git(this.reading, found, [...this.apart, found.root])
    if (git === undefined || !this.attempt(`${place}the repository`, () => git.requireSafe()))
      return () => ({})
    this.gits.push(git)
    let head: string | null
    try {
      head = readOwnHead(ops, git)
    } catch (error) {
      // Without the commit that it is compared with, every uncommitted file would be a new one.
      for (const part of policy.watch) this.unseen.push(tellUnseen(place + WATCHED[part], whyOf(error)))
      return () => ({})
    }

    const isWork = workFilter(policy.ignore, baseIn(ops, git.repository.root, workspace))
    let commits: Sightings = {}
    if (policy.watch.includes('commit')) {
      const { seen, advanced, unseen } = readCommits(ops, git, head, before, since, isWork)
      commits = seen
      // The model may stand in another work tree of the same repository.
      for (const one of advanced) if (!this.told.has(one.id)) this.advance(place, tellCommit(one))
      for (const one of advanced) this.told.add(one.id)
      for (const why of unseen) this.unseen.push(tellUnseen(place + WATCHED.commit, why))
    }
    if (!policy.watch.includes('tree')) return () => commits
    return () => ({ ...commits, ...this.lookAtWork(git, place, before, since, isWork) })
  }

  /** Looks at a further path: a file, or a repository, which no folder above it is looked through for. */
  openPath(path: string, before: PathSighting | undefined): LookAtWork | PathSighting | undefined {
    const name = JSON.stringify(path)
    const found = this.attempt(name, () => readPath(this.reading.ops, join(this.request.workspace, path)))
    if (found === undefined) return undefined
    const tell = (verb: string): void =>
      this.advance(`${name} `, { text: verb, files: [path], part: 'paths' })
    if (typeof found === 'object' && found !== null) {
      if (before === null) tell('appeared')
      else if (typeof before === 'string') tell('became a repository')
      return this.open(found, `${name}: `, isRepository(before) ? before : {}, undefined)
    }
    // A repository that went away or gave place to a file: nothing was achieved that a commit would not have told.
    if (isRepository(before)) return found === null ? before : found
    if (before !== undefined && before !== found)
      tell(before === null ? 'appeared' : found === null ? 'is gone' : 'changed')
    return found
  }

  private lookAtWork(
    git: Git,
    place: string,
    before: Sightings,
    since: number | undefined,
    isWork: IsWork,
  ): Sightings {
    const work = this.attempt(place + WATCHED.tree, () => readWork(this.reading, git, isWork))
    if (work === undefined) return {}
    const { seen, files, unseen } = work
    for (const [what, why] of unseen) this.unseen.push(tellUnseen(place + what, why))
    const advance = compareWork(before, seen, files, since) ?? compareFiltered(before.filtered, seen.filtered)
    if (advance !== undefined) this.advance(place, advance)
    return seen
  }

  private advance(place: string, advance: Advance): void {
    const part = place === HERE ? 'here' : 'paths'
    this.advanced.push(place === '' ? advance : { ...advance, text: place + advance.text, part })
  }
}

/** What is at a further path: a repository, a file by its digest, or `null` for nothing. */
function readPath(ops: ProgressOps, path: string): Repository | Sighting {
  const start = readStart(ops, path, CONTENT_LIMIT)
  if (start === 'missing') return null
  if (start === 'folder') {
    const found = findRepositoryAt(ops, path)
    if (found === null) throw new NotSeen('folder')
    return found
  }
  const { bytes, size, mtimeMs } = start
  return size > CONTENT_LIMIT ? `${size}@${mtimeMs}` : `${bytes.length}:${digestBytes(bytes)}`
}

function isInJj(ops: ProgressOps, workspace: string): boolean {
  return orElse(false, () => {
    for (let folder = ops.realpath(workspace); ; folder = folderAbove(folder)) {
      if (ops.stat(join(folder, '.jj'))?.kind === 'folder') return true
      if (folderAbove(folder) === folder) return false
    }
  })
}

/** Where the workspace lies in a repository: patterns in its dos.toml count from there. */
function baseIn(ops: ProgressOps, root: string, workspace: string): string {
  const [real, own] = [realOr(ops, root), realOr(ops, workspace)]
  return own.startsWith(`${real}/`) ? own.slice(real.length + 1) : ''
}
