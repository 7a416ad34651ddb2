import { closestMatch } from 'leven'
import type { WrongArguments } from './arguments.ts'

/** The complaint about a command line: what is wrong, the nearest right word, where to read more. */
export function usageError(
  command: string,
  { complaint, unknown, known }: Omit<WrongArguments, 'ok'>,
): string {
  const near = unknown === undefined || known === undefined ? undefined : closestMatch(unknown, [...known])
  const hint = near === undefined ? '' : `; the nearest is ${near}`
  return `${complaint}${hint}. See ${command} --help`
}
