import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { dayOf, momentOf } from '../src/observation.ts'

const YEAR_0 = Date.parse('0000-01-01T00:00:00Z')
const YEAR_9999 = Date.parse('9999-12-31T23:59:59Z')

describe('A moment', () => {
  test('is the one that the platform takes it for, in every year of four digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: YEAR_0, max: YEAR_9999 }), (moment) => {
        const ts = new Date(moment).toISOString()
        expect(momentOf(ts)).toBe(moment)
        expect(dayOf(moment)).toBe(ts.slice(0, 10))
      }),
      { numRuns: 300 },
    )
  })

  test('is read to the second as well', () => {
    expect(momentOf('2026-06-09T12:52:00Z')).toBe(Date.UTC(2026, 5, 9, 12, 52))
    expect(momentOf('2024-02-29T23:59:59.5Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59, 500))
  })

  test.each([
    '',
    '2026-06-09',
    '2026-06-09T12:52:00',
    '2026-06-09T12:52:00+02:00',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-06-00T00:00:00Z',
    '2026-06-09T24:00:00Z',
    '2026-06-09T12:60:00Z',
    '2026-06-09T12:52:60Z',
    '2026-06-09T12:52:00Z\n',
    ' 2026-06-09T12:52:00Z',
  ])('is refused where it is none: %p', (text) => {
    expect(momentOf(text)).toBeUndefined()
  })
})
