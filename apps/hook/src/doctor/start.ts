import { isAbsolute, join, resolve } from 'node:path'
import type { ProgramFacts } from '@dos/hook-doctor'
import type { FoundHook } from '@dos/hook-wiring'
import { findOnPath, type PathFacts } from '../wiring/on-path.ts'
import { lookAt, realPath } from './find-program.ts'
import { isOwnName, lastPart } from './own-word.ts'

/** How a hook starts this program. */
export interface Start {
  readonly program: ProgramFacts
  /** The words to run, up to the verb; `undefined` where they can't be told, or lead to nothing. */
  readonly words: readonly string[] | undefined
  /** The file that is this program, links followed; `undefined` where it isn't known. */
  readonly file: string | undefined
  /** What it runs in where that is said: `node` or `bun`; else it is for the file to decide. */
  readonly runtime: 'node' | 'bun' | undefined
}

/** What words are understood by. */
export interface StartContext extends PathFacts {
  readonly home: string
  readonly workspace: string
  /** What a plugin's own folder is, where the hook is a plugin's. */
  readonly plugin: string | undefined
}

/** Runners of packages, and whether they ask the current folder in ways that a stranger could use. */
const PACKAGE_RUNNERS: Readonly<Record<string, boolean>> = { bunx: false, npx: true, pnpm: true, yarn: true }

/** The words up to the verb of a hook that runs this program; `undefined` where it runs another. */
export function ownWords(found: FoundHook): readonly string[] | undefined {
  const { words, verb } = found
  if (verb !== undefined) {
    const at = words.findIndex((word, index) => isOwnName(word) && words[index + 1] === verb)
    return words.slice(0, at + 1)
  }
  // Without a verb that is known it is this program only where that is plainly what is started.
  const [first = '', ...rest] = words
  if (isOwnName(first)) return [first]
  if (!isRunner(first)) return undefined
  const at = rest.findIndex((word) => !word.startsWith('-') && !['x', 'exec', 'run'].includes(word))
  return isOwnName(rest[at] ?? '') ? words.slice(0, at + 2) : undefined
}

/** Finds what a hook starts. */
export function readStart(own: readonly string[], byHand: boolean, context: StartContext): Start {
  const expanded = own.map((word) => expand(word, context))
  const word = expanded.at(-1) ?? ''
  const launcher = expanded.slice(0, -1)
  if (word.includes('$') || word.includes('%')) return unknown(own.at(-1) ?? '')
  // Of a command that does more, only the program itself can be told.
  if (byHand || launcher.length === 0) return direct(word, byHand, context)
  return launched(launcher, word, context)
}

/** The program is started by itself. */
function direct(word: string, byHand: boolean, context: StartContext): Start {
  const named = isAbsolute(word) ? 'absolute' : /[\\/]/.test(word) ? 'relative' : 'by-name'
  if (named === 'relative' && byHand) return unknown(word)
  const path = named === 'by-name' ? findOnPath(word, context) : resolve(context.workspace, word)
  const found = path === undefined ? 'no' : lookAt(path)
  return {
    program: { word, named, found, runner: undefined },
    words: found === 'yes' && path !== undefined ? [path] : undefined,
    file: path === undefined ? undefined : realPath(path),
    runtime: undefined,
  }
}

/** The program is handed to something that starts it. */
function launched(launcher: readonly string[], word: string, context: StartContext): Start {
  const [first = '', ...flags] = launcher
  const name = runnerName(first)
  const runner = isAbsolute(first) ? first : findOnPath(first, context)
  const isThere = runner !== undefined && lookAt(runner) === 'yes'
  const isScript = (name === 'node' || name === 'bun') && !flags.includes('x')
  if (!isScript) return throughPackages(launcher, name, isThere, context)

  const path = resolve(context.workspace, word)
  const there = lookAt(path) !== 'no'
  // Bun runs what the folder's bunfig.toml names before the script.
  const asksFolder = name === 'bun' && !flags.some((flag) => flag.startsWith('--config'))
  return {
    program: {
      word: isThere ? word : first,
      named: !isAbsolute(word) ? 'relative' : isAbsolute(first) ? 'absolute' : 'by-name',
      found: isThere && there ? 'yes' : 'no',
      runner: asksFolder ? 'bun' : undefined,
    },
    words: isThere && there ? [runner, ...flags, path] : undefined,
    file: realPath(path),
    runtime: name,
  }
}

/** A runner looks the program up among the packages of the folder, and then elsewhere. */
function throughPackages(
  launcher: readonly string[],
  name: string,
  isThere: boolean,
  { workspace }: StartContext,
): Start {
  const asks = PACKAGE_RUNNERS[name] ?? false
  return {
    program: {
      word: launcher[0] ?? '',
      named: 'by-name',
      found: isThere ? 'yes' : 'no',
      runner: asks ? name : undefined,
    },
    words: isThere ? [...launcher, 'dos-hook'] : undefined,
    file: realPath(join(workspace, 'node_modules', '.bin', 'dos-hook')),
    runtime: undefined,
  }
}

function unknown(word: string): Start {
  return {
    program: { word, named: 'absolute', found: 'unknown', runner: undefined },
    words: undefined,
    file: undefined,
    runtime: undefined,
  }
}

/** What the variables stand for that hosts give their hooks, and the user's own folder. */
function expand(word: string, { home, workspace, plugin }: StartContext): string {
  return word
    .replace(/^~(?=[\\/])/, home)
    .replace(/\$\{?HOME\}?(?![A-Z_])/g, home)
    .replace(/\$\{?CLAUDE_PROJECT_DIR\}?(?![A-Z_])/g, workspace)
    .replace(/\$\{?CLAUDE_PLUGIN_ROOT\}?(?![A-Z_])/g, (written) => plugin ?? written)
}

function isRunner(word: string): boolean {
  const name = runnerName(word)
  return name === 'node' || name === 'bun' || Object.hasOwn(PACKAGE_RUNNERS, name)
}

function runnerName(word: string): string {
  return lastPart(word)
    .toLowerCase()
    .replace(/\.(exe|cmd)$/, '')
}
