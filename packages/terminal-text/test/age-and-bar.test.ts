import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { bar, cellsFor, formatAge } from '../src/index.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('An age', () => {
  test.each([
    [0, '0 s'],
    [999, '0 s'],
    [SECOND, '1 s'],
    [MINUTE - 1, '59 s'],
    [MINUTE, '1 min'],
    [HOUR - 1, '59 min'],
    [2 * HOUR, '2 h'],
    [DAY - 1, '23 h'],
    [DAY, '1 d'],
    [400 * DAY, '400 d'],
    [-5 * SECOND, '0 s'],
    [Number.POSITIVE_INFINITY, '?'],
  ])('of %d ms is %j', (ms, words) => {
    expect(formatAge(ms)).toBe(words)
  })
})

describe('A bar', () => {
  const cases = fc.record({ streak: fc.nat(30), cap: fc.nat(30), cells: fc.integer({ min: 2, max: 40 }) })

  test('has all its cells, and is full only where the budget is spent and empty only where nothing is', () => {
    fc.assert(
      fc.property(cases, ({ streak, cap, cells }) => {
        const drawn = bar(streak, cap, cells)
        expect(drawn).toMatch(/^█*░*$/)
        expect(drawn).toHaveLength(cells)
        expect(drawn === '█'.repeat(cells)).toBe(streak >= cap)
        expect(drawn === '░'.repeat(cells)).toBe(streak === 0 && cap > 0)
      }),
    )
  })

  test('never shrinks as the streak grows', () => {
    fc.assert(
      fc.property(cases, ({ streak, cap, cells }) => {
        const full = (markers: number) => bar(markers, cap, cells).lastIndexOf('█')
        expect(full(streak + 1)).toBeGreaterThanOrEqual(full(streak))
      }),
    )
  })

  test('gives every marker the same number of cells where there is room', () => {
    expect([1, 3, 4, 5, 8, 9, 100, 0].map((cap) => cellsFor(cap, 8))).toEqual([8, 6, 8, 5, 8, 8, 8, 8])
    expect([0, 1, 2, 3, 4].map((streak) => bar(streak, 4, cellsFor(4, 8)))).toEqual([
      '░░░░░░░░',
      '██░░░░░░',
      '████░░░░',
      '██████░░',
      '████████',
    ])
  })
})
