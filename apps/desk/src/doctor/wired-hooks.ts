import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { dialectOf, type EventKind, type HookPoint, type HostName } from '@dos/hook-dialect'
import type { NamedProgram, SettingsScope, WiredHook } from '@dos/hook-doctor'
import { type FoundHook, isOnlyRunner, isProgram, joinWords, programName } from '@dos/hook-wiring'
import { findOnPath, type PathFacts } from '../world/on-path.ts'
import { complaintAbout } from './complaint.ts'

/** What the words of a hook are read by. Nothing of them is started. */
export interface WordsContext extends PathFacts {
  readonly home: string
  readonly workspace: string
  readonly scope: SettingsScope
  /** What a plugin's own folder is, where the hook is a plugin's. */
  readonly plugin: string | undefined
}

const PACKAGE_RUNNERS = ['bunx', 'npx', 'pnpm', 'yarn']

/** Of the hooks of a settings file those that run this program. */
export function ownHooks(
  host: HostName,
  found: readonly FoundHook[],
  context: WordsContext,
  distrustOf: (at: number) => WiredHook['distrust'] = () => undefined,
): readonly WiredHook[] {
  return found.flatMap((each, at) => {
    const program = programAt(each)
    return program === undefined ? [] : [toWired(host, each, program, context, distrustOf(at))]
  })
}

/**
 * Which word names this program; `undefined` where the hook is another's. Without a verb that is known it is this
 * program only where that is plainly what is started; -1: it stands within a word that a shell is handed.
 */
function programAt({ words, verb }: FoundHook): number | undefined {
  if (verb !== undefined)
    return words.findIndex((word, at) => isProgram(word) && bare(words[at + 1]) === verb)
  const at = words.findIndex(isProgram)
  return at >= 0 && isOnlyRunner(words.slice(0, at)) ? at : undefined
}

function toWired(
  host: HostName,
  found: FoundHook,
  at: number,
  context: WordsContext,
  distrust: WiredHook['distrust'],
): WiredHook {
  const { words, event, verb, timeoutSeconds, matcher, byHand, line, column } = found
  const behind = at < 0 ? [] : untilOperator(words.slice(at + 1))
  const flags = verb === undefined ? behind : behind.slice(1)
  return {
    event,
    moment: momentOf(host, event),
    verb,
    command: shown(words, at + 1),
    flags,
    byHand,
    timeoutSeconds,
    matcher,
    line,
    column,
    program: programOf(words, at, byHand, context),
    complaint: at < 0 ? undefined : complaintAbout(verb, flags),
    distrust,
  }
}

/** Looks for what a hook names. Of a command that does more, only what it says of itself can be told. */
function programOf(
  words: readonly string[],
  at: number,
  byHand: boolean,
  context: WordsContext,
): NamedProgram {
  const { workspace, scope } = context
  const [runner = ''] = words
  const isPackage = words.some((word) => word.includes('node_modules/'))
  if (scope === 'project' && (isPackage || PACKAGE_RUNNERS.includes(programName(runner)))) {
    return { word: runner, named: 'by-runner', missing: hasPackage(workspace) ? undefined : 'package' }
  }
  if (at > 0 && !byHand && PACKAGE_RUNNERS.includes(programName(runner))) {
    return { word: runner, named: 'by-runner', missing: undefined }
  }
  if (at < 0) return { word: runner, named: 'absolute', missing: undefined }
  const program = look(words[at] ?? '', byHand, context)
  // What runs it is of interest where that is gone.
  if (at === 0 || byHand || program.missing !== undefined) return program
  const runtime = look(runner, byHand, context)
  return runtime.missing === undefined ? program : runtime
}

function look(written: string, byHand: boolean, context: WordsContext): NamedProgram {
  const word = expand(written, context)
  if (/[$%`]/.test(word)) return { word, named: 'absolute', missing: undefined }
  if (isAbsolute(word)) return { word, named: 'absolute', missing: isThere(word) ? undefined : 'program' }
  if (/[\\/]/.test(word)) return { word, named: 'relative', missing: undefined }
  const missing = !byHand && context.scope !== 'plugin' && findOnPath(word, context) === undefined
  return { word, named: 'by-name', missing: missing ? 'program' : undefined }
}

/** Whether the package is installed in a project: in the folder itself, or above it up to the root of the repository. */
function hasPackage(workspace: string): boolean {
  for (let folder = workspace; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules')
    if (isThere(join(packages, '.bin', 'dos-hook')) || existsSync(join(packages, 'dos-hook'))) return true
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return false
  }
}

/** On Windows a package's command may have an end to its name. */
function isThere(path: string): boolean {
  return ['', '.cmd', '.exe'].some((end) => existsSync(path + end))
}

/** What the variables stand for that hosts give their hooks, and the user's own folder. */
function expand(word: string, { home, workspace, plugin }: WordsContext): string {
  return word
    .replace(/^~(?=[\\/])/, home)
    .replace(/\$\{?HOME\}?(?![A-Z_])/g, home)
    .replace(/\$\{?CLAUDE_PROJECT_DIR\}?(?![A-Z_])/g, workspace)
    .replace(/\$\{?CLAUDE_PLUGIN_ROOT\}?(?![A-Z_])/g, (written) => plugin ?? written)
}

/**
 * As one command line for people. What may be the value of a variable is left out, and so is a line that a shell is handed
 * as one word: there may be a key or a token in it.
 */
function shown(words: readonly string[], own: number): string {
  const before = words.slice(0, own).map((word) => {
    if (/\s/.test(word) && !isAbsolute(word)) return '…'
    return word.replace(/^([A-Za-z_]\w*|-[\w-]+)=.+$/s, '$1=…')
  })
  if (own === 0) return `${words[0] ?? ''} …`
  return [...before, ...words.slice(own)]
    .map((word) => (word.endsWith('…') ? word : joinWords([word])))
    .join(' ')
}

/** What a host's event is, by the names that the host gives them. VS Code takes those of Copilot CLI's files, too. */
function momentOf(host: HostName, event: string): EventKind {
  const { events } = dialectOf(host)
  const points = Object.keys(events) as readonly HookPoint[]
  const point = points.find((each) => events[each].includes(event))
  if (point !== undefined) return point
  return host === 'vscode' ? momentOf('copilot', event) : 'other'
}

/** The words up to where a shell goes on with something else. */
function untilOperator(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => /^\d*[;&|<>)]/.test(word) || /[;&|)]$/.test(word))
  if (end < 0) return words
  const last = bare(words[end]) ?? ''
  return /^\d*[<>&|]/.test(last) || last === '' ? words.slice(0, end) : [...words.slice(0, end), last]
}

/** A word without the sign behind it that ends a command. */
function bare(word: string | undefined): string | undefined {
  return word?.replace(/[;&|)]+$/, '')
}
