import type { Unknown, Why } from '../fingerprint/fingerprint.ts'
import { folderAbove, type GitAnswer, isAbsolute, type ProgressOps } from '../paths/ops.ts'
import type { Repository } from './repository.ts'
import { isInside } from './run.ts'
import { parseSettings, plainSettings, SETTINGS_QUESTION, type Settings } from './settings.ts'

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

/** What a question needs of the work tree and its configuration. */
export interface GitContext {
  readonly workTree?: string
  readonly config?: Settings['values']
  readonly maxBytes?: number
}

/** An answer of one or two ids, with room to spare. */
const SHORT = 4096
/** Far above what the settings take. */
const SETTINGS_LIMIT = 262_144
/** The digits of a long id, which the repository must say that it has. */
const SHA256_DIGITS = 64

/** What a person configured for every repository stays, unless it leads into what is looked at. */
const USERS = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_EXEC_PATH', 'HOME', 'XDG_CONFIG_HOME'])

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

/** Nothing that a repository's configuration names for these may start. */
const HARMLESS: Settings['values'] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
]

/** Git, asked about one repository. */
export class Git {
  /** The commit HEAD points to, as soon as it is known. */
  head: string | undefined
  /** The folder of our own that git takes for the repository, where there is one. */
  folder: string | undefined
  readonly repository: Repository
  private readonly reading: Reading
  private isSha256 = false
  private inherited: Readonly<Record<string, string>> | undefined

  constructor(reading: Reading, repository: Repository) {
    this.reading = reading
    this.repository = repository
  }

  /**
   * Asks with the repository's objects and index, but with none of its configuration: in a folder of our own that git
   * takes for the repository. What a workspace's configuration names can't start, whatever it is; what the user
   * configured for all repositories holds.
   */
  ask(args: readonly string[], { workTree, config = [], maxBytes = SHORT }: GitContext = {}): Asked {
    return unlessThrown('unreadable', () => {
      const folder = unlessThrown('no-folder', () => (this.folder ??= this.makeFolder()))
      if (typeof folder !== 'string') return folder
      const { realpath } = this.reading.ops
      const env = {
        ...configured([...HARMLESS, ...config]),
        GIT_DIR: folder,
        GIT_OBJECT_DIRECTORY: `${realpath(this.repository.commonDir)}/objects`,
        GIT_INDEX_FILE: `${realpath(this.repository.gitDir)}/index`,
        ...(workTree !== undefined && { GIT_WORK_TREE: workTree }),
      }
      return answerOf(this.run(args, workTree ?? folder, env, maxBytes))
    })
  }

  /** What git itself reads from the repository's configuration. */
  settings(): Settings | Unknown {
    return unlessThrown('unreadable', () => {
      const { ops } = this.reading
      const plain = plainSettings(ops, this.repository)
      if (plain !== undefined) return plain
      const answer = this.askInside(SETTINGS_QUESTION, SETTINGS_LIMIT)
      // 1: not one of these keys is set.
      const isNone = answer.kind === 'refused' && answer.status === 1
      const asked: Asked = isNone ? { kind: 'answered', stdout: '' } : answerOf(answer)
      if (asked.kind !== 'answered') return asked
      const isLinked = ops.realpath(this.repository.gitDir) !== ops.realpath(this.repository.commonDir)
      const settings = parseSettings(asked.stdout, isLinked)
      this.isSha256 = settings.isSha256
      return settings
    })
  }

  /**
   * Whether the repository may be looked at: its files are this user's, or git itself takes those of another user for
   * safe (`safe.directory`). @returns why not
   */
  refused(): Why | undefined {
    const asked = unlessThrown('unreadable', (): Asked => {
      const { root, gitDir, commonDir } = this.repository
      const { uid, lstat } = this.reading.ops
      const owners = [...new Set([root, `${root}/.git`, gitDir, commonDir])].map((path) => lstat(path)?.uid)
      const isOurs = uid === undefined || owners.every((owner) => owner === undefined || owner === uid)
      return isOurs
        ? { kind: 'answered', stdout: '' }
        : answerOf(this.askInside(['rev-parse', '--git-dir'], SHORT))
    })
    if (asked.kind === 'answered') return undefined
    return asked.unknown === 'git-failed' ? 'owner' : asked.unknown
  }

