import type { HostName } from '@dos/hook-dialect'
import { memberValue } from '../json/nodes.ts'
import { type Problem, placesIn, type TextPosition } from '../json/problem.ts'
import type { Layout } from '../layouts/layout.ts'
import { isAbsolutePath } from '../layouts/paths.ts'
import type { HookVerb } from './own-command.ts'
import { type Handler, handlersOf, readSettings } from './settings.ts'
import { timeoutOf } from './update.ts'
import { joinWords } from './words.ts'

/** One hook that a settings file binds, be it this program's or another's. */
export interface FoundHook {
  /** The host's name of the event. */
  readonly event: string
  /** What is run of this program; `undefined`: another program's hook. */
  readonly verb: HookVerb | undefined
  /** As a person reads it: one command line. */
  readonly command: string
  /** The same, word by word. */
  readonly words: readonly string[]
  /** As written, in seconds; `undefined` where nothing is, and the host's own default counts. */
  readonly timeoutSeconds: number | undefined
  /** Whether it has an `if`, with which Claude Code never runs it on a Stop. */
  readonly hasIf: boolean
  /** Whether it says that every Stop is one of a loop. */
  readonly loop: boolean
  /** Whether it only zeroes a streak. */
  readonly reset: boolean
  /** Whether the program is named by an absolute path. */
  readonly absolute: boolean
  /** Whether the command does more than to run this program, so that nothing but a person changes it. */
  readonly byHand: boolean
  /** The tools it is for, where it says so. */
  readonly matcher: string | undefined
  /** Where the handler begins, counted from 1. */
  readonly line: number
  /** Counted from 1. */
  readonly column: number
}

/** What a settings file binds, or why that can't be told. */
export type Inspection =
  | { readonly ok: true; readonly found: readonly FoundHook[] }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Lists the hooks of a settings file, in its order: this program's, and those of others, whose `verb` is `undefined`.
 *
 * @param file - the whole text, a byte order mark included
 */
export function inspect(host: HostName, file: string): Inspection {
  const reading = readSettings(host, file)
  if (!reading.ok) return reading
  const { settings } = reading
  const placeOf = placesIn(settings.text)
  return {
    ok: true,
    found: handlersOf(settings).map((handler) => ({
      ...describe(settings.layout, handler),
      ...placeOf(handler.node.offset),
    })),
  }
}

function describe(layout: Layout, handler: Handler): Omit<FoundHook, keyof TextPosition> {
  const { event, node, group, words, own } = handler
  const matcher: unknown = memberValue(group, 'matcher')?.value
  const program = own === undefined ? words[0] : words[own.program - 1]
  return {
    event,
    verb: own?.verb,
    command: joinWords(words),
    words,
    timeoutSeconds: timeoutOf(layout, node),
    hasIf: memberValue(node, 'if') !== undefined,
    loop: own?.flags.includes('--loop') ?? false,
    reset: own?.flags.includes('--reset') ?? false,
    absolute: isAbsolutePath(program ?? ''),
    byHand: own !== undefined && !own.plain,
    matcher: typeof matcher === 'string' ? matcher : undefined,
  }
}
