import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'
import * as view from '../src/index.ts'

test('the entry index.ts loads what measures text, and no other package; escape.ts none', () => {
  const [first, ...more] = packagesLoadedBy(join(import.meta.dir, '../src/index.ts'))
  expect([first, more]).toEqual(['string-width', []])
  expect(packagesLoadedBy(join(import.meta.dir, '../src/escape.ts'))).toEqual([])
})

test('the README names everything that can be imported', () => {
  const readme = readFileSync(join(import.meta.dir, '../README.md'), 'utf8')
  for (const name of Object.keys(view)) expect(readme).toMatch(new RegExp(`\`${name}\\b`))
})
