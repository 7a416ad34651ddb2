import { lastPart } from '../layouts/paths.ts'
import { splitWords } from './words.ts'

/**
 * Tells Bun to load nothing of the folder it is started in: no `.env`, no `preload` of a `bunfig.toml`, no `paths` of a
 * `tsconfig.json`. For systems that have `/dev/null`.
 */
export const BUN_ALONE: readonly string[] = [
  '--env-file=/dev/null',
  '--config=/dev/null',
  '--tsconfig-override=/dev/null',
]

/**
 * Finds the program among the packages of the project and runs it; where it is not there, or nothing to run it with, ends
 * with 0 and says nothing. It starts nothing else, so it is as fast offline. Looks in the project that the host names,
 * else in the current folder, and upwards from there to the root of the repository (a `.git` that is a folder: that of a
 * linked worktree or a submodule is a file), but never above a repository, where the folders may be another user's. In
 * one line without a single quote, so that it is one word to `sh`; the shell opens no file, since one that can't open its
 * script leaves with 2.
 */
const SCRIPT = [
  `d=\${CLAUDE_PROJECT_DIR:-$PWD} r=$d s=node_modules/dos-hook/dist/dos-hook.js`,
  `until [ -d "$r/.git" ] || [ "$r" = "\${r%/*}" ]; do r=\${r%/*}; done`,
  '[ -d "$r/.git" ] || r=$d',
  `until [ -f "$d/$s" ]; do [ "$d" = "$r" ] && exit 0; d=\${d%/*}; done`,
  `command -v bun >/dev/null 2>&1 && exec bun ${BUN_ALONE.join(' ')} "$d/$s" "$@"`,
  'command -v node >/dev/null 2>&1 && exec node "$d/$s" "$@"',
  'exit 0',
].join('; ')

/**
 * The words that settings which a team shares start the program by: those of a line for `sh`, which is right on every
 * machine, also where the package is not installed. Always to be written as a command line: a host that ignores the
 * arguments of a program would have `sh` read the event as its script.
 */
export const PROJECT_COMMAND: readonly string[] = ['sh', '-c', SCRIPT, 'dos-hook']

/** What is bound to hooks; other verbs of the command are for people. */
export type HookVerb = 'marker' | 'wake' | 'rearm'

const VERBS: readonly HookVerb[] = ['marker', 'wake', 'rearm']

/** Names under which the program lies on a disk: also that of a binary which was built for another machine. */
const PROGRAM = /^dos-hook(-(linux|darwin|windows)-(x64|arm64))?(\.(exe|cmd|js))?$/

/** What may stand before the program and only starts it. */
const RUNNERS = ['bunx', 'npx', 'bun', 'node', 'pnpm', 'yarn']
const RUNNER_WORDS = ['x', 'exec', 'dlx', 'run']

/** What is given a command line as one word. */
const SHELLS = ['sh', 'bash', 'zsh', 'dash', 'fish']

/** A command that runs this program, taken apart. */
export interface OwnCommand {
  readonly verb: HookVerb
  /** How many words start the program, itself included: what a later version puts its own in the place of. */
  readonly program: number
  /** The words behind the verb. */
  readonly flags: readonly string[]
  /** Whether there is nothing else in it: no variables set before it, no second command. */
  readonly plain: boolean
}

/**
 * Tells by its words whether a command runs this program: `dos-hook`, wherever it lies, by itself or behind a runner
 * such as `bunx`, and with one of the verbs that hooks are bound to. Also where it is only a part, such as in
 * `DOS_LOOP=1 dos-hook marker`; such a command is somebody's own and not `plain`.
 */
export function readOwnCommand(words: readonly string[]): OwnCommand | undefined {
  const at = words.findIndex((word, index) => isProgram(word) && verbOf(words[index + 1]) !== undefined)
  const verb = at < 0 ? undefined : verbOf(words[at + 1])
  if (verb === undefined) return readInShell(words)
  const flags = words.slice(at + 2)
  const before = words.slice(0, at)
  const starts = isOnlyRunner(before) || startsInProject(before)
  const plain = words[at + 1] === verb && starts && !flags.some(isOperator)
  return { verb, program: at + 1, flags, plain }
}

function readInShell([shell = '', ...words]: readonly string[]): OwnCommand | undefined {
  const line = SHELLS.includes(programName(shell)) ? words.find((word) => /\s/.test(word)) : undefined
  const own = line === undefined ? undefined : readOwnCommand(splitWords(line))
  return own === undefined ? undefined : { ...own, program: 1, plain: false }
}

/** A verb, also with the sign behind it that ends a command. */
function verbOf(word: string | undefined): HookVerb | undefined {
  return VERBS.find((verb) => verb === word?.replace(/[;&|)]+$/, ''))
}

/** Whether a word names this program, wherever it lies, also with a version behind it. */
export function isProgram(word: string): boolean {
  return PROGRAM.test(
    lastPart(word)
      .replace(/(?<=.)@[^@/\\]*$/, '')
      .toLowerCase(),
  )
}

/** Whether the words before a program only start it: none, or a runner such as `bunx` with its flags. */
export function isOnlyRunner([runner, ...rest]: readonly string[]): boolean {
  if (runner === undefined) return true
  return (
    RUNNERS.includes(programName(runner)) &&
    rest.every((word) => word.startsWith('-') || RUNNER_WORDS.includes(word))
  )
}

/** The name of a program: the last part of its path in lower case, without `.exe` or `.cmd`. */
export function programName(word: string): string {
  return lastPart(word)
    .toLowerCase()
    .replace(/\.(exe|cmd)$/, '')
}

function isOperator(word: string): boolean {
  return (
    /^([;&|<>]|\d?[<>])/.test(word) || /[;|&]$/.test(word) || word.startsWith('$(') || word.startsWith('`')
  )
}

/** Whether the words before a program's name are those of {@link PROJECT_COMMAND}. */
function startsInProject(words: readonly string[]): boolean {
  return words.length === 3 && words.every((word, at) => word === PROJECT_COMMAND[at])
}
