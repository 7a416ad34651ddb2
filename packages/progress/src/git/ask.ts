import { NotSeen, whyOf } from '../fingerprint/fingerprint.ts'
import { folderAbove, type GitAnswer, isAbsolute, type ProgressOps, realOr } from '../paths/ops.ts'
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
}

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

/** Git, asked about one repository. What it answers is what it printed; where it does not, that is thrown as not seen. */
export class Git {
  /** The commit HEAD points to, as soon as it is known. */
  head: string | null = null
  /** The folder of our own that git takes for the repository, where there is one. */
  folder: string | undefined
  readonly repository: Repository
  private readonly reading: Reading
  private readonly apart: readonly string[]
  private isSha256 = false
  private inherited: Readonly<Record<string, string>> | undefined

  /** @param apart - folders from which nothing may be run */
  constructor(reading: Reading, repository: Repository, apart: readonly string[]) {
    this.reading = reading
    this.repository = repository
    this.apart = apart
  }

  /**
   * Asks in a folder of our own that git takes for the repository: with its objects and index, and with none of its
   * configuration, so nothing that this names can start. What the user configured for all repositories holds.
   */
  ask(args: readonly string[], { workTree, config = [], maxBytes = SHORT }: GitContext = {}): string {
    const folder = this.openFolder()
    const { realpath } = this.reading.ops
    const env = {
      ...configured([...HARMLESS, ...config]),
      GIT_DIR: folder,
      GIT_OBJECT_DIRECTORY: `${realpath(this.repository.commonDir)}/objects`,
      GIT_INDEX_FILE: `${realpath(this.repository.gitDir)}/index`,
      ...(workTree !== undefined && { GIT_WORK_TREE: workTree }),
    }
    return stdoutOf(this.run(args, workTree ?? folder, env, maxBytes))
  }

  /** What git itself reads from the repository's configuration. */
  settings(): Settings {
    const plain = plainSettings(this.reading.ops, this.repository)
    if (plain !== undefined) return plain
    const { realpath } = this.reading.ops
    const isLinked = realpath(this.repository.gitDir) !== realpath(this.repository.commonDir)
    const settings = parseSettings(this.askInside(SETTINGS_QUESTION, SETTINGS_LIMIT), isLinked)
    this.isSha256 = settings.isSha256
    return settings
  }

  /** Throws unless its files are this user's, or git takes those of another user for safe (`safe.directory`). */
  requireSafe(): true {
    const { root, gitDir, commonDir } = this.repository
    const { uid, lstat } = this.reading.ops
    const owners = [...new Set([root, `${root}/.git`, gitDir, commonDir])].map((path) => lstat(path)?.uid)
    if (uid === undefined || owners.every((owner) => owner === undefined || owner === uid)) return true
    try {
      this.askInside(['rev-parse', '--git-dir'], SHORT)
      return true
    } catch (error) {
      throw whyOf(error) === 'git-failed' ? new NotSeen('owner') : error
    }
  }

  /** The commit HEAD points to, for references that no file tells. Empty where there is none yet. */
  askHead(): string {
    return this.askInside(['rev-parse', '--verify', '--quiet', 'HEAD'], SHORT).trim()
  }

  close(): void {
    try {
      if (this.folder !== undefined) this.reading.ops.removeFolder(this.folder)
    } catch {
      // What is left in the folder for temporary files harms nobody.
    }
  }

  /** Asks in the repository itself, where git looks at its configuration: only what starts no program. */
  private askInside(args: readonly string[], maxBytes: number): string {
    const root = this.reading.ops.realpath(this.repository.root)
    // Git compares its ceiling with the folder it really is in, and looks at none above it.
    const answer = this.run(args, root, { GIT_CEILING_DIRECTORIES: folderAbove(root) || '/' }, maxBytes)
    // 1: no such setting, no such commit.
    return answer.kind === 'refused' && answer.status === 1 ? '' : stdoutOf(answer)
  }

  private run(
    args: readonly string[],
    cwd: string,
    more: Readonly<Record<string, string>>,
    maxBytes: number,
  ): GitAnswer {
    const { ops, deadline } = this.reading
    const timeoutMs = deadline - ops.now()
    if (timeoutMs <= 0) return { kind: 'late' }
    this.inherited ??= inheritedOf(ops, this.apart)
    const env = { ...this.inherited, ...READ_ONLY, ...more }
    return ops.git({ args, cwd, env, apart: this.apart, timeoutMs, maxBytes })
  }

  private openFolder(): string {
    try {
      this.folder ??= this.makeFolder()
      return this.folder
    } catch {
      throw new NotSeen('no-folder')
    }
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

function stdoutOf(answer: GitAnswer): string {
  switch (answer.kind) {
    case 'answered':
      return answer.stdout
    case 'refused':
      throw new NotSeen(/dubious ownership|unsafe repository/.test(answer.stderr) ? 'owner' : 'git-failed')
    case 'too-much':
      throw new NotSeen('too-many')
    default:
      throw new NotSeen(answer.kind)
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
function inheritedOf(ops: ProgressOps, apart: readonly string[]): Record<string, string> {
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
