/** What cannot be a number of turns, whoever says it. `undefined` is not among these: it says nothing. */
export const NO_COUNTS: readonly unknown[] = [
  ...[-1, -0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 1e300],
  ...[true, false, '4', '', null, 4n, [], [4], {}, new Date(4), Symbol('four'), () => 4],
]