  /** The commit HEAD points to, asked of git: for references that no file tells. Empty where there is none yet. */
  askHead(): Asked {
    return unlessThrown('unreadable', () => {
      const answer = this.askInside(['rev-parse', '--verify', '--quiet', 'HEAD'], SHORT)
      const isUnborn = answer.kind === 'refused' && answer.status === 1
      return isUnborn ? { kind: 'answered', stdout: '' } : answerOf(answer)
    })
  }

  close(): void {
    try {
      if (this.folder !== undefined) this.reading.ops.removeFolder(this.folder)
    } catch {
      // What is left in the folder for temporary files harms nobody.
    }
    this.folder = undefined
  }

  /** Asks in the repository itself, where git looks at its configuration: only what starts no program. */
  private askInside(args: readonly string[], maxBytes: number): GitAnswer | Unknown {
    const root = this.reading.ops.realpath(this.repository.root)
    // Git compares its ceiling with the folder it really is in, and looks at none above it.
    return this.run(args, root, { GIT_CEILING_DIRECTORIES: folderAbove(root) || '/' }, maxBytes)
  }

  private run(
    args: readonly string[],
    cwd: string,
    more: Readonly<Record<string, string>>,
    maxBytes: number,
  ): GitAnswer | Unknown {
    const { ops, apart, deadline } = this.reading
    const timeoutMs = deadline - ops.now()
    if (timeoutMs <= 0) return { kind: 'unknown', unknown: 'late' }
    this.inherited ??= inheritedOf(this.reading)
    const env = { ...this.inherited, ...READ_ONLY, ...more }
    return ops.git({ args, cwd, env, apart, timeoutMs, maxBytes })
  }

  /** A repository with the ignore rules and attributes of the real one, and without its configuration. */
  private makeFolder(): string {
    const { ops } = this.reading
    const { gitDir, commonDir } = this.repository
    const links: Record<string, string> = {}
    const common = ops.realpath(commonDir)
    if (ops.stat(`${common}/info`)?.kind === 'folder') links['info'] = `${common}/info`
    // An index may be kept in two files.
    const own = ops.realpath(gitDir)
    for (const name of ops.list(own)) if (name.startsWith('sharedindex.')) links[name] = `${own}/${name}`
    const config = '[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = sha256\n'
    const isSha256 = this.isSha256 || this.head?.length === SHA256_DIGITS
    const HEAD = `${this.head ?? 'ref: refs/heads/none'}\n`
    return ops.makeFolder({ HEAD, 'refs/': '', ...(isSha256 && { config }) }, links)
  }
}

function unlessThrown<T>(why: Why, ask: () => T): T | Unknown {
  try {
    return ask()
  } catch {
    return { kind: 'unknown', unknown: why }
  }
}

function answerOf(answer: GitAnswer | Unknown): Asked {
  switch (answer.kind) {
    case 'answered':
    case 'unknown':
      return answer
    case 'refused': {
      const isOwner = /dubious ownership|unsafe repository/.test(answer.stderr)
      return { kind: 'unknown', unknown: isOwner ? 'owner' : 'git-failed' }
    }
    case 'too-much':
      return { kind: 'unknown', unknown: 'too-many' }
    case 'no-git':
    case 'late':
      return { kind: 'unknown', unknown: answer.kind }
  }
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

/** The environment but for what says where a repository is: that is ours to say. */
function inheritedOf({ ops, apart }: Reading): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(ops.env)) {
    if (value === undefined) continue
    if (USERS.has(name)) {
      // A home that is itself the repository is nobody else's.
      const strangers = name === 'HOME' ? apart.filter((folder) => folder !== value && folder !== '/') : apart
      if (liesApart(ops, value, strangers)) kept[name] = value
    } else if (name === 'GIT_CONFIG_NOSYSTEM' || !name.startsWith('GIT_')) kept[name] = value
  }
  return kept
}

/** Whether a path leads into none of the folders; a relative one leads into the work tree that git is asked in. */
function liesApart(ops: ProgressOps, path: string, apart: readonly string[]): boolean {
  const real = realOr(ops, path)
  return isAbsolute(path) && !apart.some((folder) => isInside(realOr(ops, folder), real))
}

/** The path without links, or as it is where that cannot be told. */
export function realOr(ops: ProgressOps, path: string): string {
  try {
    return ops.realpath(path)
  } catch {
    return path
  }
}
