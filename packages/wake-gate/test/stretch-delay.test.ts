import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { stretchDelay } from '../src/index.ts'

/** Anything JSON can write as a number. */
const delays = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const ticks = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: Number.MAX_SAFE_INTEGER }))

describe('a delay', () => {
  test('of a minute is doubled from the second no-op tick on, up to an hour', () => {
    const seen = Array.from({ length: 10 }, (_, noopTicks) => stretchDelay(60, noopTicks))
    expect(seen).toEqual([60, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  })

  test.each([
    // asked for, no-op ticks, given
    [270, 2, 540],
    [270, 5, 3600],
    [1800, 2, 3600],
    [1801, 2, 3600],
    [3600, 9, 3600],
    [7200, 1, 7200],
    [7200, 9, 7200],
    [90.5, 2, 181],
    // The host makes a minute of each of these.
    [30, 1, 30],
    [30, 2, 120],
    [1, 3, 240],
    [0, 2, 120],
    [-5, 2, 120],
  ])('of %p s is, after %i no-op ticks, %p s', (asked, noopTicks, given) => {
    expect(stretchDelay(asked, noopTicks)).toBe(given)
  })

  test('is never shortened, nor made longer than an hour unless it was', () => {
    fc.assert(
      fc.property(delays, ticks, (asked, noopTicks) => {
        const given = stretchDelay(asked, noopTicks)
        expect(given).toBeGreaterThanOrEqual(asked)
        expect(given).toBeLessThanOrEqual(Math.max(asked, 3600))
        if (noopTicks < 2) expect(given).toBe(asked)
      }),
    )
  })

  test('grows with every tick until it is an hour, by the factor of two', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 60, max: 3600, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (asked, noopTicks) => {
          const next = stretchDelay(asked, noopTicks + 1)
          expect(next).toBe(Math.min(3600, 2 * stretchDelay(asked, noopTicks)))
        },
      ),
    )
  })
})
