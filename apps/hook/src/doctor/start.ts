import { isAbsolute, join, resolve } from 'node:path'
import type { ProgramFacts } from '@dos/hook-doctor'
import { findOnPath, type PathFacts } from '../wiring/on-path.ts'
import { lookAt, realPath } from './find-program.ts'
import { PACKAGE_RUNNERS, programName } from './own-word.ts'

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
  const name = programName(first)
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
      // What is told of is what is amiss: what is not there, or is looked up.
      word: isThere && (!there || isAbsolute(first) || !isAbsolute(word)) ? word : first,
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

/** What is started, where nobody can tell what that is. */
export function unknown(word: string): Start {
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
