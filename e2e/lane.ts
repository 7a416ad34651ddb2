/** Runs what it is given as soon as a place is free, in the order it was given. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/** A lane with so many places: as much runs side by side, the rest waits. */
export function makeLane(places: number): Lane {
  const waiting: (() => void)[] = []
  let free = places
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
