/**
 * A percentile by nearest rank: the smallest value that at least so many percent of all values don't exceed. It is
 * always one of the values, and nothing is interpolated.
 *
 * @param sorted - the values, in ascending order; at least one
 * @param percent - above 0, at most 100
 * @throws RangeError where there is no value, or no such percentile
 */
export function nearestRank(sorted: readonly number[], percent: number): number {
  const value = percent > 0 ? sorted[Math.ceil((percent * sorted.length) / 100) - 1] : undefined
  if (value === undefined)
    throw new RangeError(`there is no percentile ${percent} of ${sorted.length} values`)
  return value
}
