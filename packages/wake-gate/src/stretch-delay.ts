/** The shortest delay that Claude Code gives a wake-up, in seconds, whatever it is asked for. */
export const SHORTEST_DELAY_SECONDS = 60

/** The longest one, which is as far as a delay is stretched: an hour. */
export const LONGEST_DELAY_SECONDS = 3600

/**
 * The delay of the wake-up that is scheduled in the nth no-op tick in a row: as asked for in the first, and doubled
 * once more in each further one, up to an hour. Never shorter than asked for.
 *
 * @param delaySeconds - as asked for; counted from a minute up, because the host gives no less
 * @param noopTicks - no-op ticks in a row, the one in which it is asked included
 */
export function stretchDelay(delaySeconds: number, noopTicks: number): number {
  if (noopTicks < 2) return delaySeconds
  const doubled = Math.max(SHORTEST_DELAY_SECONDS, delaySeconds) * 2 ** (noopTicks - 1)
  return Math.max(delaySeconds, Math.min(LONGEST_DELAY_SECONDS, doubled))
}
