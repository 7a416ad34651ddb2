import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, existsSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { built } from './support/built.ts'
import { examineDesk, makeDesk, settings } from './support/desk.ts'
import { installInto } from './support/installed.ts'
import { launch, pathWith, tool } from './support/launch.ts'
import { answers, fake, LATCH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('A command that is wired', () => {
  test('is asked for its version, and told apart by it', async () => {
    using desk = makeDesk()
    for (const [version, ids] of [
      ['0.0.1', ['wired-older']],
      ['99.0.0', ['wired-newer']],
      [manifest.version, []],
    ] as const) {
      const path = fake(desk, 'bin/dos-hook', answers(version))
      desk.home.put(
        USER,
        settings({ Stop: [{ type: 'command', command: path, args: ['marker'], timeout: 10 }] }),
      )
      expect((await examineDesk(desk)).ids.filter((id) => id !== LATCH)).toEqual([...ids])
    }
  })

  test.each([
    ['that says nothing', 'exit 3', 'asked for its version it left with 3'],
    ['that is another program', 'echo hello', 'asked for its version it left with 0'],
    ['that hangs', 'sleep 60', 'it did not answer within 2 s'],
    [
      'that holds everything',
      `${answers('1.0.0')}; [ "$1" = marker ] && echo '{}'`,
      'it does not let an event pass that is no Stop',
    ],
  ])('is found out %s', async (_, script, why) => {
    using desk = makeDesk()
    const path = fake(desk, 'bin/dos-hook', script)
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: path, args: ['marker'], timeout: 10 }] }),
    )
    const env = { PATH: dirname(tool('sleep')) }
    const { find, status } = await examineDesk(desk, { env })
    expect(status).toBe(1)
    expect(find('not-answering').what).toBe(`${path} does not answer as dos-hook: ${why}`)
  })

  test('is timed, and slow from 300 ms on', async () => {
    using desk = makeDesk()
    const path = fake(desk, 'bin/dos-hook', answers(manifest.version, 'sleep 0.35'))
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: path, args: ['marker'], timeout: 10 }] }),
    )
    const { find } = await examineDesk(desk, { env: { PATH: dirname(tool('sleep')) } })
    expect(find('slow-command').what).toMatch(
      / takes 3[5-9]\d ms, at most \d+$| takes [4-9]\d\d ms, at most \d+$/,
    )
    expect(find('slow-command').mend).toEqual({
      run: 'dos-hook init --host claude-code --scope user --native',
    })
  })

  test('is not run where the project brought it along, by whatever way', async () => {
    using desk = makeDesk()
    const trap = join(desk.home.path, 'sprung')
    const script = `#!${tool('sh')}\n: > ${trap}\n`
    for (const name of [
      'dos-hook',
      'tools/dos-hook',
      'dos-hook.js',
      'node_modules/.bin/dos-hook',
      'node_modules/.bin/bun',
      'bin/node',
    ]) {
      chmodSync(desk.project.put(name, script), 0o755)
    }
    desk.project.put('bunfig.toml', 'preload = ["./dos-hook.js"]\n')
    symlinkSync(desk.project.path, join(desk.home.path, 'link'))
    const { path } = await launch('the script by its name, with bun on the PATH')
    const commands = [
      './dos-hook marker',
      '$CLAUDE_PROJECT_DIR/tools/dos-hook marker',
      `${desk.project.path}/dos-hook marker`,
      `${desk.home.path}/link/dos-hook marker`,
      `node ${desk.project.path}/dos-hook.js marker`,
      'bun ./dos-hook.js marker',
      'bunx dos-hook marker',
      'npx --yes dos-hook marker',
      'dos-hook marker',
      `sh ${desk.project.path}/dos-hook marker`,
    ]
    for (const file of [join(desk.home.path, USER), join(desk.project.path, '.claude/settings.json')]) {
      const workspace = file.startsWith(desk.home.path) ? desk.home : desk.project
      workspace.put(
        USER,
        settings({ Stop: commands.map((command) => ({ type: 'command', command, timeout: 10 })) }),
      )
    }
    const env = { PATH: `${desk.project.path}/node_modules/.bin:${desk.project.path}/bin:${path}` }
    const { ids, findings } = await examineDesk(desk, { env })
    expect(existsSync(trap)).toBe(false)
    expect(ids).toContain('not-run')
    expect(findings.filter(({ id }) => id === 'not-run').length).toBeGreaterThan(5)
  })

  test('is run where `init` put it, also where the whole home folder is looked at', async () => {
    using desk = makeDesk()
    const path = fake(desk, '.local/share/dos-hook/programs/x/dos-hook', answers(manifest.version))
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: path, args: ['marker'], timeout: 10 }] }),
    )
    expect((await examineDesk(desk, { cwd: desk.home.path })).ids).toEqual([LATCH])
    const own = fake(desk, 'bin/dos-hook', answers(manifest.version))
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: own, args: ['marker'], timeout: 10 }] }),
    )
    expect((await examineDesk(desk, { cwd: desk.home.path })).ids).toEqual([LATCH, 'not-run'])
  })

  test('is run through a runner where that starts the very one that looks', async () => {
    using desk = makeDesk()
    await installInto(desk.project.path, 'npm')
    const line = { type: 'command', command: 'bunx dos-hook marker', timeout: 10 }
    desk.project.put('.claude/settings.json', settings({ Stop: [line] }))
    const path = pathWith({ folder: desk.home.path }, ['sh', 'bun', 'node'])
    symlinkSync(tool('bun'), join(path, 'bunx'))
    const by = { words: [join(desk.project.path, 'node_modules/.bin/dos-hook')], path }
    const { ids, findings } = await examineDesk(desk, { by })
    expect(ids).toEqual([LATCH])
    expect(findings.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^bunx dos-hook takes \d+ ms, at most \d+$/),
    )
  })

  test('is told by what it runs in, where that is too old', async () => {
    using desk = makeDesk()
    const { script } = await built()
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: script, args: ['marker'], timeout: 10 }] }),
    )
    const withNode = (version: string) => {
      fake(
        desk,
        'path/node',
        `case "$1" in --version) echo v${version};; *) exec ${tool('node')} "$@";; esac`,
      )
      const PATH = `${desk.home.path}/path:${pathWith({ folder: desk.home.path }, ['sh'])}`
      return examineDesk(desk, { env: { PATH } })
    }
    expect((await withNode('18.20.4')).ids).toEqual([LATCH, 'runtime-too-old'])
    expect((await withNode('20.15.1')).ids).toEqual([LATCH, 'runtime-without-git'])
    expect((await withNode('22.0.0')).ids).toEqual([LATCH])
  })

  test('is left behind where it was compiled before the package was updated', async () => {
    using desk = makeDesk()
    await wire(desk)
    const native = fake(desk, '.local/share/dos-hook/programs/native/dos-hook', answers('0.0.9'))
    const unused = await examineDesk(desk)
    expect([unused.status, unused.ids]).toEqual([0, [LATCH, 'native-outdated']])
    expect(unused.find('native-outdated').what).toBe(
      `the compiled binary is 0.0.9, and this package ${manifest.version}`,
    )
    desk.home.put(
      USER,
      settings({ Stop: [{ type: 'command', command: native, args: ['marker'], timeout: 10 }] }),
    )
    expect((await examineDesk(desk)).find('native-outdated').mend).toEqual({
      run: 'dos-hook init --host claude-code --scope user --native',
    })
  })

  test('is told of without values that may be secret', async () => {
    using desk = makeDesk()
    const { binary } = await built()
    const command = `API_TOKEN=sk-secret --key=sk-secret ${binary} marker || true`
    desk.home.put(USER, settings({ Stop: [{ type: 'command', command }] }))
    const { findings } = await examineDesk(desk, {
      env: { DOS_LOOP: 'sk-secret', ANTHROPIC_API_KEY: 'sk-secret' },
    })
    expect(findings.map(({ id }) => id)).toContain('armed-here')
    expect(JSON.stringify(findings)).not.toContain('secret')
  })
})
