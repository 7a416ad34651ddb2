import { expect, test } from 'bun:test'
import { formatShare, formatTime, sparkline } from '@dos/desk/stats/view'

test.each([
  [0, '0 %'],
  [0.001, '<1 %'],
  [0.005, '1 %'],
  [0.5, '50 %'],
  [0.994, '99 %'],
  [0.999, '>99 %'],
  [1, '100 %'],
])('the share %p is told as %s: a little is not nothing, and nearly all is not all', (share, words) => {
  expect(formatShare(share)).toBe(words)
})

test.each([
  [0, '0.0 ms'],
  [2.25, '2.3 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [540_000, '540.0 s'],
])('%p ms are told as %s', (ms, words) => {
  expect(formatTime(ms)).toBe(words)
})

test.each([
  [[0, 0, 0], '···'],
  [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
  [[0, 1, 1000], '·▁█'],
  [[5, 5], '██'],
])('the days %j are drawn as %s', (values, line) => {
  expect(sparkline(values)).toBe(line)
})
