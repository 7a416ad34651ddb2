/** How long to wait between two looks, in milliseconds. */
export interface Pace {
  /** What happens within that is one picture. */
  readonly least: number
  /** After that it is looked again, though nothing was told. */
  readonly most: number
}

/** The most often that is looked: ten times a second is live to the eye. */
const LEAST_PAUSE_MS = 100

/** The most seldom, where looking is quick: ages tick, and on some file systems nothing is told. */
const TICK_MS = 1000

/** How much longer the rest is than a look: where nothing happens a twentieth of a core is used, at worst. */
const REST = 20

/** How to go on after a look that took so many milliseconds: half of a core at most, however much happens. */
export function paceAfter(tookMs: number): Pace {
  return { least: Math.max(LEAST_PAUSE_MS, tookMs), most: Math.max(TICK_MS, REST * tookMs) }
}
