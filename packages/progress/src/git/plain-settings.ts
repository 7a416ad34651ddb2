import type { ProgressOps } from '../files/ops.ts'
import { readText } from '../files/read-file.ts'
import type { Settings } from './ask.ts'
import type { Repository } from './find-repository.ts'

/** Above what `git init`, `git clone` and a few dozen branches write. */
const LIMIT = 65_536

/** Where git's own configuration for the whole machine lies, by the usual ways to install it. */
const SYSTEM = ['/etc/gitconfig', '/usr/local/etc/gitconfig', '/opt/homebrew/etc/gitconfig']

const HEADER = /^\[(core|(remote|branch) "[^"\\\]]*"|user|pull|push|init)\]$/
const KEY = /^\t([a-zA-Z][a-zA-Z0-9-]*) = ([^\\"#;]*)$/
/** What `git init` writes, by key. */
const CORE: Readonly<Record<string, RegExp>> = {
  repositoryformatversion: /^0$/,
  bare: /^false$/,
  logallrefupdates: /^(true|false)$/,
  filemode: /^(true|false)$/,
  ignorecase: /^(true|false)$/,
  precomposeunicode: /^(true|false)$/,
  symlinks: /^(true|false)$/,
}

/**
 * The settings of a repository whose configuration has nothing but what `git init` and `git clone` write: mostly that is
 * so, and starting a git to be told takes longer than all else but the look itself. Whatever is not known line by line
 * is for git to read. A mistake here could start nothing, since git never gets to see this configuration: it could only
 * mislead about what is clean.
 *
 * @returns `undefined` where git has to be asked
 */
export function plainSettings(ops: ProgressOps, { gitDir, commonDir }: Repository): Settings | undefined {
  if (!gitDir.startsWith('/') || ops.stat(`${gitDir}/config.worktree`) !== undefined) return undefined
  const config = readText(ops, `${commonDir}/config`, LIMIT)
  const values = config.kind === 'text' ? plainValues(config.text) : undefined
  if (values === undefined || !userFiles(ops.env).every((path) => saysNothing(ops, path))) return undefined
  return { values, ownFilters: [], isBare: false, worktree: undefined, untracked: true }
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
      if (!Object.hasOwn(CORE, key) || CORE[key]?.test(value) !== true) return undefined
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
  const text = readText(ops, path, LIMIT)
  if (text.kind === 'missing') return true
  return text.kind === 'text' && !/include|showuntracked/i.test(text.text)
}
