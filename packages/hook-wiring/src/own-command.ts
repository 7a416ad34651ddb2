import { lastPart } from './paths.ts'
import { startsInProject } from './project-command.ts'
import { splitWords } from './words.ts'

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
  const starts = onlyStarts(before) || startsInProject(before)
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

function isProgram(word: string): boolean {
  // With a version, as package runners take it.
  return PROGRAM.test(
    lastPart(word)
      .replace(/(?<=.)@[^@/\\]*$/, '')
      .toLowerCase(),
  )
}

function onlyStarts([runner, ...rest]: readonly string[]): boolean {
  if (runner === undefined) return true
  return (
    RUNNERS.includes(programName(runner)) &&
    rest.every((word) => word.startsWith('-') || RUNNER_WORDS.includes(word))
  )
}

function programName(word: string): string {
  return lastPart(word)
    .toLowerCase()
    .replace(/\.(exe|cmd)$/, '')
}

function isOperator(word: string): boolean {
  return (
    /^([;&|<>]|\d?[<>])/.test(word) || /[;|&]$/.test(word) || word.startsWith('$(') || word.startsWith('`')
  )
}
