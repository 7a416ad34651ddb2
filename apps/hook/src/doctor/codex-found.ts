import { type FoundHook, splitWords } from '@dos/hook-wiring'
import type { CodexHandler } from './codex-trust.ts'
import { isOwnName } from './own-word.ts'

const VERBS = ['marker', 'wake', 'rearm'] as const

/** A handler of Codex's `config.toml` as if it stood in a hooks file. Nothing but a person changes it there. */
export function toFound({ event, matcher, handler }: CodexHandler, text: string): FoundHook {
  const command = String(handler['command'])
  const words = splitWords(command)
  const at = words.findIndex((word, index) => isOwnName(word) && verbAt(words, index + 1) !== undefined)
  return {
    event,
    verb: at < 0 ? undefined : verbAt(words, at + 1),
    command,
    words,
    timeoutSeconds: typeof handler['timeout'] === 'number' ? handler['timeout'] : undefined,
    hasIf: false,
    loop: words.includes('--loop'),
    reset: words.includes('--reset'),
    absolute: (words[at] ?? '').startsWith('/'),
    byHand: true,
    matcher: typeof matcher === 'string' ? matcher : undefined,
    line: lineOf(text, command),
    column: 1,
  }
}

function verbAt(words: readonly string[], at: number): (typeof VERBS)[number] | undefined {
  return VERBS.find((verb) => verb === words[at])
}

/** The line on which a command is written; the first, where it is written in another way. */
function lineOf(text: string, command: string): number {
  return (
    1 +
    Math.max(
      0,
      text.split('\n').findIndex((line) => line.includes(command)),
    )
  )
}
