import { closestMatch } from 'leven'
import { MARKER_FLAGS } from './marker/flags.ts'

const VERBS = ['marker', '--help', '--version']

/** The complaint about a command line: what is wrong, the nearest right word, where to read more. */
export function usageError(
  command: string,
  wrong: { readonly complaint: string; readonly unknown?: string },
): string {
  const known = command === 'dos-hook' ? VERBS : MARKER_FLAGS
  const near = wrong.unknown === undefined ? undefined : closestMatch(wrong.unknown, [...known])
  const hint = near === undefined ? '' : `; the nearest is ${near}`
  return `${wrong.complaint}${hint}. See ${command} --help`
}
