import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { pauseAfter } from '../src/plan.ts'

const INTERVAL = { everyMs: 5000, maxEveryMs: 60_000 }

test('the pauses grow by half up to their maximum', () => {
  const pauses = Array.from({ length: 9 }, (_, at) =>
    pauseAfter({ looks: at + 1, leftMs: 540_000, lookMs: 0 }, INTERVAL),
  )
  expect(pauses).toEqual([5000, 7500, 11_250, 16_875, 25_312.5, 37_968.75, 56_953.125, 60_000, 60_000])
})

test('a maximum below the first pause is the first pause', () => {
  expect(pauseAfter({ looks: 9, leftMs: 540_000, lookMs: 0 }, { everyMs: 9000, maxEveryMs: 1 })).toBe(9000)
})

test('the last pause leaves room for one more look', () => {
  expect(pauseAfter({ looks: 8, leftMs: 10_000, lookMs: 2000 }, INTERVAL)).toBe(7000)
})

test('there is no pause without room for a look after it', () => {
  expect(pauseAfter({ looks: 1, leftMs: 3000, lookMs: 2000 }, INTERVAL)).toBeUndefined()
  expect(pauseAfter({ looks: 1, leftMs: 49, lookMs: 0 }, INTERVAL)).toBeUndefined()
  expect(pauseAfter({ looks: 1, leftMs: -1, lookMs: 0 }, INTERVAL)).toBeUndefined()
})

test('whatever the numbers, a pause is finite, ends in time, and is never so short that looking is all there is', () => {
  const ms = fc.double({ min: 50, max: 86_400_000, noNaN: true })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      ms,
      ms,
      ms,
      ms,
      (looks, leftMs, lookMs, everyMs, maxEveryMs) => {
        const pause = pauseAfter({ looks, leftMs, lookMs }, { everyMs, maxEveryMs })
        if (pause === undefined) return leftMs - lookMs * 1.5 < 50
        return (
          pause >= 50 &&
          pause + lookMs <= leftMs * (1 + Number.EPSILON) &&
          pause <= Math.max(everyMs, maxEveryMs)
        )
      },
    ),
  )
})
