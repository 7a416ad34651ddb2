import { closestMatch } from 'leven'
import type { WrongArguments } from './arguments.ts'

/** The complaint about a command line: what is wrong, the nearest right word, where to read more. */
export function usageError(
  command: string,
  { complaint, unknown, known }: Omit<WrongArguments, 'ok'>,
): string {
  const near = unknown === undefined || known === undefined ? undefined : nearest(unknown, known)
  const hint = near === undefined ? '' : `; the nearest is ${near}`
  return `${complaint}${hint}. See ${command} --help`
}

/** The word that was meant, as far as one can tell: one that it begins, or that differs in less than half of it. */
function nearest(unknown: string, known: readonly string[]): string | undefined {
  const begun = unknown.length > 2 ? known.filter((word) => word.startsWith(unknown)) : []
  if (begun.length === 1) return begun[0]
  return closestMatch(unknown, [...known], { maxDistance: Math.max(2, Math.floor(unknown.length / 2)) })
}
