const FULL = '█'
const EMPTY = '░'

/**
 * A streak against its cap as a bar: full only where the budget is spent, empty only where there is no marker.
 *
 * @param cells - columns of the bar; at least 2
 */
export function bar(streak: number, cap: number, cells: number): string {
  const full =
    streak >= cap ? cells : streak <= 0 ? 0 : between(1, Math.round((streak / cap) * cells), cells - 1)
  return FULL.repeat(full) + EMPTY.repeat(cells - full)
}

/**
 * How many cells to give the bar of a cap: the same number for every marker where there is room for that, else all of
 * them.
 */
export function cellsFor(cap: number, most: number): number {
  return cap > 0 && cap <= most ? cap * Math.floor(most / cap) : most
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
