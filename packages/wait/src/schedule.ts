/** How often to look. */
export interface Interval {
  /** Milliseconds between the first look and the second. */
  readonly everyMs: number
  /** What that grows to, at most. Less than `everyMs` means `everyMs`. */
  readonly maxEveryMs: number
}

/** How far a wait has come. */
export interface Progress {
  /** How often was looked already, 1 or more. */
  readonly looks: number
  /** Milliseconds that are left of the longest wait. */
  readonly leftMs: number
  /** How long the last look took: the next one has to fit into the rest. */
  readonly lookMs: number
}

/** From look to look the interval grows by half: what has taken long may well take longer. */
const GROWTH = 1.5

/** Looks are not all equally long: this much of the last one has to fit into the rest. */
const LEEWAY = 1.5

/** A shorter rest is not worth another look. */
const SHORTEST_MS = 50

/**
 * Milliseconds to the next look, or `undefined` where there is no time for one. The last pause of a wait is
 * shortened so that a look half as long again as the one before still ends in time.
 */
export function pauseAfter(
  { looks, leftMs, lookMs }: Progress,
  { everyMs, maxEveryMs }: Interval,
): number | undefined {
  const room = leftMs - lookMs * LEEWAY
  if (room < SHORTEST_MS) return undefined
  return Math.min(everyMs * GROWTH ** (looks - 1), Math.max(everyMs, maxEveryMs), room)
}
