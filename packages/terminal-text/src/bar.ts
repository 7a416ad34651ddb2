/**
 * A streak against its cap as a bar: full only where the budget is spent, empty only where there is no marker.
 *
 * @param cells - columns of the bar; at least 2
 */
export function bar(streak: number, cap: number, cells: number): string {
  const share = Math.max(1, Math.min(cells - 1, Math.round((streak / cap) * cells)))
  const full = streak >= cap ? cells : streak <= 0 ? 0 : share
  return '█'.repeat(full) + '░'.repeat(cells - full)
}

/** How many of at most `most` cells to give the bar of a cap: the same for every marker, where there is room for that. */
export function cellsFor(cap: number, most: number): number {
  return cap > 0 && cap <= most ? cap * Math.floor(most / cap) : most
}

const UNITS = [
  ['d', 24 * 60 * 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['min', 60 * 1000],
] as const

/**
 * How long ago, in the largest unit that there is a whole one of: `12 s`, `3 min`, `2 h`, `40 d`. What lies in the
 * future, by a clock that is off, is `0 s`; an infinite number of milliseconds is `?`.
 */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return '?'
  const found = UNITS.find(([, one]) => ms >= one)
  if (found === undefined) return `${Math.max(0, Math.floor(ms / 1000))} s`
  const [unit, one] = found
  return `${Math.floor(ms / one)} ${unit}`
}
