import type { GitAnswer, ProgressOps } from '../files/ops.ts'
import type { Unknown, Why } from '../fingerprint.ts'
import type { Repository } from './find-repository.ts'
import { plainSettings } from './plain-settings.ts'

/** One reading of ground truth: its operations and bounds. */
export interface Reading {
  readonly ops: ProgressOps
  /** By `ops.now()`, in milliseconds. */
  readonly deadline: number
  /** The most changed files that are looked at in one repository. */
  readonly maxFiles: number
  /** Folders from which nothing may be run. */
  readonly apart: readonly string[]
}

/** What git said, or why it said nothing. */
export type Asked = { readonly kind: 'answered'; readonly stdout: string } | Unknown

/** The plain values of a repository's own configuration that change what is clean, and its filters by name. */
export interface Settings {
  readonly values: readonly (readonly [key: string, value: string])[]
  /** Filters that the repository's own configuration alone defines: they never run. */
  readonly ownFilters: readonly string[]
  readonly isBare: boolean
  /** `core.worktree`, where the repository's own configuration has one. */
  readonly worktree: string | undefined
  /** `status.showUntrackedFiles`, whoever set it. */
  readonly untracked: boolean
}

/** Git, asked about one repository. */
export interface Git {
  /**
   * Asks with the repository's objects and index, but with none of its configuration: in a folder of our own that git
   * takes for the repository. What a workspace's configuration names can't start, whatever it is; what the user
   * configured for all repositories holds.
   *
   * @param more - the work tree and configuration that the question needs
   */
  readonly ask: (args: readonly string[], more?: GitContext) => Asked
  /** What git itself reads from the repository's configuration. `git config` starts no program. */
  readonly settings: () => ({ readonly kind: 'settings' } & Settings) | Unknown
  /**
   * Whether the repository may be looked at: its files are this user's, or git itself takes those of another user for
   * safe (`safe.directory`). @returns why not
   */
  readonly refused: () => Why | undefined
  /** The commit HEAD points to, asked of git: for references that no file tells. */
  readonly head: () => Asked
  /** The folder of our own, where there is one. */
  readonly folder: () => string | undefined
  readonly close: () => void
}

export interface GitContext {
  readonly workTree?: string
  readonly config?: Settings['values']
  readonly maxBytes?: number
}

/** An answer of one or two ids, with room to spare. */
const SHORT = 4096
/** Far above what the settings below take. */
const SETTINGS_LIMIT = 262_144

const KEYS =
  '^(core\\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|trustctime|checkstat|excludesfile|' +
  'attributesfile|worktree|bare|sparsecheckout|sparsecheckoutcone)|status\\.showuntrackedfiles|' +
  'filter\\..*\\.(clean|process))$'

/** What a person configured for every repository stays; where a repository is, is ours to say. */
const KEPT = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_EXEC_PATH'])

/** Git writes nothing, takes no lock, asks nobody, and fetches nothing, by whatever a partial clone names for it. */
const READ_ONLY: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
}

/**
 * Makes the way to ask git about one repository.
 *
 * @param head - the commit HEAD points to, where it is known and there is one
 */
export function gitOf(reading: Reading, repository: Repository, head: string | undefined): Git {
  const { ops } = reading
  let folder: string | undefined
  const inherited = inheritedOf(ops.env)
  const run = (question: {
    args: readonly string[]
    cwd: string
    env: Record<string, string>
    maxBytes: number
  }): GitAnswer | Unknown => {
    const timeoutMs = reading.deadline - ops.now()
    if (timeoutMs <= 0) return { kind: 'unknown', unknown: 'late' }
    return ops.git({
      ...question,
      env: { ...inherited, ...READ_ONLY, ...question.env },
      apart: reading.apart,
      timeoutMs,
    })
  }
  const real = (args: readonly string[], maxBytes: number): GitAnswer | Unknown => {
    const root = ops.realpath(repository.root)
    // Git compares its ceiling with the folder it really is in, and looks at none above it.
    return run({ args, cwd: root, env: { GIT_CEILING_DIRECTORIES: folderAbove(root) }, maxBytes })
  }
  return {
    ask: (args, { workTree, config = [], maxBytes = SHORT } = {}) =>
      unlessThrown(() => {
        folder ??= makeFolder(ops, repository, head)
        return answerOf(
          run({
            args,
            cwd: workTree ?? folder,
            env: {
              ...configured([['core.fsmonitor', 'false'], ['core.hooksPath', '/dev/null'], ...config]),
              GIT_DIR: folder,
              GIT_OBJECT_DIRECTORY: `${ops.realpath(repository.commonDir)}/objects`,
              GIT_INDEX_FILE: `${ops.realpath(repository.gitDir)}/index`,
              ...(workTree !== undefined && { GIT_WORK_TREE: workTree }),
            },
            maxBytes,
          }),
        )
      }),
    settings: () =>
      unlessThrown(() => {
        const plain = plainSettings(ops, repository)
        if (plain !== undefined) return { kind: 'settings', ...plain }
        const answer = real(['config', '-z', '--show-scope', '--get-regexp', KEYS], SETTINGS_LIMIT)
        // 1: not one of these keys is set.
        if (answer.kind === 'refused' && answer.status === 1) return parseSettings('')
        const asked = answerOf(answer)
        return asked.kind === 'answered' ? parseSettings(asked.stdout) : asked
      }),
    refused: () => {
      try {
        const { root, gitDir, commonDir } = repository
        const owners = [root, `${root}/.git`, gitDir, commonDir].map((path) => ops.lstat(path)?.uid)
        const isOurs = owners.every((uid) => uid === undefined || uid === ops.uid)
        if (ops.uid === undefined || isOurs) return undefined
        const asked = answerOf(real(['rev-parse', '--git-dir'], SHORT))
        return asked.kind === 'answered'
          ? undefined
          : asked.unknown === 'git-failed'
            ? 'owner'
            : asked.unknown
      } catch {
        return 'unreadable'
      }
    },
    head: () => unlessThrown(() => answerOf(real(['rev-parse', '--verify', '--quiet', 'HEAD'], SHORT))),
    folder: () => folder,
    close: () => {
      if (folder !== undefined) ops.removeFolder(folder)
      folder = undefined
    },
  }
}

