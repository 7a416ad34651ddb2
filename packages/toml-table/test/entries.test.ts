import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { packagesLoadedBy } from './support/imports.ts'

test('The entry loads smol-toml and leven, and no other package', () => {
  expect(packagesLoadedBy(join(import.meta.dir, '../src/index.ts')).toSorted()).toEqual([
    'leven',
    'smol-toml',
  ])
})
