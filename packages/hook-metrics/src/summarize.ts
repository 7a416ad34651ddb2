import { type Figures, figuresOf } from './figures.ts'
import { groupBy } from './group-by.ts'
import { cumulate } from './histogram.ts'
import { dayName, dayOf, momentOf } from './moment.ts'
import type { Observation } from './observation.ts'

/** The figures of one verb or host. */
export interface Group extends Figures {
  /** Its name; `undefined` for observations that name none. */
  readonly name: string | undefined
}

/** One day, in UTC. */
export interface Day {
  /** `2026-06-09`. */
  readonly day: string
  readonly asked: number
  readonly intervened: number
}

/** The figures of one verb as one host asked it, with what a histogram needs. */
export interface Series extends Figures {
  readonly verb: string
  readonly dialect: string | undefined
  /** How many of them took at most each of {@link BOUNDS_MS}. */
  readonly buckets: readonly number[]
}

/** Everything that can be said of some observations. */
export interface Summary extends Figures {
  /** When the earliest and the latest were made, in UTC; `undefined` where there are none. */
  readonly first: string | undefined
  readonly last: string | undefined
  /** Most asked first. */
  readonly verbs: readonly Group[]
  /** Most asked first. */
  readonly dialects: readonly Group[]
  /** The last days, up to today, also those on which nothing was asked. */
  readonly days: readonly Day[]
  /** By verb and host, most asked first. */
  readonly series: readonly Series[]
}

/** What a summary is made as of. */
export interface SummaryOptions {
  /** The time, in milliseconds since 1970; its day in UTC is the last of `days`. */
  readonly now: number
  /** How many days `days` has. Default 30. */
  readonly days?: number
}

/** Sums observations up, in whatever order they come. What is older than `days`, or of a day to come, counts all the same. */
export function summarize(observations: readonly Observation[], { now, days = 30 }: SummaryOptions): Summary {
  const [first, last] = ends(observations)
  return {
    ...figuresOf(observations),
    first,
    last,
    verbs: groupsBy(observations, ({ verb }) => verb),
    dialects: groupsBy(observations, ({ dialect }) => dialect),
    days: lastDays(observations, dayOf(now), days),
    series: seriesOf(observations),
  }
}

function ends(
  observations: readonly Observation[],
): readonly [first: string | undefined, last: string | undefined] {
  const inOrder = observations
    .map(({ ts }) => ({ ts, moment: momentOf(ts) ?? 0 }))
    .toSorted((one, other) => one.moment - other.moment)
  return [inOrder.at(0)?.ts, inOrder.at(-1)?.ts]
}

function groupsBy<K extends string | undefined>(
  observations: readonly Observation[],
  nameOf: (one: Observation) => K,
): readonly (Group & { readonly name: K })[] {
  return [...groupBy(observations, nameOf)]
    .map(([name, members]) => ({ name, ...figuresOf(members) }))
    .toSorted((one, other) => other.asked - one.asked || compare(one.name, other.name))
}

function lastDays(observations: readonly Observation[], today: number, days: number): readonly Day[] {
  const byDay = groupBy(observations, ({ ts }) => dayOf(momentOf(ts) ?? 0))
  return Array.from({ length: days }, (_, index) => {
    const day = today - days + 1 + index
    const { asked, intervened } = figuresOf(byDay.get(day) ?? [])
    return { day: dayName(day), asked, intervened }
  })
}

function seriesOf(observations: readonly Observation[]): readonly Series[] {
  return [...groupBy(observations, ({ verb }) => verb)]
    .flatMap(([verb, asked]) =>
      [...groupBy(asked, ({ dialect }) => dialect)].map(([dialect, members]) => ({
        verb,
        dialect,
        ...figuresOf(members),
        buckets: cumulate(members.map(({ latencyMs }) => latencyMs)),
      })),
    )
    .toSorted(
      (one, other) =>
        other.asked - one.asked || compare(one.verb, other.verb) || compare(one.dialect, other.dialect),
    )
}

/** By name; what has none comes last. */
function compare(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0
  return other === undefined || (one !== undefined && one < other) ? -1 : 1
}
