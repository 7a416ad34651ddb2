/**
 * The upper bounds of the buckets, in milliseconds: those that Prometheus clients use by default, 5 ms to 10 s, with
 * two more below, because most decisions take less than 5 ms.
 */
export const BOUNDS_MS: readonly number[] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000]

/** How many values are at most each of {@link BOUNDS_MS}; never falling from one to the next. */
export function cumulate(values: readonly number[]): readonly number[] {
  return BOUNDS_MS.map((bound) => values.filter((value) => value <= bound).length)
}
