import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { proposeTighterBudget } from '../src/index.ts'
import { NO_COUNTS, PROPOSAL_LAWS } from './support/laws.ts'

/** Leaves room for the laws that add one or two. */
const count = fc.maxSafeNat().map((n) => Math.min(n, Number.MAX_SAFE_INTEGER - 2))

describe('proposeTighterBudget', () => {
  test.each([
    [4, 4, 3],
    [10, 4, 4],
    [5, 4, 4],
    [3, 4, 2],
    [2, 4, 1],
    [1, 4, 1],
    [0, 4, 1],
    [9, 1, 1],
    [9, 0, 0],
    [0, 0, 0],
  ])('after %i turns under a budget of %i is %i', (observed, currentMax, proposed) => {
    expect(proposeTighterBudget(observed, currentMax)).toBe(proposed)
  })

  test.each(Object.entries(PROPOSAL_LAWS))('%s', (_, law) => {
    for (let observed = 0; observed <= 8; observed++) {
      for (let currentMax = 0; currentMax <= 8; currentMax++) law(observed, currentMax)
    }
    fc.assert(fc.property(count, count, law))
  })

  test.each(NO_COUNTS.map((value) => [value]))('throws a RangeError for %p in either place', (value) => {
    const first = () => proposeTighterBudget(value as number, 4)
    const second = () => proposeTighterBudget(4, value as number)
    for (const [call, name] of [[first, 'observed'] as const, [second, 'currentMax'] as const]) {
      expect(call).toThrow(RangeError)
      expect(call).toThrow(`${name} must be a whole number, 0 or more, but is `)
    }
  })
})
