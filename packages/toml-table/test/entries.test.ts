import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { packagesLoadedBy } from './support/imports.ts'

test.each([
  ['index.ts', ['smol-toml']],
  ['place.ts', ['toml-eslint-parser']],
])('the entry %s loads the packages %j and no other', (entry, packages) => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src', entry))).toEqual(packages)
})
