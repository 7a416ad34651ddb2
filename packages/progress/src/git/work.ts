import { type ChangedFile, keepMarks } from '../fingerprint/compare.ts'
import { digestBytes, digestSet, digestText } from '../fingerprint/digest.ts'
import { NotSeen, type Sightings, type Why, whyOf } from '../fingerprint/fingerprint.ts'
import type { IsWork } from '../paths/not-work.ts'
import { join, OWN_FOLDER, orElse, type ProgressOps } from '../paths/ops.ts'
import { readStart } from '../paths/read-file.ts'
import type { Git, GitContext, Reading } from './ask.ts'
import { readHead } from './refs.ts'
import { findRepositoryAt } from './repository.ts'
import type { Settings } from './settings.ts'

/** The uncommitted work of a repository. */
export interface WorkSeen {
  readonly seen: Pick<Sightings, 'tree' | 'untracked' | 'filtered' | 'marks'>
  readonly files: readonly ChangedFile[]
  /** What of it could not be seen. */
  readonly unseen: readonly (readonly [what: 'untracked files' | 'filtered files', why: Why])[]
}

/** More than a line takes in any but an unusual repository; the ids alone are 80. */
const BYTES_A_FILE = 320
const SLACK = 65_536
/** How often the clock is asked: 64 looks at files take about a tenth of a millisecond. */
const LOOKS_BETWEEN = 64
/** Up to so many changed files, and so many bytes, a file is told by its content: to touch it is no work. */
const MOST_READ = 256
const READ_LIMIT = 65_536
/** The most content of filtered files that is read at a look, in one file and of how many. */
const FILTERED_LIMIT = 1_048_576
const MOST_FILTERED = 1000

/**
 * The uncommitted work: which files git takes for changed or untracked, each by its content or, where it is long, by
 * size and time. Files that only a filter of the repository's own could judge are told by their raw content instead.
 */
export function readWork(reading: Reading, git: Git, isWork: IsWork): WorkSeen {
  const settings = git.settings()
  if (settings.isBare) return { seen: { tree: null, marks: '' }, files: [], unseen: [] }
  const { ops, maxFiles, deadline } = reading
  const { root, gitDir } = git.repository
  const workTree = ops.realpath(root)
  const { worktree } = settings
  if (worktree !== undefined && ops.realpath(join(gitDir, worktree)) !== workTree) {
    throw new NotSeen('elsewhere')
  }

  const unseen: WorkSeen['unseen'][number][] = []
  const context = { workTree, config: settings.values, maxBytes: SLACK + maxFiles * BYTES_A_FILE }
  let lines: readonly StatusLine[]
  try {
    lines = readStatus(git, context, settings.untracked, maxFiles)
  } catch (error) {
    if (!settings.untracked || whyOf(error) !== 'too-many') throw error
    // Mostly it is a folder of data that nobody ignored: what is tracked can still be told.
    unseen.push(['untracked files', 'too-many'])
    lines = readStatus(git, context, false, maxFiles)
  }
  const isWhole = unseen.length === 0

  let filtered: Filtered | undefined
  try {
    filtered = readFiltered(reading, workTree, git, settings, context, isWork)
  } catch (error) {
    unseen.push(['filtered files', whyOf(error)])
  }
  const ours = ownFoldersIn(workTree, git.folder)
  const listed = lines.filter(
    ({ path, untracked }) =>
      isWork(path.replace(/\/$/, ''), !untracked) && (ours === undefined || !path.startsWith(ours)),
  )
  const plain = listed.filter(({ path }) => filtered?.paths.has(path) !== true)
  const files = plain.map((file, index) => {
    if (index % LOOKS_BETWEEN === 0) requireTime(ops, deadline)
    return markOf(ops, workTree, file, plain.length <= MOST_READ)
  })
  const marks = keepMarks(files)
  return {
    seen: {
      tree: digestOf(files.filter(({ untracked }) => !untracked)),
      ...(isWhole && { untracked: digestOf(files.filter(({ untracked }) => untracked)) }),
      ...(filtered && { filtered: `${listed.length - plain.length}:${filtered.digest}` }),
      ...(marks !== undefined && { marks }),
    },
    files,
    unseen,
  }
}

function requireTime(ops: ProgressOps, deadline: number): void {
  if (ops.now() >= deadline) throw new NotSeen('late')
}

function digestOf(files: readonly ChangedFile[]): string {
  return files.length === 0 ? '0' : `${files.length}:${digestSet(files.map(({ mark }) => mark))}`
}

function readStatus(
  git: Git,
  context: GitContext,
  untracked: boolean,
  maxFiles: number,
): readonly StatusLine[] {
  const args = [
    ...['status', '--porcelain=v2', '-z', `--untracked-files=${untracked ? 'all' : 'no'}`],
    ...['--no-renames', '--no-ahead-behind'],
    // Looking for uncommitted work inside submodules would start a git for each of them.
    '--ignore-submodules=dirty',
  ]
  return parseStatus(git.ask(args, context), maxFiles)
}

