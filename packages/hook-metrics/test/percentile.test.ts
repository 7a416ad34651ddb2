import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { nearestRank } from '../src/summary.ts'

const values = fc
  .array(fc.nat(1000), { minLength: 1, maxLength: 60 })
  .map((list) => list.toSorted((one, other) => one - other))

/** The definition word for word: the smallest value that so many percent of all don't exceed. */
function naive(sorted: readonly number[], percent: number): number | undefined {
  return sorted.find((value) => {
    const atMost = sorted.filter((other) => other <= value).length
    return atMost * 100 >= percent * sorted.length
  })
}

describe('A percentile', () => {
  test('is the smallest value that so many percent of all do not exceed', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (sorted, percent) => {
        expect(nearestRank(sorted, percent)).toBe(naive(sorted, percent) ?? Number.NaN)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    [[15, 20, 35, 40, 50], 5, 15],
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[15, 20, 35, 40, 50], 100, 50],
    [[7], 1, 7],
    [[7], 99, 7],
    [[1, 9], 50, 1],
    [[1, 9], 51, 9],
  ])('of %j at %p is %p', (sorted, percent, value) => {
    expect(nearestRank(sorted, percent)).toBe(value)
  })

  test('never falls from a lower to a higher one', () => {
    fc.assert(
      fc.property(values, (sorted) => {
        expect(nearestRank(sorted, 50)).toBeLessThanOrEqual(nearestRank(sorted, 95))
        expect(nearestRank(sorted, 95)).toBeLessThanOrEqual(nearestRank(sorted, 99))
        expect(nearestRank(sorted, 100)).toBe(sorted.at(-1) ?? Number.NaN)
      }),
    )
  })
})
