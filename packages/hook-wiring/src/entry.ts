import type { Binding } from './bindings.ts'
import type { Layout } from './layout.ts'
import { isAbsolutePath } from './paths.ts'
import { joinWords } from './words.ts'

/** The members by which a handler says what to run. */
export type CommandMembers = { readonly command: string; readonly args?: readonly string[] }

/**
 * How a command is written for a host: as a program with its arguments where the host takes that, and else as a command
 * line. A program that is looked up on the PATH is always one, since what starts it may be a script on some platforms.
 */
export function commandMembers(layout: Layout, words: readonly string[]): CommandMembers {
  const [program = '', ...args] = words
  return layout.form === 'program' && isAbsolutePath(program)
    ? { command: program, args }
    : { command: joinWords(words) }
}

/** A timeout as the host counts. A whole number, since some hosts refuse any other. */
export function timeoutNumber({ timeout }: Layout, seconds: number): number {
  return Math.ceil(timeout.unit === 'ms' ? seconds * 1000 : seconds)
}

/** A new handler for a binding. */
export function newHandler(layout: Layout, binding: Binding): object {
  return {
    ...layout.handler,
    ...commandMembers(layout, [...binding.command, ...binding.words]),
    [layout.timeout.key]: timeoutNumber(layout, binding.timeoutSeconds),
  }
}

/** What is put into the list of an event: the handler, in a group of its own where the host has groups. */
export function newItem(layout: Layout, binding: Binding): object {
  const handler = newHandler(layout, binding)
  if (!layout.grouped) return handler
  return binding.matcher === undefined ? { hooks: [handler] } : { matcher: binding.matcher, hooks: [handler] }
}
