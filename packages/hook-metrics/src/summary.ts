import { dayOf, momentOf, type Observation } from './observation.ts'

/** The outcomes by which the hook steps in. All others leave things as they would have gone without it. */
export const INTERVENTIONS: readonly string[] = ['held', 'halted', 'refused', 'denied', 'stretched']

/**
 * The upper bounds of a histogram's buckets, in milliseconds: the default of Prometheus clients, 5 ms to 10 s, and two more
 * below, because most decisions take less than 5 ms.
 */
export const BOUNDS_MS: readonly number[] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000]

const DAY_MS = 86_400_000
const DAYS = 30

export interface Count {
  readonly name: string
  readonly count: number
}

/** The figures of some observations. */
export interface Figures {
  readonly asked: number
  /** By outcome, the most frequent first. */
  readonly outcomes: readonly Count[]
  /** How many of them are {@link INTERVENTIONS}. */
  readonly intervened: number
  /** `intervened` as a share of `asked`, 0 to 1; `undefined` where nothing was asked. */
  readonly interventionRate: number | undefined
  /** How long decisions took; each percentile is one that was measured. `undefined` where nothing was asked. */
  readonly latencyMs: Readonly<Record<'p50' | 'p95' | 'p99' | 'max' | 'sum', number>> | undefined
}

/** The figures of one verb or host; `name` is `undefined` for observations that name none. */
export interface Group extends Figures {
  readonly name: string | undefined
}

/** The figures of one verb as one host asked it; `buckets`: how many took at most each of {@link BOUNDS_MS}. */
export interface Series extends Figures {
  readonly verb: string
  readonly dialect: string | undefined
  readonly buckets: readonly number[]
}

/** Everything that can be said of some observations. All groups come most asked first. */
export interface Summary extends Figures {
  /** When the earliest and the latest were made, in UTC; `undefined` where there are none. */
  readonly first: string | undefined
  readonly last: string | undefined
  readonly verbs: readonly Group[]
  readonly dialects: readonly Group[]
  /** The last 30 days in UTC, up to today, also those on which nothing was asked. */
  readonly days: readonly { readonly day: string; readonly asked: number; readonly intervened: number }[]
  readonly series: readonly Series[]
}

/** Sums observations up, in whatever order they come, those outside of `days` too. `now`: milliseconds since 1970. */
export function summarize(observations: readonly Observation[], now: number): Summary {
  const inOrder = observations.toSorted((one, other) => (momentOf(one.ts) ?? 0) - (momentOf(other.ts) ?? 0))
  const groupsOf = (field: 'verb' | 'dialect') =>
    groupBy(observations, (one) => [one[field]]).map(([[name], members]) => ({ name, ...figuresOf(members) }))
  const days = observations.map(({ ts }) => dayOf(momentOf(ts) ?? 0))
  return {
    ...figuresOf(observations),
    first: inOrder.at(0)?.ts,
    last: inOrder.at(-1)?.ts,
    verbs: groupsOf('verb'),
    dialects: groupsOf('dialect'),
    days: Array.from({ length: DAYS }, (_, index) => {
      const day = dayOf(now - (DAYS - 1 - index) * DAY_MS)
      const { asked, intervened } = figuresOf(observations.filter((_, at) => days[at] === day))
      return { day, asked, intervened }
    }),
    series: groupBy(observations, ({ verb, dialect }) => [verb, dialect]).map(
      ([[verb = '', dialect], members]) => ({
        ...{ verb, dialect, ...figuresOf(members) },
        buckets: BOUNDS_MS.map((bound) => members.filter(({ latencyMs }) => latencyMs <= bound).length),
      }),
    ),
  }
}

function figuresOf(observations: readonly Observation[]): Figures {
  const asked = observations.length
  const intervened = observations.filter(({ outcome }) => INTERVENTIONS.includes(outcome)).length
  return {
    asked,
    outcomes: groupBy(observations, ({ outcome }) => [outcome]).map(([[name = ''], members]) => ({
      name,
      count: members.length,
    })),
    intervened,
    interventionRate: asked === 0 ? undefined : intervened / asked,
    latencyMs: asked === 0 ? undefined : latencyOf(observations),
  }
}

function latencyOf(observations: readonly Observation[]): Figures['latencyMs'] {
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

/** The smallest of some sorted values that at least so many percent of them don't exceed. */
export function nearestRank(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? Number.NaN
}

type Key = readonly (string | undefined)[]

/** Observations by some of their fields: the largest group first, then by name. */
function groupBy(
  observations: readonly Observation[],
  keyOf: (one: Observation) => Key,
): readonly (readonly [key: Key, members: readonly Observation[]])[] {
  const groups = new Map<string, [key: Key, members: Observation[]]>()
  for (const one of observations) {
    const key = keyOf(one)
    const id = JSON.stringify(key)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [key, [one]])
    else group[1].push(one)
  }
  return [...groups.values()].sort(
    ([key, members], [otherKey, others]) => others.length - members.length || compareKeys(key, otherKey),
  )
}

/** What has no name comes last. */
function compareKeys(key: Key, others: Key): number {
  const at = key.findIndex((name, index) => name !== others[index])
  const [one, other] = [key[at], others[at]]
  if (one === other) return 0
  return other === undefined || (one !== undefined && one < other) ? -1 : 1
}
