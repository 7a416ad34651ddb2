import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { packagesLoadedBy } from './support/imports.ts'

test.each([
  ['table.ts', []],
  ['describe.ts', []],
  ['toml.ts', ['leven', 'smol-toml']],
])('the entry %s loads the packages %j and no other', (entry, packages) => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src', entry)).toSorted()).toEqual(packages)
})
