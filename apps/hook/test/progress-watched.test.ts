import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { call, report } from './support/fake-io.ts'
import { makeOwnRepository, ops, stop } from './support/progressing.ts'
import { commit, makeRepository, WITH_GIT, WITHOUT_GIT } from './support/repository.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

describe('What is watched', () => {
  test('is nothing with watch = []: the plain rule, and no fingerprint in the tally', async () => {
    using workspace = makeOwnRepository()
    workspace.put('dos.toml', '[progress]\nwatch = []\npaths = ["status"]\n')
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('status', 'built')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('hold 2')
    expect(workspace.records().filter((record) => 'fingerprint' in record)).toEqual([])
  })

  test('is only the commit with watch = ["commit"], and without git nothing but that there is another one', async () => {
    using workspace = makeOwnRepository()
    workspace.put('dos.toml', '[progress]\nwatch = ["commit"]\n')
    expect(await stop(workspace, { env: WITHOUT_GIT })).toBe('hold 1')
    workspace.put('draft', 'work')
    expect(await stop(workspace, { env: WITHOUT_GIT })).toBe('hold 2')
    commit(workspace.path, 'work')
    expect(await stop(workspace, { env: WITHOUT_GIT })).toBe('hold 3')
    expect(await stop(workspace)).toBe('reset')
    expect(workspace.records().map(({ fingerprint }) => Object.keys(Object(fingerprint)))).toEqual([
      ['id', 'commit'],
      ['id', 'commit'],
      ['id'],
      ['id', 'commit'],
    ])
  })

  test('is only uncommitted work with watch = "tree"', async () => {
    using workspace = makeOwnRepository()
    workspace.put('dos.toml', '[progress]\nwatch = "tree"\n')
    workspace.put('draft', 'work')
    expect(await stop(workspace)).toBe('hold 1')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('hold 2')
    workspace.put('draft', 'more')
    expect(await stop(workspace)).toBe('reset')
  })

  test('are further files and repositories, from the workspace', async () => {
    using workspace = makeWorkspace()
    const api = makeRepository(workspace, 'api')
    const stdin = workspace.stop({ cwd: workspace.folder('web') })
    // Only the user's own file may lead outside.
    workspace.put('.config/dos-hook/config.toml', '[progress]\npaths = ["../api", "build/status.json"]\n')
    const given = { stdin, env: { ...WITH_GIT, HOME: workspace.path } }
    expect(await stop(workspace, given)).toBe('hold 1')
    expect(await stop(workspace, given)).toBe('hold 2')
    workspace.put('web/build/status.json', '{"built":true}')
    const told = await report(['--loop'], given)
    expect(told).toMatchObject({ reset: true, reason: 'progress: "build/status.json" appeared' })
    workspace.put('web/build/status.json', '{"built":false}')
    expect(await stop(workspace, given)).toBe('reset')
    workspace.put('api/mine', 'work')
    commit(api, 'work')
    expect(await stop(workspace, given)).toBe('reset')
    expect(await stop(workspace, given)).toBe('hold 1')
  })

  test('is refused, released and said where the table is malformed', async () => {
    using workspace = makeOwnRepository()
    workspace.put('dos.toml', '[progress]\nwatch = ["commits"]\n')
    expect(await call(['marker', '--loop'], { stdin: workspace.stop(), env: WITH_GIT })).toMatchObject({
      status: 0,
      stdout: [],
      stderr: [
        `${workspace.path}/dos.toml:2:9: watch must be "commit", "tree" or a list of these, but is ["commits"]`,
      ],
    })
  })

  test('is warned of where a key of the table is unknown, and gone by otherwise', async () => {
    using workspace = makeOwnRepository()
    workspace.put('dos.toml', '[marker]\nmax_streak = 1\n[progress]\nwatches = "tree"\n')
    const told = await report(['--loop'], { stdin: workspace.stop(), env: WITH_GIT })
    expect(told).toMatchObject({ answer: 'hold', max_markers: 1 })
    expect(told.stderr).toEqual([
      `warning: ${workspace.path}/dos.toml:4:1: [progress] has no key "watches"; the nearest is watch`,
    ])
  })
})

