import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Figures, INTERVENTIONS, type Summary, summarize } from '../src/summary.ts'
import { anyObservations, NOW, observation } from './support/observations.ts'

const DAY_MS = 86_400_000

/** Everything in a summary that is a sum, by what it is a sum of. */
function sumsOf(summary: Summary): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  const add = (name: string, { asked, intervened, outcomes }: Figures) => {
    sums.set(`${name} asked`, asked)
    sums.set(`${name} intervened`, intervened)
    for (const outcome of outcomes) sums.set(`${name} ${JSON.stringify(outcome.name)}`, outcome.count)
  }
  add('all', summary)
  for (const group of summary.verbs) add(`verb ${group.name}`, group)
  for (const group of summary.dialects) add(`dialect ${group.name}`, group)
  for (const one of summary.series) {
    add(`series ${one.verb} ${one.dialect}`, one)
    one.buckets.forEach((count, index) => {
      sums.set(`series ${one.verb} ${one.dialect} bucket ${index}`, count)
    })
  }
  for (const { day, asked, intervened } of summary.days) {
    sums.set(`${day} asked`, asked)
    sums.set(`${day} intervened`, intervened)
  }
  return new Map([...sums].filter(([, value]) => value > 0))
}

function added(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>) {
  const all = new Map(one)
  for (const [name, value] of other) all.set(name, (all.get(name) ?? 0) + value)
  return all
}

const inOrder = (sums: ReadonlyMap<string, number>) => [...sums].toSorted()

describe('A summary', () => {
  test('of two lots is the sum of the summaries of each', () => {
    fc.assert(
      fc.property(anyObservations, anyObservations, (one, other) => {
        const both = sumsOf(summarize([...one, ...other], NOW))
        const each = added(sumsOf(summarize(one, NOW)), sumsOf(summarize(other, NOW)))
        expect(inOrder(both)).toEqual(inOrder(each))
      }),
    )
  })

  test('is the same in whatever order the observations come', () => {
    const shuffled = anyObservations.chain((observations) =>
      fc.tuple(
        fc.constant(observations),
        fc.shuffledSubarray([...observations], {
          minLength: observations.length,
          maxLength: observations.length,
        }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([observations, others]) => {
        expect(summarize(others, NOW)).toEqual(summarize(observations, NOW))
      }),
    )
  })

  test('has groups that make up the whole', () => {
    fc.assert(
      fc.property(anyObservations, (observations) => {
        const summary = summarize(observations, NOW)
        for (const groups of [summary.verbs, summary.dialects, summary.series]) {
          expect(groups.reduce((sum, { asked }) => sum + asked, 0)).toBe(observations.length)
        }
      }),
    )
  })

  test('tells the share in which something was held, halted, refused, denied or stretched', () => {
    const of = (outcomes: readonly string[]) =>
      summarize(
        outcomes.map((outcome) => observation({ outcome })),
        NOW,
      )
    expect(INTERVENTIONS.map((outcome) => of([outcome]).interventionRate)).toEqual([1, 1, 1, 1, 1])
    const others = ['released', 'reset', 'waited', 'unarmed', 'granted', 'observed', 'new-to-all']
    expect(of(others).interventionRate).toBe(0)
    expect(of(['held', 'released', 'unarmed', 'refused'])).toMatchObject({
      intervened: 2,
      interventionRate: 0.5,
    })
  })

  test('tells percentiles and the highest latency by nearest rank', () => {
    const latencies = Array.from({ length: 200 }, (_, index) => ({ latencyMs: 200 - index }))
    expect(summarize(latencies.map(observation), NOW).latencyMs).toEqual({
      p50: 100,
      p95: 190,
      p99: 198,
      max: 200,
      sum: 20_100,
    })
  })

  test('counts days in UTC, up to today', () => {
    const observations = [
      observation({ ts: '2026-06-09T00:00:00Z' }),
      observation({ ts: '2026-06-08T23:59:59Z', outcome: 'released' }),
      observation({ ts: '2026-06-08T00:00:00Z' }),
      observation({ ts: '2026-06-06T23:59:59Z' }),
      observation({ ts: '2026-06-10T00:00:00Z' }),
    ]
    const { days, asked } = summarize(observations, NOW)
    expect(days.slice(-3)).toEqual([
      { day: '2026-06-07', asked: 0, intervened: 0 },
      { day: '2026-06-08', asked: 2, intervened: 1 },
      { day: '2026-06-09', asked: 1, intervened: 1 },
    ])
    expect(asked).toBe(5)
  })

  test('has thirty days, one after the other', () => {
    const { days } = summarize([], NOW)
    expect(days).toHaveLength(30)
    expect(days.map(({ day }) => Date.parse(day))).toEqual(
      Array.from({ length: 30 }, (_, index) => Date.UTC(2026, 5, 9) - (29 - index) * DAY_MS),
    )
  })

  test('names the earliest and the latest', () => {
    const stamps = ['2026-06-09T12:52:00Z', '2025-01-01T00:00:00Z', '2026-06-09T12:52:00.5Z']
    const { first, last } = summarize(
      stamps.map((ts) => observation({ ts })),
      NOW,
    )
    expect([first, last]).toEqual(['2025-01-01T00:00:00Z', '2026-06-09T12:52:00.5Z'])
  })

  test('of nothing says that there is nothing', () => {
    expect({ ...summarize([], NOW), days: [] }).toEqual({
      asked: 0,
      outcomes: [],
      intervened: 0,
      interventionRate: undefined,
      latencyMs: undefined,
      first: undefined,
      last: undefined,
      verbs: [],
      dialects: [],
      days: [],
      series: [],
    })
  })

  test('takes names that every object has', () => {
    const names = ['__proto__', 'constructor', 'toString']
    const { outcomes } = summarize(
      names.map((outcome) => observation({ outcome })),
      NOW,
    )
    expect(outcomes).toEqual(names.toSorted().map((name) => ({ name, count: 1 })))
  })
})
