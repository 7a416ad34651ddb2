/** A streak against its cap in `cells` columns, 2 or more: full only if spent, empty only without a marker. */
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

/** How long ago: `12 s`, `3 min`, `2 h`, `40 d`; `0 s` for the future, by a clock that is off; `?` for infinite. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return '?'
  const found = UNITS.find(([, one]) => ms >= one)
  if (found === undefined) return `${Math.max(0, Math.floor(ms / 1000))} s`
  const [unit, one] = found
  return `${Math.floor(ms / one)} ${unit}`
}