test('A workspace that is a link into a repository is watched as the folder that it leads to', async () => {
  using workspace = makeWorkspace()
  const repository = makeRepository(workspace, 'repository')
  workspace.put('repository/sub/file', 'x')
  const link = join(workspace.path, 'link')
  symlinkSync(join(repository, 'sub'), link)
  const stdin = workspace.stop({ cwd: link })
  expect(await stop(workspace, { stdin })).toBe('hold 1')
  workspace.put('repository/mine', 'work')
  commit(repository, 'work')
  expect(await stop(workspace, { stdin })).toBe('reset')
})

describe('Where there is no repository', () => {
  test('the plain rule holds, and no fingerprint is recorded', async () => {
    using workspace = makeWorkspace()
    for (let marker = 1; marker <= 4; marker += 1) {
      workspace.put('draft', `work ${marker}`)
      expect(await stop(workspace)).toBe(`hold ${marker}`)
    }
    expect(await stop(workspace)).toBe('release 4')
    expect(workspace.records().filter((record) => 'fingerprint' in record)).toEqual([])
  })

  test('or none yet, its first commit is progress, and so are those that follow', async () => {
    using workspace = makeWorkspace()
    expect(await stop(workspace)).toBe('hold 1')
    makeRepository(workspace, '.')
    expect(await stop(workspace)).toBe('reset')
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('reset')
  })
})

describe('A broken repository is no progress and no crash', () => {
  const breakages: Readonly<Record<string, (workspace: Workspace) => void>> = {
    'an empty .git folder': (workspace) => workspace.folder('.git'),
    'a .git that is no pointer': (workspace) => workspace.put('.git', 'x\0y'),
    'a .git that points nowhere': (workspace) => workspace.put('.git', 'gitdir: /no/such/folder\n'),
    'a .git that points at itself': (workspace) => workspace.put('.git', 'gitdir: .git\n'),
    'a .git that is a link in a circle': (workspace) => symlinkSync('.git', join(workspace.path, '.git')),
    'a HEAD of garbage': (workspace) => {
      makeRepository(workspace, '.')
      workspace.put('.git/HEAD', '\xff\0 garbage')
    },
    'a HEAD that is a folder': (workspace) => {
      makeRepository(workspace, '.')
      rmSync(join(workspace.path, '.git/HEAD'))
      mkdirSync(join(workspace.path, '.git/HEAD'))
    },
    'a branch in a circle': (workspace) => {
      makeRepository(workspace, '.')
      workspace.put('.git/HEAD', 'ref: refs/heads/a\n')
      workspace.put('.git/refs/heads/a', 'ref: refs/heads/b\n')
      workspace.put('.git/refs/heads/b', 'ref: refs/heads/a\n')
    },
    'a commit that is not there': (workspace) => {
      makeRepository(workspace, '.')
      workspace.put('.git/HEAD', `${'1'.repeat(40)}\n`)
    },
    'objects that are gone': (workspace) => {
      makeRepository(workspace, '.')
      rmSync(join(workspace.path, '.git/objects'), { recursive: true })
    },
  }
  for (const [what, breakIn] of Object.entries(breakages)) {
    test(`with ${what}`, async () => {
      using workspace = makeWorkspace()
      breakIn(workspace)
      for (let marker = 1; marker <= 4; marker += 1) expect(await stop(workspace)).toBe(`hold ${marker}`)
      expect(await stop(workspace)).toBe('release 4')
      expect(ops(workspace)).toEqual(['MARKER', 'MARKER', 'MARKER', 'MARKER'])
    })
  }

  test('and one that is whole again tells what was done meanwhile', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    const head = readFileSync(join(workspace.path, '.git/HEAD'))
    workspace.put('.git/HEAD', 'garbage')
    expect(await stop(workspace)).toBe('hold 2')
    workspace.put('.git/HEAD', head)
    expect(await stop(workspace)).toBe('hold 3')
    workspace.put('.git/HEAD', 'garbage')
    expect(await stop(workspace)).toBe('hold 4')
    workspace.put('.git/HEAD', head)
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('reset')
  })
})
