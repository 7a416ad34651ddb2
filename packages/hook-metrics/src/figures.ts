import { groupBy } from './group-by.ts'
import type { Observation } from './observation.ts'
import { nearestRank } from './percentile.ts'

/**
 * The outcomes by which the hook steps in: a turn held open, a run ended, a marker, prompt, pass or call refused, a
 * call changed. All others leave things as they would have gone without it.
 */
export const INTERVENTIONS: readonly string[] = ['held', 'halted', 'refused', 'denied', 'stretched']

/** How often one word came up. */
export interface Count {
  readonly name: string
  readonly count: number
}

/** How long decisions took, in milliseconds. */
export interface Latency {
  /** Percentiles by {@link nearestRank}: each is one that was really measured. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  readonly sum: number
}

/** What is told of all observations, and of each group of them. */
export interface Figures {
  readonly asked: number
  /** By outcome, the most frequent first. */
  readonly outcomes: readonly Count[]
  /** How many of them are {@link INTERVENTIONS}. */
  readonly intervened: number
  /** The share of `asked` in which the hook stepped in, 0 to 1; `undefined` where nothing was asked. */
  readonly interventionRate: number | undefined
  /** `undefined` where nothing was asked. */
  readonly latencyMs: Latency | undefined
}

/** The figures of some observations. */
export function figuresOf(observations: readonly Observation[]): Figures {
  const asked = observations.length
  const outcomes = countBy(observations, ({ outcome }) => outcome)
  const intervened = outcomes
    .filter(({ name }) => INTERVENTIONS.includes(name))
    .reduce((sum, { count }) => sum + count, 0)
  return {
    asked,
    outcomes,
    intervened,
    interventionRate: asked === 0 ? undefined : intervened / asked,
    latencyMs: asked === 0 ? undefined : latencyOf(observations),
  }
}

function latencyOf(observations: readonly Observation[]): Latency {
  const sorted = observations.map(({ latencyMs }) => latencyMs).toSorted((one, other) => one - other)
  const sum = sorted.reduce((total, latency) => total + latency, 0)
  return {
    p50: nearestRank(sorted, 50),
    p95: nearestRank(sorted, 95),
    p99: nearestRank(sorted, 99),
    max: nearestRank(sorted, 100),
    // To the microsecond again, as each of them was.
    sum: Math.round(sum * 1000) / 1000,
  }
}

function countBy(
  observations: readonly Observation[],
  nameOf: (one: Observation) => string,
): readonly Count[] {
  return [...groupBy(observations, nameOf)]
    .map(([name, members]) => ({ name, count: members.length }))
    .toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
}
