import { expect, test } from 'bun:test'
import { paceAfter } from '@dos/desk/status/pace'

test.each([
  ['Quick looks: ten a second at most, one a second at least', 3, { least: 100, most: 1000 }],
  [
    'Slow ones: a pause as long as the look, and a long rest where nothing happens',
    250,
    { least: 250, most: 5000 },
  ],
] as const)('%s', (_, tookMs, pace) => {
  expect(paceAfter(tookMs)).toEqual(pace)
})
