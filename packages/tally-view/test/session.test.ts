import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { compareSessions, type FoundTally, OLD_MS, type SessionView, viewSession } from '../src/index.ts'

const NOW = Date.UTC(2026, 5, 9, 12, 52)
const HOUR = 60 * 60 * 1000

function tally(
  session: string,
  count: number,
  ageMs: number,
  fields: Record<string, unknown> = {},
): FoundTally {
  return { session, changedAt: NOW - ageMs, ok: true, count, last: { op: 'MARKER', fields } }
}

const view = (found: FoundTally, cap = 4): SessionView => viewSession(found, { cap, now: NOW })

describe('A session', () => {
  test.each([
    [0, 4, 'idle'],
    [1, 4, 'live'],
    [3, 4, 'live'],
    [4, 4, 'spent'],
    [9, 4, 'spent'],
    [0, 0, 'spent'],
  ] as const)('with %d markers of %d is %s', (count, cap, standing) => {
    expect(view(tally('s', count, 0), cap).standing).toBe(standing)
  })

  test('is old once it was not written for more than a day', () => {
    expect([OLD_MS, OLD_MS + 1].map((age) => view(tally('s', 1, age)).old)).toEqual([false, true])
  })

  test('says what came last, why, and in which run', () => {
    const { op, why, run, ageMs, streak } = view(tally('s', 2, HOUR, { reason: 'waiting', run_id: 'r' }))
    expect({ op, why, run, ageMs, streak }).toEqual({
      ...{ op: 'MARKER', why: 'waiting', run: 'r' },
      ...{ ageMs: HOUR, streak: 2 },
    })
  })

  test('says nothing where what stands there is no text, but shows an op whatever it is', () => {
    const fields = { reason: { a: 1 }, run_id: 7 }
    const odd = { ...tally('s', 0, 0), last: { op: ['X'], fields } } as FoundTally
    expect(view(odd)).toMatchObject({ op: '["X"]', why: '', run: '' })
    const none = { ...tally('s', 0, 0), last: { op: undefined, fields: {} } } as FoundTally
    expect(view(none).op).toBe('')
    expect(view({ ...tally('s', 0, 0), last: undefined } as FoundTally).op).toBe('')
  })

  test('whose tally can not be read says why', () => {
    const broken: FoundTally = { session: 's', changedAt: 0, ok: false, why: 'damaged' }
    expect(view(broken)).toMatchObject({ standing: 'unreadable', why: 'damaged', streak: 0, old: true })
    expect(view(broken).ageMs).toBe(Number.POSITIVE_INFINITY)
    expect(view({ ...broken, changedAt: NOW - 1000 }).ageMs).toBe(1000)
  })
})

describe('The order', () => {
  test('has first what needs attention', () => {
    const day = 24 * HOUR
    const found: readonly FoundTally[] = [
      tally('old and spent', 4, 3 * day),
      tally('idle, just now', 0, 1000),
      tally('one left, long ago', 3, 5 * HOUR),
      tally('spent, long ago', 5, 9 * HOUR),
      tally('three left, just now', 1, 1000),
      tally('one left, just now', 3, 1000),
      tally('older and idle', 0, 4 * day),
      tally('spent, just now', 4, 1000),
      { session: 'unreadable and old', changedAt: NOW - 9 * day, ok: false, why: 'damaged' },
    ]
    const order = found.map((each) => view(each)).toSorted(compareSessions)
    expect(order.map(({ session }) => session)).toEqual([
      'unreadable and old',
      'spent, just now',
      'spent, long ago',
      'one left, just now',
      'one left, long ago',
      'three left, just now',
      'idle, just now',
      'old and spent',
      'older and idle',
    ])
  })

  test('is by name where no age is known', () => {
    const found: readonly FoundTally[] = ['b', 'a', 'c'].map((session) => {
      return { session, changedAt: 0, ok: false, why: 'damaged' }
    })
    const order = found.map((each) => view(each)).toSorted(compareSessions)
    expect(order.map(({ session }) => session)).toEqual(['a', 'b', 'c'])
  })

  test('is the same however they come', () => {
    const any = fc.record({
      session: fc.string({ maxLength: 3 }),
      count: fc.nat(5),
      age: fc.constantFrom(0, 1000, HOUR, OLD_MS, OLD_MS + 1, 9 * OLD_MS),
      ok: fc.boolean(),
    })
    const sessions = fc
      .uniqueArray(any, { selector: ({ session }) => session, maxLength: 12 })
      .map((all) =>
        all.map(({ session, count, age, ok }) =>
          view(ok ? tally(session, count, age) : { session, changedAt: NOW - age, ok, why: '' }),
        ),
      )
    fc.assert(
      fc.property(
        sessions.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(shuffled.toSorted(compareSessions)).toEqual(all.toSorted(compareSessions))
        },
      ),
    )
  })
})
