import type { GitAnswer, ProgressOps } from '../files/ops.ts'
import type { Unknown, Why } from '../fingerprint.ts'
import { isAbsolute, type Repository, realOr } from './find-repository.ts'
import { plainSettings } from './plain-settings.ts'
import { isInside } from './run.ts'

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

/** The plain values that change what is clean, whoever configured them, and the repository's own filters by name. */
export interface Settings {
  /** In git's order. Of filters only those that the user configured, be it by the place of the repository. */
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
  /** The commit HEAD points to, asked of git: for references that no file tells. Empty where there is none yet. */
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
/** The digits of a long id, which the repository must say that it has. */
const SHA256 = 64
/** Far above what the settings below take. */
const SETTINGS_LIMIT = 262_144

const KEYS =
  '^(core\\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|trustctime|checkstat|excludesfile|' +
  'attributesfile|worktree|bare|sparsecheckout|sparsecheckoutcone)|status\\.showuntrackedfiles|extensions\\.objectformat|' +
  'filter\\..*\\.(clean|process|required))$'

/**
 * What a person configured for every repository stays, unless it leads into what is looked at; where a repository is, is
 * ours to say.
 */
const KEPT = new Set([
  ...['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_EXEC_PATH'],
  ...['HOME', 'XDG_CONFIG_HOME'],
])

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
  let isSha256 = head?.length === SHA256
  const inherited = inheritedOf(reading)
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
      unlessThrown<Asked>(() => {
        try {
          folder ??= makeFolder(ops, repository, head, isSha256)
        } catch {
          return { kind: 'unknown', unknown: 'no-folder' }
        }
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
        if (answer.kind === 'refused' && answer.status === 1) return parseSettings('', false)
        const asked = answerOf(answer)
        const isLinked = ops.realpath(repository.gitDir) !== ops.realpath(repository.commonDir)
        if (asked.kind !== 'answered') return asked
        isSha256 ||= /\nsha256\0/i.test(asked.stdout)
        return parseSettings(asked.stdout, isLinked)
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
    head: () =>
      unlessThrown(() => {
        const answer = real(['rev-parse', '--verify', '--quiet', 'HEAD'], SHORT)
        const isUnborn = answer.kind === 'refused' && answer.status === 1
        return isUnborn ? { kind: 'answered', stdout: '' } : answerOf(answer)
      }),
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
function makeFolder(
  ops: ProgressOps,
  { gitDir, commonDir }: Repository,
  head: string | undefined,
  isSha256: boolean,
): string {
  const links: Record<string, string> = {}
  const real = ops.realpath(commonDir)
  if (ops.stat(`${real}/info`)?.kind === 'folder') links['info'] = `${real}/info`
  // An index may be kept in two files.
  const own = ops.realpath(gitDir)
  for (const name of ops.list(own)) if (name.startsWith('sharedindex.')) links[name] = `${own}/${name}`
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

/** In a linked work tree git takes what says where the work tree is from no file that all of them share. */
function parseSettings(stdout: string, isLinked: boolean): { readonly kind: 'settings' } & Settings {
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
    if (name.startsWith('filter.')) {
      const filter = key.slice('filter.'.length, key.lastIndexOf('.'))
      if (!name.endsWith('.required')) (isOwn ? own : users).add(filter)
      if (!isOwn) values.push([key, value])
    } else if (name === 'status.showuntrackedfiles') untracked = !/^(no|false|off|0)$/i.test(value)
    else if (name.startsWith('extensions.')) continue
    else if (name !== 'core.bare' && name !== 'core.worktree') values.push([key, value])
    else if (!isOwn || (isLinked && parts[i] === 'local')) continue
    else if (name === 'core.bare') isBare = /^(true|yes|on|1)$/i.test(value)
    else worktree = value
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

function inheritedOf({ ops, apart }: Reading): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(ops.env)) {
    if (value === undefined) continue
    const isPlain = name === 'GIT_CONFIG_NOSYSTEM' || !(KEPT.has(name) || name.startsWith('GIT_'))
    // A home that is itself the repository is nobody else's.
    const strangers = name === 'HOME' ? apart.filter((folder) => folder !== value && folder !== '/') : apart
    if (isPlain || (KEPT.has(name) && liesApart(ops, value, strangers))) kept[name] = value
  }
  return kept
}

/** Whether a path leads into none of the folders; a relative one leads into the work tree that git is asked in. */
function liesApart(ops: ProgressOps, path: string, apart: readonly string[]): boolean {
  const real = realOr(ops, path)
  return isAbsolute(path) && !apart.some((folder) => isInside(realOr(ops, folder), real))
}

function folderAbove(root: string): string {
  return root.replace(/[\\/]+[^\\/]*[\\/]*$/, '') || '/'
}
