import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { MAX_BYTES, mustRotate } from '../src/observation.ts'

test('a file that is rotated when it has to be never grows beyond the limit, unless one line alone does', () => {
  let rotations = 0
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: MAX_BYTES >> 2 }), { maxLength: 30 }), (lines) => {
      let size = 0
      for (const added of lines) {
        if (mustRotate(size, added)) {
          size = 0
          rotations += 1
        }
        size += added
        expect(size).toBeLessThanOrEqual(MAX_BYTES)
      }
    }),
  )
  expect(rotations).toBeGreaterThan(0)
})

test.each([
  [0, 250, false],
  [0, MAX_BYTES + 1, false],
  [MAX_BYTES - 250, 250, false],
  [MAX_BYTES - 250, 251, true],
  [MAX_BYTES, 1, true],
  [5 * MAX_BYTES, 1, true],
])('a file of %p bytes that is to take %p more: rotate first? %p', (size, added, rotate) => {
  expect(mustRotate(size, added)).toBe(rotate)
})
