import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type StreakRules, verdictOf } from '../src/index.ts'

const streak = fc.record({ markers: fc.nat(9), releasedBefore: fc.boolean() })
const rules: fc.Arbitrary<StreakRules> = fc.record({
  cap: fc.nat(6),
  onExhausted: fc.constantFrom('release', 'halt'),
  stopHookActive: fc.constantFrom(true, false, undefined, 'true', 1),
})

describe('The verdict', () => {
  test.each([
    // markers, cap, on_exhausted, stop_hook_active, released before: what is done, what is remembered
    [0, 1, 'release', false, false, 'hold', undefined],
    [3, 4, 'halt', true, true, 'hold', undefined],
    [4, 4, 'release', false, false, 'release', false],
    [5, 4, 'release', true, true, 'release', false],
    [4, 4, 'halt', false, false, 'release', true],
    [4, 4, 'halt', true, false, 'release', true],
    [4, 4, 'halt', false, true, 'release', true],
    [4, 4, 'halt', undefined, true, 'release', true],
    [4, 4, 'halt', true, true, 'halt', undefined],
    [0, 0, 'halt', true, true, 'halt', undefined],
  ] as const)(
    'of %d markers with a cap of %d, on_exhausted %s, held %p, released before %p: %s',
    (markers, cap, onExhausted, stopHookActive, releasedBefore, done, remember) => {
      const verdict = verdictOf({ markers, releasedBefore }, { cap, onExhausted, stopHookActive })
      expect(verdict.do).toBe(done)
      expect('remember' in verdict ? verdict.remember : undefined).toBe(remember)
    },
  )

  test('holds exactly while the streak is below the cap, and says why in any case', () => {
    fc.assert(
      fc.property(streak, rules, (seen, given) => {
        const verdict = verdictOf(seen, given)
        expect(verdict.do === 'hold').toBe(seen.markers < given.cap)
        expect(verdict.reason).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('halts only a run that was released at the Stop before, is still kept going, and may be halted', () => {
    fc.assert(
      fc.property(streak, rules, (seen, given) => {
        const may = given.onExhausted === 'halt' && given.stopHookActive === true && seen.releasedBefore
        expect(verdictOf(seen, given).do === 'halt').toBe(may && seen.markers >= given.cap)
      }),
      { numRuns: 300 },
    )
  })

  test('names the rule and what keeps the agent going', () => {
    const halt = verdictOf(
      { markers: 4, releasedBefore: true },
      { cap: 4, onExhausted: 'halt', stopHookActive: true },
    )
    expect(halt).toEqual({
      do: 'halt',
      rule: 'kept-going',
      reason: expect.stringContaining('; another hook keeps the agent going'),
    })
  })

  test.each([
    [{ markers: -1, releasedBefore: false }, 4],
    [{ markers: 1.5, releasedBefore: false }, 4],
    [{ markers: 1, releasedBefore: false }, -1],
    [{ markers: 1, releasedBefore: false }, Number.NaN],
  ])('refuses counts that are none: %j of %d', (seen, cap) => {
    expect(() => verdictOf(seen, { cap, onExhausted: 'release', stopHookActive: false })).toThrow(RangeError)
  })
})
