import { type FoundHook, splitWords } from '@dos/hook-wiring'
import { isOwnName, isRunner, isShell } from './own-word.ts'

/** The command line in which a hook runs this program. */
export interface OwnLine {
  readonly words: readonly string[]
  /** How many of them lead up to the program, itself included; `undefined` where that can't be told. */
  readonly own: number | undefined
  /** Whether a shell reads its profile before it, which may set another PATH. */
  readonly profile: boolean
}

/** Where a hook runs this program; `undefined` where it runs another. */
export function ownLine({ words, verb }: Pick<FoundHook, 'words' | 'verb'>): OwnLine | undefined {
  if (verb !== undefined) {
    return lineWith(verb, words) ?? inShell(verb, words) ?? { words, own: undefined, profile: false }
  }
  // Without a verb that is known it is this program only where that is plainly what is started.
  const [first = '', ...rest] = words
  if (isOwnName(first)) return { words, own: 1, profile: false }
  if (!isRunner(first)) return undefined
  const at = rest.findIndex((word) => !word.startsWith('-') && !['x', 'exec', 'run'].includes(word))
  return isOwnName(rest[at] ?? '') ? { words, own: at + 2, profile: false } : undefined
}

function lineWith(verb: string, words: readonly string[]): OwnLine | undefined {
  const at = words.findIndex((word, index) => isOwnName(word) && bare(words[index + 1]) === verb)
  return at < 0 ? undefined : { words, own: at + 1, profile: false }
}

/** What a shell is handed as one word. */
function inShell(verb: string, [shell = '', ...words]: readonly string[]): OwnLine | undefined {
  const script = isShell(shell) ? words.find((word) => /\s/.test(word)) : undefined
  const line = script === undefined ? undefined : lineWith(verb, splitWords(script))
  const profile = words.some((word) => /^(-[a-z]*[li]|--login$)/.test(word))
  return line && { ...line, profile }
}

/** A word without the sign behind it that ends a command. */
function bare(word: string | undefined): string | undefined {
  return word?.replace(/[;&|)]+$/, '')
}