/** How the folders begin that git is asked in, where those lie in the work tree. */
function ownFoldersIn(workTree: string, folder: string | undefined): string | undefined {
  return folder?.startsWith(`${workTree}/`)
    ? folder.slice(workTree.length + 1).replace(/[^/]*$/, OWN_FOLDER)
    : undefined
}

interface StatusLine {
  readonly path: string
  readonly untracked: boolean
  /** Whether it is the folder of another repository: a submodule, or one that was put there. */
  readonly repository: boolean
}

/** A file that changed, is in conflict or untracked. With `--no-renames` there are no other lines. */
const STATUS_LINE = /^(?:1(?: \S+){7}|u(?: \S+){9}|\?) (.+)$/s

/** Reads what `git status --porcelain=v2 -z` prints: each file once, also one that is staged away and untracked. */
export function parseStatus(output: string, maxFiles: number): readonly StatusLine[] {
  const files = new Map<string, StatusLine>()
  for (const line of output.split('\0')) {
    const path = STATUS_LINE.exec(line)?.[1]
    if (path === undefined) continue
    const isNew = line[0] === '?'
    const repository = isNew ? path.endsWith('/') : line[5] === 'S'
    files.set(path, { path, untracked: isNew && !files.has(path), repository })
    if (files.size > maxFiles) throw new NotSeen('too-many')
  }
  return [...files.values()]
}

function markOf(ops: ProgressOps, root: string, line: StatusLine, isRead: boolean): ChangedFile {
  const { path, untracked, repository } = line
  const [state, changedAt] = repository
    ? [repositoryState(ops, `${root}/${path}`), 0]
    : fileState(ops, `${root}/${path}`, isRead)
  return { path, untracked, changedAt, mark: digestText(path).slice(0, 8) + digestText(state).slice(0, 8) }
}

function fileState(ops: ProgressOps, path: string, isRead: boolean): [state: string, changedAt: number] {
  return orElse(['unreadable', 0], () => {
    const stat = ops.lstat(path)
    if (stat === undefined) return ['gone', 0]
    const isShort = isRead && stat.kind === 'file' && stat.size <= READ_LIMIT
    const start = isShort ? orElse('unknown', () => readStart(ops, path, READ_LIMIT)) : 'unknown'
    const told = typeof start === 'string' ? String(stat.mtimeMs) : digestBytes(start.bytes)
    // Who may run it is part of the work; the rest of the rights is not git's.
    return [`${stat.size} ${told} ${stat.mode & 0o170100}`, stat.mtimeMs]
  })
}

/** A repository within another counts by its commit: the time of its folder says nothing. */
function repositoryState(ops: ProgressOps, path: string): string {
  return orElse('unknown', () => {
    const found = findRepositoryAt(ops, path.replace(/\/$/, ''))
    const head = found === null ? 'none' : readHead(ops, found)
    return typeof head === 'string' ? head : head.id
  })
}

/** What git takes for the value of an attribute in a path specification, where a comma wants a backslash. */
const ASKABLE = /^[A-Za-z0-9_,-]+$/

/** The tracked files that a filter of the repository's own is set for, and a digest of their raw content. */
interface Filtered {
  readonly paths: ReadonlySet<string>
  readonly digest: string
}

function readFiltered(
  { ops, deadline }: Reading,
  root: string,
  git: Git,
  { ownFilters }: Settings,
  context: GitContext,
  isWork: IsWork,
): Filtered | undefined {
  if (ownFilters.length === 0) return undefined
  // Where a name can't stand in a question, every file that has a filter is told by its content.
  const specs = ownFilters.every((name) => ASKABLE.test(name))
    ? ownFilters.map((name) => `:(attr:filter=${name.replaceAll(',', '\\,')})`)
    : [':(exclude,attr:!filter)', ':(exclude,attr:-filter)']
  const listed = git.ask(['ls-files', '-z', '--', ...specs], context).split('\0')
  const paths = new Set(listed.filter((path) => path !== '' && isWork(path, true)))
  if (paths.size > MOST_FILTERED) throw new NotSeen('too-many')
  const marks = [...paths].map((path) => {
    requireTime(ops, deadline)
    return `${path}\0${orElse('unknown', () => rawState(ops, `${root}/${path}`))}`
  })
  return { paths, digest: digestSet(marks) }
}

function rawState(ops: ProgressOps, path: string): string {
  const start = readStart(ops, path, FILTERED_LIMIT)
  if (typeof start === 'string') return start
  return start.size <= FILTERED_LIMIT ? digestBytes(start.bytes) : `${start.size}@${start.mtimeMs}`
}
