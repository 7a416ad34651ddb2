import { TallyError } from './error.ts'
import type { Next } from './lines-from-end.ts'
import type { TallyRecord } from './record.ts'

/**
 * How many records lie between a `RESET` and one that repeats it, at most: what is said again comes at the same moment,
 * and without a bound the whole of a long tally would be read to find out that nothing is.
 */
export const MOST_BETWEEN = 1000

/** Whether a `RESET` says again what the one before it said: the two have a word of `since` in common. */
export function isRepeat(since: string, before: string | undefined): boolean {
  if (before === undefined) return false
  const words = before.split(' ')
  return since.split(' ').some((word) => word !== '' && words.includes(word))
}

/**
 * Records from the last to the first without the `RESET`s that repeat the one before them, by their `since`: those do
 * nothing. Whether one does is told by records that are older, so these are read ahead.
 */
export function withoutRepeats(next: Next<TallyRecord>): Next<TallyRecord> {
  let ahead: TallyRecord[] = []
  let taken = 0
  const take = (): TallyRecord | undefined => {
    const record = ahead[taken]
    if (record === undefined) return next()
    taken += 1
    return record
  }
  const repeatsOlder = (since: string): boolean => {
    ahead = ahead.slice(taken)
    taken = 0
    for (let at = 0; at < MOST_BETWEEN; at += 1) {
      const record = ahead[at] ?? readAhead(next)
      if (record === undefined) return false
      if (at === ahead.length) ahead.push(record)
      if (record.op === 'RESET') return isRepeat(since, record.since)
    }
    return false
  }
  return () => {
    for (let record = take(); record !== undefined; record = take()) {
      if (record.op !== 'RESET' || record.since === undefined || !repeatsOlder(record.since)) return record
    }
    return undefined
  }
}

/** What can't be read lies before a `RESET`, and nobody has asked for it. */
function readAhead(next: Next<TallyRecord>): TallyRecord | undefined {
  try {
    return next()
  } catch (error) {
    if (error instanceof TallyError && error.fault === 'unreadable') return undefined
    throw error
  }
}
