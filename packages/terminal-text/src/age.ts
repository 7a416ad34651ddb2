const UNITS = [
  { unit: 'd', ms: 24 * 60 * 60 * 1000 },
  { unit: 'h', ms: 60 * 60 * 1000 },
  { unit: 'min', ms: 60 * 1000 },
] as const

/**
 * How long ago, in the largest unit that there is a whole one of: `12 s`, `3 min`, `2 h`, `40 d`. What lies in the
 * future, by a clock that is off, is `0 s`; what can't be told, an infinite number, is `?`.
 *
 * @param ms - milliseconds
 */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return '?'
  for (const { unit, ms: one } of UNITS) {
    if (ms >= one) return `${Math.floor(ms / one)} ${unit}`
  }
  return `${Math.max(0, Math.floor(ms / 1000))} s`
}
