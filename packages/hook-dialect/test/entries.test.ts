import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { packagesLoadedBy } from '../../toml-table/test/support/imports.ts'

const SRC = join(import.meta.dir, '../src')

test('the entry loads no other package', () => {
  expect(packagesLoadedBy(join(SRC, 'index.ts'))).toEqual([])
})

test('what a hook bundles of it is no bigger than 10 KiB, and has no capabilities', async () => {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, 'support/hook.ts')],
    minify: true,
  })
  const bundle = (await outputs[0]?.text()) ?? ''
  expect(bundle).toContain('followup_message')
  expect(bundle).not.toContain('measuredOn')
  expect(bundle.length).toBeLessThanOrEqual(10 * 1024)
})