function unlessThrown<T>(ask: () => T): T | Unknown {
  try {
    return ask()
  } catch {
    return { kind: 'unknown', unknown: 'unreadable' }
  }
}

function answerOf(answer: GitAnswer | Unknown): Asked {
  switch (answer.kind) {
    case 'answered':
    case 'unknown':
      return answer
    case 'refused':
      return {
        kind: 'unknown',
        unknown: /dubious ownership|unsafe repository/.test(answer.stderr) ? 'owner' : 'git-failed',
      }
    case 'too-much':
      return { kind: 'unknown', unknown: 'too-many' }
    case 'no-git':
    case 'late':
      return { kind: 'unknown', unknown: answer.kind }
  }
}

/** A repository with the ignore rules and attributes of the real one, and without its configuration. */
function makeFolder(ops: ProgressOps, { gitDir, commonDir }: Repository, head: string | undefined): string {
  const links: Record<string, string> = {}
  const real = ops.realpath(commonDir)
  if (ops.stat(`${real}/info`)?.kind === 'folder') links['info'] = `${real}/info`
  // An index may be kept in two files.
  const own = ops.realpath(gitDir)
  for (const name of ops.list(own)) if (name.startsWith('sharedindex.')) links[name] = `${own}/${name}`
  const isSha256 = head?.length === 64
  return ops.makeFolder(
    {
      HEAD: `${head ?? 'ref: refs/heads/none'}\n`,
      'refs/': '',
      ...(isSha256 && {
        config: '[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = sha256\n',
      }),
    },
    links,
  )
}

function parseSettings(stdout: string): { readonly kind: 'settings' } & Settings {
  const values: (readonly [string, string])[] = []
  const own = new Set<string>()
  const users = new Set<string>()
  let isBare = false
  let worktree: string | undefined
  let untracked = true
  const parts = stdout.split('\0')
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const isOwn = parts[i] === 'local' || parts[i] === 'worktree'
    const [key = '', ...rest] = (parts[i + 1] ?? '').split('\n')
    // A key without `=` is true.
    const value = rest.length === 0 ? 'true' : rest.join('\n')
    const name = key.toLowerCase()
    if (name.startsWith('filter.'))
      (isOwn ? own : users).add(key.slice('filter.'.length, key.lastIndexOf('.')))
    else if (name === 'status.showuntrackedfiles') untracked = !/^(no|false|off|0)$/i.test(value)
    else if (isOwn && name === 'core.bare') isBare = /^(true|yes|on|1)$/i.test(value)
    else if (isOwn && name === 'core.worktree') worktree = value
    else if (isOwn) values.push([key, value])
  }
  const ownFilters = [...own].filter((name) => !users.has(name))
  return { kind: 'settings', values, ownFilters, isBare, worktree, untracked }
}

/** Configuration by the environment, where a key may hold any character. */
function configured(config: Settings['values']): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(config.length) }
  config.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value
  })
  return env
}

function inheritedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (!name.startsWith('GIT_') || KEPT.has(name))) kept[name] = value
  }
  return kept
}

function folderAbove(root: string): string {
  return root.replace(/[\\/]+[^\\/]*[\\/]*$/, '') || '/'
}
