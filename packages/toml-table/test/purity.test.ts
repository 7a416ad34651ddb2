import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { compileIn } from './support/ambient.ts'
import { SNIPPETS, testPurity } from './support/purity.ts'

const PACKAGE = join(import.meta.dir, '..')

testPurity(PACKAGE)

test('nothing but the missing ambient types makes it refuse them', () => {
  const complaints = compileIn(PACKAGE, SNIPPETS, { types: ['bun-types'] })
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([])
})
