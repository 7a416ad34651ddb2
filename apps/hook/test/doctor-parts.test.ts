import { describe, expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { examine } from '@dos/hook-doctor'
import { inspect } from '@dos/hook-wiring'
// @boundaries-ignore facts that lead to every finding, which only tests need
import { everyWrong } from '../../../packages/hook-doctor/test/support/cases.ts'
import { claudePlugins } from '../src/doctor/claude-plugins.ts'
import { managedSettingsFile, readClaudeSettings } from '../src/doctor/claude-settings.ts'
import { codexHandlers, codexTrust, isProjectTrusted, readCodexConfig } from '../src/doctor/codex-trust.ts'
import { doctor } from '../src/doctor/command.ts'
import { complaintAbout } from '../src/doctor/complaint.ts'
import { shown } from '../src/doctor/shown.ts'
import { readStart, type StartContext } from '../src/doctor/start.ts'
import { ownHooks } from '../src/doctor/wired-hooks.ts'
import { VERBS } from '../src/manual/catalogue.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { startInTerminal } from './support/terminal.ts'
import { makeWorkspace } from './support/workspace.ts'

describe('Every command that mends something', () => {
  const commands = everyWrong()
    .flatMap(examine)
    .flatMap(({ what, why, mend }) => {
      const run = mend !== undefined && 'run' in mend ? [mend.run] : []
      const quoted = [what, why, mend !== undefined && 'edit' in mend ? mend.edit : '']
      return [
        ...run,
        ...quoted.flatMap((text) => [...text.matchAll(/`(dos-hook [^`]*)`/g)].map(([, each = '']) => each)),
      ]
    })

  test('is one that there is, with flags and values that it takes', () => {
    const ours = [...new Set(commands)].filter((command) => command.startsWith('dos-hook'))
    expect(ours.length).toBeGreaterThan(8)
    for (const command of ours) {
      const [, name = '', ...rest] = command.split(' ')
      if (name === '--help') continue
      const verb = VERBS.find((each) => each.name === name)
      if (verb === undefined) throw new Error(`no verb: ${command}`)
      const words = [...rest]
      while (words.length > 0) {
        const word = words.shift() ?? ''
        const flag = verb.flags.find((each) => each.name === word)
        if (flag === undefined && verb.operand !== undefined && !word.startsWith('-')) continue
        if (flag === undefined) throw new Error(`no flag ${word}: ${command}`)
        if (flag.value === undefined) continue
        const value = words.shift() ?? ''
        const { value: kind } = flag
        if ('words' in kind) expect([...kind.words]).toContain(value)
        else expect(value).toMatch(kind.kind === 'number' ? /^\d+$/ : /^\d+[dhmw]$/)
      }
    }
  })

  test('is git, where it is not this program', () => {
    const others = [...new Set(commands)].filter((command) => !command.startsWith('dos-hook'))
    expect(others).toEqual(['git rm -r --cached .dos'])
  })
})

describe('What Codex trusts', () => {
  /** As Codex 0.169.0 wrote it when its user trusted all of them. */
  const KEPT: Readonly<Record<string, string>> = {
    'pre_tool_use:0:0': '7f3f01ab183ed59b3c4cc2a09ce7d7cb34dc07617c75bd7dff7e4acb8ad5e22f',
    'session_start:0:0': '9a3c0cf1b03e1d763ae61414da45ba81eb4b17bc596079bffbb66a8b3b2ed6b6',
    'stop:0:0': 'ef8d96e46cceb5765de13e5d02c836504b4e777d7d7cb71319c779f1c37fbc98',
    'stop:0:1': '6d25591da423a04fb43fa9eb1b5619934693bbc88921150e36e5cb931503295a',
    'stop:1:0': 'ef8d96e46cceb5765de13e5d02c836504b4e777d7d7cb71319c779f1c37fbc98',
  }
  const command = (text: string, more: object = { timeout: 10 }) => ({
    type: 'command',
    command: text,
    ...more,
  })
  const HOOKS = {
    Stop: [
      { hooks: [command('dos-hook marker'), command('dos-hook marker', {})] },
      { matcher: 'x', hooks: [command('dos-hook marker')] },
    ],
    SessionStart: [{ matcher: 'startup', hooks: [command('dos-hook marker --reset')] }],
    PreToolUse: [{ matcher: '', hooks: [command('dos-hook rearm')] }],
  }
  const CONFIG = Object.entries(KEPT)
    .map(([key, hash]) => `[hooks.state."/u/hooks.json:${key}"]\ntrusted_hash = "sha256:${hash}"\n`)
    .join('')

  const trusts = async (hooks: unknown, text = CONFIG, file = '/u/hooks.json') => {
    const config = await readCodexConfig(text)
    if (config === undefined) throw new Error('no configuration')
    return codexHandlers(hooks).map((handler) => codexTrust(config, [file], handler))
  }

  test('is told by the digests that it keeps, as it makes them', async () => {
    expect(await trusts(HOOKS)).toEqual(Array(5).fill('trusted'))
  })

  test('is outdated by any change, and is nothing in another file', async () => {
    const changed = {
      Stop: [{ hooks: [command('dos-hook marker --loop'), command('dos-hook marker', { timeout: 11 })] }],
    }
    expect(await trusts(changed)).toEqual(['changed', 'changed'])
    expect(await trusts(HOOKS, CONFIG, '/p/hooks.json')).toEqual(Array(5).fill('untrusted'))
    expect(await trusts(HOOKS, '')).toEqual(Array(5).fill('untrusted'))
  })

  test('is not judged by members that were never seen', async () => {
    const strange = { Stop: [{ hooks: [command('dos-hook marker', { timeout: 10, statusMessage: 'x' })] }] }
    expect(await trusts(strange)).toEqual([undefined])
  })

  test.each([[null], [[]], [{ Stop: 'x' }], [{ Stop: [1, { hooks: 'x' }, { hooks: [1, { command: 2 }] }] }]])(
    'is nothing of %j',
    async (hooks) => {
      expect(await trusts(hooks)).toEqual([])
    },
  )

  test('of projects is that of the folder itself, else of one above', async () => {
    const trusted = async (text: string) => {
      const config = await readCodexConfig(text)
      return config && isProjectTrusted(config, '/a/b')
    }
    expect(await trusted('[projects."/a/b"]\ntrust_level = "trusted"')).toBe(true)
    expect(await trusted('[projects."/a"]\ntrust_level = "trusted"')).toBe(true)
    expect(
      await trusted('[projects."/a"]\ntrust_level = "trusted"\n[projects."/a/b"]\ntrust_level = "untrusted"'),
    ).toBe(false)
    expect(await trusted('[projects."/a/b/c"]\ntrust_level = "trusted"')).toBe(false)
    expect(await trusted('projects = 1')).toBe(false)
    expect(await trusted('[projects')).toBeUndefined()
  })
})

describe("Claude Code's settings", () => {
  test('tell names of variables, numbers and switches, and no values', () => {
    const text = JSON.stringify({
      disableAllHooks: true,
      allowManagedHooksOnly: true,
      env: { A: '1', B: '', CLAUDE_CODE_STOP_HOOK_BLOCK_CAP: '3' },
      enabledPlugins: { 'a@b': true },
    })
    expect(readClaudeSettings(`\uFEFF${text}`)).toEqual({
      disablesHooks: true,
      managedHooksOnly: true,
      sets: ['A', 'CLAUDE_CODE_STOP_HOOK_BLOCK_CAP'],
      blockCap: 3,
      plugins: { 'a@b': true },
    })
  })

  test.each(['', '[]', '{', 'null', '{"env":[],"enabledPlugins":1,"disableAllHooks":"true"}'])(
    'tell nothing where they are %j',
    (text) => {
      expect(readClaudeSettings(text)).toEqual({
        disablesHooks: false,
        managedHooksOnly: false,
        sets: [],
        blockCap: undefined,
        plugins: {},
      })
    },
  )

  test('of an administrator lie where the platform has such things', () => {
    expect((['linux', 'darwin', 'win32'] as const).map(managedSettingsFile)).toEqual([
      '/etc/claude-code/managed-settings.json',
      '/Library/Application Support/ClaudeCode/managed-settings.json',
      'C:\\Program Files\\ClaudeCode\\managed-settings.json',
    ])
  })

  test('know plugins by the list of those that were installed, in either of its versions', () => {
    using home = makeWorkspace()
    const list = {
      'new@m': [
        { projectPath: '/elsewhere', installPath: '/1' },
        { projectPath: '/p', installPath: '/2' },
      ],
      'old@m': { installPath: '/3' },
      'off@m': [{ installPath: '/4' }],
      'broken@m': [{ installPath: 5 }, null],
    }
    home.put('plugins/installed_plugins.json', JSON.stringify({ plugins: list }))
    const on = { 'new@m': true, 'old@m': true, 'off@m': true, 'broken@m': true, 'gone@m': true }
    const plugins = claudePlugins(join(home.path, 'settings.json'), '/p', [on, { 'off@m': false }])
    expect(plugins).toEqual([
      { name: 'new@m', folder: '/2', hooks: '/2/hooks/hooks.json' },
      { name: 'old@m', folder: '/3', hooks: '/3/hooks/hooks.json' },
    ])
    expect(claudePlugins(join(home.path, 'none/settings.json'), '/p', [on])).toEqual([])
    home.put('plugins/installed_plugins.json', '{')
    expect(claudePlugins(join(home.path, 'settings.json'), '/p', [on])).toEqual([])
  })
})

describe('The words of a hook', () => {
  const context = (path: string): StartContext => ({
    platform: 'linux',
    env: { PATH: path },
    home: '/home/u',
    workspace: '/p',
    plugin: '/plugin',
  })

  test.each([
    // the words up to the verb; how it is named, whether it is found, what asks the folder
    [['/no/dos-hook'], 'absolute', 'no', undefined],
    [['~/dos-hook'], 'absolute', 'no', undefined],
    [['\u0024{HOME}/dos-hook'], 'absolute', 'no', undefined],
    [['$CLAUDE_PROJECT_DIR/dos-hook'], 'absolute', 'no', undefined],
    [['\u0024{CLAUDE_PLUGIN_ROOT}/dos-hook'], 'absolute', 'no', undefined],
    [['$OTHER/dos-hook'], 'absolute', 'unknown', undefined],
    [['%APPDATA%\\dos-hook.exe'], 'absolute', 'unknown', undefined],
    [['bin/dos-hook'], 'relative', 'no', undefined],
    [['dos-hook'], 'by-name', 'no', undefined],
    [['node', '/no/dos-hook.js'], 'by-name', 'no', undefined],
    [['/no/node', '/no/dos-hook.js'], 'absolute', 'no', undefined],
    [['node', 'dos-hook.js'], 'relative', 'no', undefined],
    [['bun', '/no/dos-hook.js'], 'by-name', 'no', 'bun'],
    [['bun', '--config=/dev/null', '/no/dos-hook.js'], 'by-name', 'no', undefined],
    [['bunx', 'dos-hook'], 'by-name', 'no', undefined],
    [['bun', 'x', 'dos-hook'], 'by-name', 'no', undefined],
    [['npx', '--yes', 'dos-hook@latest'], 'by-name', 'no', 'npx'],
    [['pnpm', 'exec', 'dos-hook'], 'by-name', 'no', 'pnpm'],
  ] as const)('%j are found to be %s, %s', (words, named, found, runner) => {
    const { program } = readStart(words, false, context('/no/path'))
    expect<object>(program).toMatchObject({ named, found, runner })
  })

  test('are told of by what is looked up, or by what is not there', () => {
    using bin = makeWorkspace()
    for (const name of ['node', 'dos-hook.js']) chmodSync(bin.put(name, ''), 0o755)
    const word = (...words: readonly string[]) => readStart(words, false, context(bin.path)).program.word
    expect(word('node', `${bin.path}/dos-hook.js`)).toBe('node')
    expect(word('node', '/no/dos-hook.js')).toBe('/no/dos-hook.js')
    expect(word(`${bin.path}/node`, `${bin.path}/dos-hook.js`)).toBe(`${bin.path}/dos-hook.js`)
    expect(word('bun', `${bin.path}/dos-hook.js`)).toBe('bun')
    expect(word('node', 'dos-hook.js')).toBe('dos-hook.js')
  })

  test('are shown without what may be the value of a variable', () => {
    expect(shown(['A=secret', '--key=secret', '/a b/dos-hook', 'marker', '--max-markers=3'], 3)).toBe(
      "A=… --key=… '/a b/dos-hook' marker --max-markers=3",
    )
  })

  test.each([
    ['marker', ['--loop', '--max-markers', '3'], undefined],
    ['marker', ['--lop'], 'there is no flag --lop; the nearest is --loop'],
    ['marker', ['--max-markers', 'x'], '--max-markers must be a whole number, 0 or more, but is "x"'],
    ['wake', ['--loop'], expect.stringContaining('there is no flag --loop')],
    ['rearm', [], undefined],
    [undefined, ['markr'], 'there is no verb "markr" for a hook; the nearest is marker'],
    [undefined, [], 'a verb is missing'],
  ])('%s %j are judged as the program would', (verb, rest, complaint) => {
    expect<unknown>(complaintAbout(verb, rest)).toEqual(complaint)
  })

  test('of other programs are left alone, even where they mention this one', () => {
    const commands = [
      'cat /var/log/dos-hook',
      'echo dos-hook',
      'node other.js',
      'npx other',
      'dos-hooks marker',
    ]
    const hooks = { Stop: commands.map((command) => ({ hooks: [{ type: 'command', command }] })) }
    const inspection = inspect('claude-code', JSON.stringify({ hooks }))
    if (!inspection.ok) throw new Error('not read')
    expect(inspection.found).toHaveLength(commands.length)
    expect(ownHooks('claude-code', inspection.found, context(''))).toEqual([])
  })
})

describe('The report', () => {
  const TOML = '[marker]\nmax_streak = 2.5\n[wait]\nbackgroud = true\n'

  test.each([60, 100])('fits a terminal of %i columns', async (columns) => {
    using home = makeWorkspace()
    using project = makeWorkspace()
    home.folder('.claude')
    project.put('dos.toml', TOML)
    const { stdout } = await callDesk(doctor, [], { columns, home: home.path, cwd: () => project.path })
    // What comes behind is wrapped by the length of the path.
    const [first = ''] = stdout.replaceAll(project.path, '/project').split('\n\nBudget')
    expect(first).toMatchSnapshot()
  })

  test('is coloured where that is wanted, and reads the same without', async () => {
    using project = makeWorkspace()
    project.put('dos.toml', TOML)
    const given = { columns: 80, home: '/no/home', cwd: () => project.path }
    const plain = await callDesk(doctor, [], given)
    const coloured = await callDesk(doctor, [], { ...given, colours: true })
    expect(plain.stdout).not.toContain('\u001b')
    expect(coloured.stdout).toContain('\u001b[31m✗ error')
    expect(Bun.stripANSI(coloured.stdout)).toBe(plain.stdout)
  })

  test('is none where something goes wrong that nobody thought of, and that is no good sign', async () => {
    using project = makeWorkspace()
    const env = {
      get PATH(): string {
        throw new Error('out of reach')
      },
    }
    const said = await callDesk(doctor, [], { env, home: '/no/home', cwd: () => project.path })
    expect(said).toEqual({
      status: 1,
      stdout: '',
      stderr: ['this is a fault of dos-hook itself: out of reach'],
    })
  })

  test('is announced in a terminal where it takes a while', async () => {
    using home = makeWorkspace()
    using project = makeWorkspace()
    const command = home.put('dos-hook', '#!/bin/sh\nsleep 1.5\n')
    chmodSync(command, 0o755)
    const handler = { type: 'command', command, args: ['marker'], timeout: 10 }
    home.put('.claude/settings.json', JSON.stringify({ hooks: { Stop: [{ hooks: [handler] }] } }))
    await using terminal = await startInTerminal(['doctor'], {
      cwd: project.path,
      env: { HOME: home.path, PATH: '/usr/bin:/bin' },
    })
    await terminal.waitFor('dos-hook: trying out what is wired …')
    expect(await terminal.ended).toMatchObject({ status: 1 })
  }, 60_000)

  test('is seen whole in a real terminal', async () => {
    using home = makeWorkspace()
    using project = makeWorkspace()
    project.put('dos.toml', '[marker]\nmax_strek = 2\n')
    await using terminal = await startInTerminal(['doctor'], {
      cols: 60,
      cwd: project.path,
      env: { HOME: home.path },
    })
    const { status } = await terminal.ended
    expect(status).toBe(1)
    const screen = await terminal.look()
    const lines = screen.lines.map((line) => line.trimEnd())
    expect(lines).toContain('  ! warning  [marker] has no key "max_strek"; the nearest is')
    expect(lines).toContain('0 errors, 1 warning.')
  }, 60_000)
})
