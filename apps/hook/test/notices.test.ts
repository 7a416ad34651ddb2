import { describe, expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeNotices, packageOf, readTerms } from '../build/notices.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

const MANIFEST = '{"name":"left","version":"1.2.3","license":"MIT"}'

/** Puts a package, and a module that needs it. */
function putEntry(workspace: Workspace, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries({ 'index.js': 'export default 1', ...files }))
    workspace.put(`node_modules/left/${name}`, text)
  return workspace.put('entry.js', 'export const late = () => import("left")\n')
}

describe('The notices', () => {
  test('name every package of which code is bundled, also one that is imported late, with its own words', async () => {
    using workspace = makeWorkspace()
    const entry = putEntry(workspace, {
      'package.json': MANIFEST,
      'LICENSE.md': '# MIT\n\nCopyright (c) Ann\n',
      NOTICE: 'With thanks to Bob.',
      'not-a-license.js': '',
    })
    expect(await makeNotices([entry])).toEndWith(
      `${'='.repeat(80)}\nleft 1.2.3 (MIT)\n\n# MIT\n\nCopyright (c) Ann\n\nWith thanks to Bob.\n`,
    )
  })

  test.each([
    ['no licence text', { 'package.json': MANIFEST }, 'left@1.2.3 has no licence text'],
    ['an empty one', { 'package.json': MANIFEST, LICENSE: '\n' }, 'left@1.2.3 has no licence text'],
    [
      'no name of its licence',
      { 'package.json': '{"name":"left","version":"1.2.3"}', COPYING: 'All yours.' },
      'left@1.2.3 does not say what its licence is',
    ],
  ])('can not be made where a package has %s, so that the build fails', async (_, files, why) => {
    using workspace = makeWorkspace()
    const entry = putEntry(workspace, files)
    expect(makeNotices([entry])).rejects.toThrow(new Error(why))
  })

  test('are of nobody where nothing of others is bundled', async () => {
    using workspace = makeWorkspace()
    expect(await makeNotices([workspace.put('own.js', 'export default 1')])).not.toContain('===')
  })

  test('of the command name what is known to be in it', async () => {
    const bin = join(import.meta.dir, '..', 'src', 'bin')
    const notices = await makeNotices([join(bin, 'script.ts'), join(bin, 'compiled.ts')])
    for (const name of [
      'smol-toml',
      'diff',
      'jsonc-parser',
      '@clack/prompts',
      'sisteransi',
      'picocolors',
      'leven',
    ])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([\\w-]+\\)$`, 'm'))
    expect(notices).toContain('Kevin Decker')
  })
})

test.each([
  [
    'node_modules/.bun/diff@9.0.0/node_modules/diff/libesm/index.js',
    'node_modules/.bun/diff@9.0.0/node_modules/diff',
  ],
  ['../x/node_modules/@clack/core/dist/index.mjs', '../x/node_modules/@clack/core'],
  ['node_modules/a/node_modules/b/i.js', 'node_modules/a/node_modules/b'],
  ['C:\\x\\node_modules\\@s\\p\\i.js', 'C:\\x\\node_modules\\@s\\p'],
  ['packages/hook-wiring/src/index.ts', undefined],
  ['util-of-any-node:util', undefined],
])('A module %s is of the package in %p', (path, folder) => {
  expect(packageOf(path)).toBe(folder)
})

test('A manifest that is none is an error', () => {
  using workspace = makeWorkspace()
  mkdirSync(join(workspace.path, 'p'))
  expect(() => readTerms(join(workspace.path, 'p'))).toThrow()
})
