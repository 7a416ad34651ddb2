import { describe, expect, test } from 'bun:test'
import { judge } from '../src/summary.ts'

describe('The intervention rate', () => {
  test.each([
    [0, undefined, 'unknown'],
    [9, 1, 'unknown'],
    [10, 0, 'light-touch'],
    [10, 0.1, 'light-touch'],
    [100, 0.101, 'firm-hand'],
    [10, 0.5, 'firm-hand'],
    [1000, 0.501, 'nanny'],
    [10, 1, 'nanny'],
  ] as const)('of %p decisions and %p of them is %s', (asked, interventionRate, verdict) => {
    expect(judge({ asked, interventionRate }).verdict).toBe(verdict)
  })

  test('is told in one sentence each', () => {
    const sentences = [
      [1, 1],
      [10, 0],
      [10, 0.3],
      [10, 0.9],
    ].map(([asked = 0, interventionRate]) => judge({ asked, interventionRate }).sentence)
    expect(sentences).toMatchSnapshot()
  })
})
