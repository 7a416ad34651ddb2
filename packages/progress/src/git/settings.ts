import { orElse, type ProgressOps } from '../paths/ops.ts'
import { readText } from '../paths/read-file.ts'
import type { Repository } from './repository.ts'

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
  readonly isSha256: boolean
}

/** What is asked of `git config`, which starts no program. */
export const SETTINGS_QUESTION: readonly string[] = [
  ...['config', '-z', '--show-scope', '--get-regexp'],
  '^(core\\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|trustctime|checkstat|excludesfile|' +
    'attributesfile|worktree|bare|sparsecheckout|sparsecheckoutcone)|status\\.showuntrackedfiles|extensions\\.objectformat|' +
    'filter\\..*\\.(clean|process|required))$',
]

const PLAIN: Settings = {
  values: [],
  ownFilters: [],
  isBare: false,
  worktree: undefined,
  untracked: true,
  isSha256: false,
}

/** Reads what `git config` printed. A linked work tree shares no file that may say where it is. */
export function parseSettings(stdout: string, isLinked: boolean): Settings {
  const values: (readonly [string, string])[] = []
  const own = new Set<string>()
  const users = new Set<string>()
  let { isBare, worktree, untracked, isSha256 } = PLAIN
  const parts = stdout.split('\0')
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const isOwn = parts[i] === 'local' || parts[i] === 'worktree'
    const isPlaced = isOwn && !(isLinked && parts[i] === 'local')
    const [key = '', ...rest] = (parts[i + 1] ?? '').split('\n')
    // A key without `=` is true.
    const value = rest.length === 0 ? 'true' : rest.join('\n')
    const name = key.toLowerCase()
    if (name.startsWith('filter.')) {
      const filter = key.slice('filter.'.length, key.lastIndexOf('.'))
      if (!name.endsWith('.required')) (isOwn ? own : users).add(filter)
      if (!isOwn) values.push([key, value])
    } else if (name === 'status.showuntrackedfiles') untracked = !/^(no|false|off|0)$/i.test(value)
    else if (name === 'extensions.objectformat') isSha256 = value.toLowerCase() === 'sha256'
    else if (name === 'core.bare') isBare = isPlaced ? /^(true|yes|on|1)$/i.test(value) : isBare
    else if (name === 'core.worktree') worktree = isPlaced ? value : worktree
    else values.push([key, value])
  }
  const ownFilters = [...own].filter((name) => !users.has(name))
  return { values, ownFilters, isBare, worktree, untracked, isSha256 }
}

/** Above what `git init`, `git clone` and a few dozen branches write. */
const LIMIT = 65_536

/** Where git's own configuration for the whole machine lies, by the usual ways to install it. */
const SYSTEM = ['/etc/gitconfig', '/usr/local/etc/gitconfig', '/opt/homebrew/etc/gitconfig']

const HEADER = /^\[(core|(remote|branch) "[^"\\\]]*"|user|pull|push|init)\]$/
const KEY = /^\t([a-zA-Z][a-zA-Z0-9-]*) = ([^\\"#;]*)$/
/** What `git init` writes in its section `core`. */
const CORE =
  /^(repositoryformatversion=0|bare=false|(logallrefupdates|filemode|ignorecase|precomposeunicode|symlinks)=(true|false))$/

/**
 * The settings of a repository whose configuration has nothing but what `git init` and `git clone` write, as mostly, which
 * saves starting a git. `undefined`: some line is for git to read. A mistake here could start nothing, since git never
 * gets to see this configuration: it could only mislead about what is clean.
 */
export function plainSettings(ops: ProgressOps, { gitDir, commonDir }: Repository): Settings | undefined {
  return orElse(undefined, () => {
    if (!gitDir.startsWith('/') || ops.stat(`${gitDir}/config.worktree`) !== undefined) return undefined
    const config = readText(ops, `${commonDir}/config`, LIMIT)
    const values = typeof config === 'string' ? undefined : plainValues(config.text)
    const isAll = values !== undefined && userFiles(ops.env).every((path) => saysNothing(ops, path))
    return isAll ? { ...PLAIN, values } : undefined
  })
}

function plainValues(text: string): Settings['values'] | undefined {
  const values: (readonly [string, string])[] = []
  let isCore = false
  for (const line of text.split('\n')) {
    if (line === '') continue
    const header = HEADER.exec(line)
    const [, name = '', value = ''] = KEY.exec(line) ?? []
    if (header !== null) isCore = header[1] === 'core'
    else if (name === '') return undefined
    else if (isCore) {
      const key = name.toLowerCase()
      if (!CORE.test(`${key}=${value}`)) return undefined
      values.push([`core.${key}`, value])
    }
  }
  return values
}

/** Where a user and a machine keep what holds for all repositories. */
function userFiles(env: ProgressOps['env']): readonly string[] {
  const home = env['HOME'] ?? ''
  const xdg = env['XDG_CONFIG_HOME'] || `${home}/.config`
  const global = env['GIT_CONFIG_GLOBAL']
  const system = env['GIT_CONFIG_SYSTEM']
  return [
    ...(global === undefined ? [`${home}/.gitconfig`, `${xdg}/git/config`] : [global]),
    ...(env['GIT_CONFIG_NOSYSTEM'] ? [] : system === undefined ? SYSTEM : [system]),
  ]
}

/** Git reads these itself, but for what depends on where the repository lies, and the wish about untracked files. */
function saysNothing(ops: ProgressOps, path: string): boolean {
  if (path === '/dev/null') return true
  const file = readText(ops, path, LIMIT)
  return typeof file === 'string' ? file === 'missing' : !/include|showuntracked/i.test(file.text)
}
