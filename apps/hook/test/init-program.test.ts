import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BUN_ALONE, inspect } from '@dos/hook-wiring'
import { built } from './support/built.ts'
import { run } from './support/command.ts'
import { type Home, makeHome } from './support/home.ts'
import { pathWith, tool } from './support/launch.ts'
import { putPackage } from './support/package-copy.ts'

setDefaultTimeout(60_000)

const CLAUDE = '.claude/settings.json'
const ARGS = ['init', '--host', 'claude-code', '--yes']

/** The words that Claude Code's settings name. */
function wired(home: Home): readonly string[] {
  const inspection = inspect('claude-code', home.read(CLAUDE))
  return (inspection.ok && inspection.found[0]?.words) || []
}

const byBun = (script: string) => ({ by: { words: [tool('bun'), script], path: '' } })
const alone = (script: string) => [tool('bun'), ...BUN_ALONE, script, 'marker']

async function holds(words: readonly string[], home: Home, path = ''): Promise<boolean> {
  const event = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd: home.project })
  const { stdout } = await run(event, {
    by: { words, path },
    args: [],
    env: { DOS_LOOP: '1', HOME: home.path },
  })
  return stdout.startsWith('{"decision":"block"')
}

describe('what init wires', () => {
  test('is the program itself where that lasts', async () => {
    using home = makeHome()
    const script = await putPackage(join(home.path, 'lib'))
    expect((await home.call(ARGS, byBun(script))).status).toBe(0)
    expect(wired(home)).toEqual(alone(script))
    expect(home.has('.local/share')).toBe(false)
  })

  test.each([
    ["a package runner's cache", '.npm/_npx/3f2a'],
    ['the folder for what is thrown away', 'tmp/bunx-0-dos-hook'],
    ["another project's packages", 'elsewhere'],
  ])('is a copy of a program in %s, which works alone', async (_, name) => {
    using home = makeHome()
    home.put(`${name}/package.json`, '{}')
    const folder = join(home.path, name)
    const { status, stdout } = await home.call(ARGS, byBun(await putPackage(folder)))
    expect(status).toBe(0)
    const copy = join(home.path, '.local/share/dos-hook/programs/script/dos-hook.js')
    expect(stdout).toContain(`could be deleted, so it is copied to ${dirname(copy)}`)
    expect(wired(home)).toEqual(alone(copy))
    expect(await holds(wired(home), home)).toBe(true)

    // Also by a Node that goes by a package.json, whatever is said of the folders above.
    home.put('package.json', '{"type":"commonjs"}')
    expect(await holds([tool('node'), copy, 'marker'], home)).toBe(true)

    // From there it goes on by itself: a second run finds what it would write.
    const again = await home.call(ARGS, byBun(copy))
    expect(again.stdout).toContain('already wired, nothing to change')
  })

  test('is the same to many calls at once, all of which succeed', async () => {
    using home = makeHome()
    const script = await putPackage(join(home.path, '.npm/_npx/3f2a'))
    const calls = await Promise.all(Array.from({ length: 12 }, () => home.call(ARGS, byBun(script))))
    expect(calls.map(({ status, stderr }) => `${status} ${stderr}`)).toEqual(calls.map(() => '0 '))
    expect(wired(home).at(-1)).toBe('marker')
    const folder = join(home.path, '.local/share/dos-hook/programs/script')
    expect(readdirSync(folder).toSorted()).toEqual(['desk.js', 'dos-hook.js', 'package.json', 'parts'])
    const parts = (within: string) => readdirSync(join(within, 'parts')).toSorted()
    expect(parts(folder)).toEqual(parts(dirname(script)))

    await home.call(['remove', '--yes'], byBun(script))
    expect([home.has('.claude'), home.has('.local/share/dos-hook')]).toEqual([false, false])
  })

  test('is a newer program in the place of an older one, without a change of the settings', async () => {
    using home = makeHome()
    const script = await putPackage(join(home.path, '.npm/_npx/3f2a'))
    await home.call(ARGS, byBun(script))
    const settings = home.read(CLAUDE)
    home.put('.local/share/dos-hook/programs/script/dos-hook.js', '// an older one')
    const { status, stdout } = await home.call(ARGS, byBun(script))
    expect(status).toBe(0)
    expect(stdout).toContain('already wired, nothing to change')
    expect(home.read('.local/share/dos-hook/programs/script/dos-hook.js')).not.toContain('an older one')
    expect(home.read(CLAUDE)).toBe(settings)
    expect((await home.call(ARGS, byBun(script))).stdout).not.toContain('wrote')
  })

  test('is a copy of a program in the very project, in whose place the project could put another', async () => {
    using home = makeHome()
    const script = await putPackage(join(home.project, 'tools'))
    const { status, stdout } = await home.call(ARGS, byBun(script))
    const copy = join(home.path, '.local/share/dos-hook/programs/script/dos-hook.js')
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(`${dirname(script)} lies in the project, so it is copied to ${dirname(copy)}`),
    ])
    expect(wired(home)).toEqual(alone(copy))
  })

  test.each([
    ['an executable that is none: it asks the folder it is called in', '#!/bin/sh\nexec "$PWD/evil" "$@"\n'],
    ['a program that answers otherwise', undefined],
  ])('is run by no %s', async (_, shim) => {
    using home = makeHome()
    const script = await putPackage(join(home.path, 'lib'))
    const path = join(home.path, 'shims')
    home.put('shims/x', '')
    if (shim === undefined) copyFileSync(tool('true'), join(path, 'bun'))
    else home.put('shims/bun', shim)
    chmodSync(join(path, 'bun'), 0o755)
    expect((await home.call(ARGS, { by: { words: [tool('node'), script], path } })).status).toBe(0)
    expect(wired(home)).toEqual([tool('node'), script, 'marker'])
  })

  test.each([
    ['of the project', 'project/node_modules/bun/bin', 'project/node_modules/.bin'],
    ['of the project, behind a link from elsewhere', 'project/tools', 'bin'],
    ['that a runner puts on the PATH for one call', 'lib/node_modules/bun/bin', 'other/node_modules/.bin'],
    ['in a folder for what is thrown away', 'tmp/x', 'tmp/bun-node-0'],
  ])('is run by no runtime %s, but by the one that was installed', async (_, folder, onPath) => {
    using home = makeHome()
    const script = await putPackage(join(home.path, 'lib'))
    for (const name of [folder, onPath]) home.put(`${name}/x`, '')
    copyFileSync(tool('bun'), join(home.path, folder, 'bun'))
    symlinkSync(join(home.path, folder, 'bun'), join(home.path, onPath, 'bun'))
    const path = `${join(home.path, onPath)}:${pathWith({ folder: home.path }, ['node'])}`
    const real = realpathSync(tool('node'))
    // What is found by a link in a folder for what is thrown away is named behind that link.
    expect((await home.call(ARGS, { by: { words: [tool('node'), script], path } })).status).toBe(0)
    const [first = '', ...rest] = wired(home)
    if (folder.startsWith('lib'))
      expect(wired(home)).toEqual([join(home.path, folder, 'bun'), ...alone(script).slice(1)])
    else expect([realpathSync(first), ...rest]).toEqual([real, script, 'marker'])
    expect(first).not.toContain('/.bin/')

    // Where there is no other, nothing is wired.
    using bare = makeHome()
    const other = await putPackage(join(bare.path, 'lib'))
    bare.put('project/bin/x', '')
    copyFileSync(tool('bun'), join(bare.project, 'bin/bun'))
    const ended = await bare.call(ARGS, { by: { words: [join(bare.project, 'bin/bun'), other], path: '' } })
    expect([ended.status, ended.stderr]).toEqual([
      1,
      `dos-hook: neither Bun nor Node is installed for you, only ${bare.project}/bin/bun, which a project or a runner brought along: install one\n`,
    ])
    expect(bare.has(CLAUDE)).toBe(false)
  })

  test('names the link by which a package manager keeps the newest runtime, also after an upgrade', async () => {
    using home = makeHome()
    const script = await putPackage(join(home.path, 'lib'))
    home.put('Cellar/1/x', '')
    home.put('opt/x', '')
    copyFileSync(tool('bun'), join(home.path, 'Cellar/1/bun'))
    symlinkSync('../Cellar/1/bun', join(home.path, 'opt/bun'))
    const by = { words: [join(home.path, 'Cellar/1/bun'), script], path: join(home.path, 'opt') }
    expect((await home.call(ARGS, { by })).status).toBe(0)
    expect(wired(home)).toEqual([join(home.path, 'opt/bun'), ...alone(script).slice(1)])
    expect(await holds(wired(home), home)).toBe(true)
  })

  test.each([
    ['dh', 'dos-hook'],
    ['dh.js', 'dos-hook.js'],
  ])('is nothing of the name %s, which no later call would know again', async (name, right) => {
    using home = makeHome()
    const { script, binary } = await built()
    const path = join(home.path, 'opt', name)
    mkdirSync(dirname(path))
    copyFileSync(name === 'dh' ? binary : script, path)
    copyFileSync(join(dirname(script), 'desk.js'), join(home.path, 'opt', 'desk.js'))
    const before = home.everything()
    const by = { by: { words: name === 'dh' ? [path] : [tool('node'), path], path: '' } }
    const { status, stdout, stderr } = await home.call(ARGS, by)
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      `dos-hook: ${path} has a name by which its own entries in settings would not be known again: call the file ${right}\n`,
    ])
    expect(home.everything()).toEqual(before)
  })

  test('is a program in the project where the settings are for that', async () => {
    using home = makeHome()
    home.put('project/package.json', '{}')
    const script = await putPackage(home.project)
    await home.call([...ARGS, '--scope', 'local'], byBun(script))
    expect(home.read('project/.claude/settings.local.json')).toContain(script)
  })
})
