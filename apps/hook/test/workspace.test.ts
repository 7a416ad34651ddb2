import { describe, expect, test } from 'bun:test'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { call, report } from './support/fake-io.ts'
import { makeWorkspace, NOTED, SESSION } from './support/workspace.ts'

const event = (cwd?: unknown) => JSON.stringify({ session_id: SESSION, cwd })

describe('The workspace', () => {
  test("is what --workspace names, else the event's cwd, else DISPATCH_WORKSPACE, else the process's cwd", async () => {
    using flag = makeWorkspace()
    using ofEvent = makeWorkspace()
    using variable = makeWorkspace()
    using ofProcess = makeWorkspace()
    const named = { DISPATCH_WORKSPACE: variable.path }
    const found = async (args: readonly string[], cwd: unknown, env: Readonly<Record<string, string>>) =>
      (await report(['--loop', ...args], { stdin: event(cwd), env, cwd: ofProcess.path }))['workspace']

    expect(await found(['--workspace', flag.path], ofEvent.path, named)).toBe(flag.path)
    expect(await found(['--workspace', ''], ofEvent.path, named)).toBe(ofEvent.path)
    expect(await found([], ofEvent.path, named)).toBe(ofEvent.path)
    for (const none of [undefined, null, '', 7, [ofEvent.path]]) {
      expect(await found([], none, named)).toBe(variable.path)
    }
    expect(await found([], undefined, { DISPATCH_WORKSPACE: '' })).toBe(ofProcess.path)
    expect(await found([], undefined, {})).toBe(ofProcess.path)
    expect([flag, ofEvent, variable, ofProcess].map((each) => each.records().length)).toEqual([1, 2, 4, 2])
  })

  for (const sign of ['.dos', 'dos.toml', '.git']) {
    test(`is the nearest folder at or above a cwd that holds ${sign}, so that cd opens no second budget`, async () => {
      using workspace = makeWorkspace()
      const root = workspace.folder('root')
      if (sign === 'dos.toml') workspace.put('root/dos.toml', '')
      else workspace.folder(`root/${sign}`)
      const below = workspace.folder('root/one/two')

      for (const cwd of [root, below, dirname(below)]) {
        expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: root })
        expect(await report(['--loop'], { stdin: event(), cwd })).toMatchObject({ workspace: root })
      }
      expect(existsSync(join(below, '.dos'))).toBe(false)
    })
  }

  test('is the nearest of several roots, and a .git that is a file (a worktree) makes one', async () => {
    using workspace = makeWorkspace()
    workspace.folder('outer/.git')
    workspace.put('outer/inner/.git', 'gitdir: elsewhere')
    const cwd = workspace.folder('outer/inner/sub')
    expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: dirname(cwd) })
  })

  test('is the cwd itself where nothing above it is a root', async () => {
    using workspace = makeWorkspace()
    const cwd = workspace.folder('one/two')
    expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: cwd })
    expect(existsSync(join(cwd, '.dos'))).toBe(true)
  })

  test('is taken as it is from the flag and the variable: no root above is looked for', async () => {
    using workspace = makeWorkspace()
    workspace.folder('.git')
    const sub = workspace.folder('sub')
    const other = workspace.folder('other')
    expect(await report(['--loop', '--workspace', sub], { stdin: event() })).toMatchObject({ workspace: sub })
    expect(await report(['--loop'], { stdin: event(), env: { DISPATCH_WORKSPACE: other } })).toMatchObject({
      workspace: other,
    })
    expect(existsSync(join(workspace.path, '.dos'))).toBe(false)
  })

  test('may be a link to a folder', async () => {
    using workspace = makeWorkspace()
    const link = join(workspace.path, 'link')
    symlinkSync(workspace.folder('real'), link)
    expect(await report(['--loop', '--workspace', link], { stdin: event() })).toMatchObject({
      allow_marker: true,
    })
    expect(existsSync(join(workspace.path, 'real', '.dos'))).toBe(true)
  })

  test('that is missing, or a file, is released, said to be so, and never made', async () => {
    using workspace = makeWorkspace()
    const missing = join(workspace.path, 'missing')
    const file = workspace.put('file', '')
    for (const folder of [missing, file]) {
      const why = (from: string) => `the workspace ${folder} (from ${from}) is not a folder that exists`
      const released = (from: string) => ({ status: 0, stdout: [], stderr: [why(from)] })
      expect(await call(['marker', '--loop', '--workspace', folder], { stdin: event() })).toMatchObject(
        released('--workspace'),
      )
      expect(await call(['marker', '--loop'], { stdin: event(folder) })).toMatchObject(
        released("the event's cwd"),
      )
      expect(
        await call(['marker', '--loop'], { stdin: event(), env: { DISPATCH_WORKSPACE: folder } }),
      ).toMatchObject(released('DISPATCH_WORKSPACE'))
      expect(await call(['marker', '--reset', '--workspace', folder], { stdin: event() })).toMatchObject(
        released('--workspace'),
      )
    }
    expect(workspace.all()).toEqual(['file'])
  })

  test('is nowhere when the folder that the process stands in is gone: released and said to be so', async () => {
    expect(await call(['marker', '--loop'], { stdin: event() })).toMatchObject({
      status: 0,
      stdout: [],
      stderr: ['the folder this process stands in is gone'],
    })
  })

  test('gets only what lies in .dos, and that only by a write', async () => {
    using workspace = makeWorkspace()
    await call(['marker', '--loop', '--dry-run'], { stdin: workspace.stop() })
    await call(['marker'], { stdin: workspace.stop() })
    expect(workspace.all()).toEqual([])
    await call(['marker', '--loop'], { stdin: workspace.stop() })
    expect(workspace.all()).toEqual([
      '.dos',
      '.dos/.gitignore',
      '.dos/markers',
      `.dos/markers/${SESSION}.jsonl`,
      ...NOTED,
    ])
    rmSync(join(workspace.path, '.dos'), { recursive: true })
  })
})
