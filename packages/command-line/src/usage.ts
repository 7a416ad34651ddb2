import { closestMatch } from 'leven'
import type { Mistake } from './read-flags.ts'

/** The complaint about a command line: what is wrong, the nearest right word, where to read more. */
export function usageError(command: string, mistake: Mistake): string {
  return `${describeMistake(mistake)}. See ${command} --help`
}

/** What is wrong with a command line, and the nearest right word. */
export function describeMistake({ complaint, unknown, known }: Mistake): string {
  const near = unknown === undefined || known === undefined ? undefined : nearest(unknown, known)
  return near === undefined ? complaint : `${complaint}; the nearest is ${near}`
}

/** The word that was probably meant: the one that `unknown` begins, or one that differs in less than half of it. */
export function nearest(unknown: string, known: readonly string[]): string | undefined {
  const begun = unknown.length > 2 ? known.filter((word) => word.startsWith(unknown)) : []
  if (begun.length === 1) return begun[0]
  return closestMatch(unknown, [...known], { maxDistance: Math.max(2, Math.floor(unknown.length / 2)) })
}
