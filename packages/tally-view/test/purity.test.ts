import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { AMBIENT_SNIPPETS, compileIn, HARMLESS_SNIPPET } from '../../toml-table/test/support/ambient.ts'

const PACKAGE = join(import.meta.dir, '..')
const SNIPPETS = [HARMLESS_SNIPPET, ...AMBIENT_SNIPPETS]

test('the compiler refuses every reach for a file, a clock, a process or the network', () => {
  const [harmless, ...ambient] = compileIn(PACKAGE, SNIPPETS)
  expect(harmless).toBeUndefined()
  expect(AMBIENT_SNIPPETS.filter((_, index) => ambient[index] === undefined)).toEqual([])
})

test('nothing but the missing ambient types makes it refuse them', () => {
  const complaints = compileIn(PACKAGE, SNIPPETS, { types: ['bun-types'] })
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([])
})
