import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { sparkline } from '../src/summary.ts'

test.each([
  [[], ''],
  [[0, 0, 0], '···'],
  [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
  [[0, 1, 1000], '·▁█'],
  [[5, 5], '██'],
  [[0, 1, 0], '·█·'],
])('the days %j are drawn as %s', (values, line) => {
  expect(sparkline(values)).toBe(line)
})

test('a line has a column a value, a dot exactly where there is nothing, and never falls where values rise', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 30 }), (values) => {
      const columns = [...sparkline(values)]
      expect(columns.map((column) => column === '·')).toEqual(values.map((value) => value === 0))
      const rising = [...sparkline(values.toSorted((one, other) => one - other))].filter((bar) => bar !== '·')
      expect(rising).toEqual(rising.toSorted())
    }),
  )
})
