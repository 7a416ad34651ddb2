import { describe, expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { wordsOf } from '@dos/command-line/read-flags'
import { VERBS } from '@dos/command-line/verbs'
import { claudePlugins } from '@dos/desk/doctor/claude-plugins'
import { managedSettingsFile, readClaudeSettings } from '@dos/desk/doctor/claude-settings'
import { codexDistrust, isProjectTrusted, readCodexConfig } from '@dos/desk/doctor/codex'
import { doctor } from '@dos/desk/doctor/command'
import { complaintAbout } from '@dos/desk/doctor/complaint'
import { ownHooks, type WordsContext } from '@dos/desk/doctor/wired-hooks'
import { examine } from '@dos/hook-doctor'
import { inspect } from '@dos/hook-wiring'
// @boundaries-ignore facts that lead to every finding, which only tests need
import { everyWrong } from '../../../packages/hook-doctor/test/support/cases.ts'
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
        const flag = verb.flags[word as `--${string}`]
        const isOperand = verb.operand !== undefined && !word.startsWith('-')
        if (flag === undefined && (isOperand || word === '--help')) continue
        if (flag === undefined) throw new Error(`no flag ${word}: ${command}`)
        if (flag.kind === undefined) continue
        const value = words.shift() ?? ''
        const known = wordsOf(flag)
        if (known.length > 0) expect(known).toContain(value)
        else expect(value).toMatch(flag.kind === 'number' ? /^\d+$/ : /^\d+[dhmw]$/)
      }
    }
  })

  test('is git, where it is not this program', () => {
    const others = [...new Set(commands)].filter((command) => !command.startsWith('dos-hook'))
    expect(others).toEqual(['git rm -r --cached .dos'])
  })
})

describe("Codex's configuration", () => {
  test('trusts a project by the folder itself, else by one above', async () => {
    using home = makeWorkspace()
    const trusted = async (text: string) => {
      const config = await readCodexConfig(home.put('config.toml', text))
      return config === undefined || 'trouble' in config ? config : isProjectTrusted(config, '/a/b')
    }
    expect(await trusted('[projects."/a/b"]\ntrust_level = "trusted"')).toBe(true)
    expect(await trusted('[projects."/a"]\ntrust_level = "trusted"')).toBe(true)
    expect(
      await trusted('[projects."/a"]\ntrust_level = "trusted"\n[projects."/a/b"]\ntrust_level = "untrusted"'),
    ).toBe(false)
    expect(await trusted('[projects."/a/b/c"]\ntrust_level = "trusted"')).toBe(false)
    expect(await trusted('projects = 1')).toBe(false)
    expect(await trusted('[projects')).toMatchObject({ trouble: { kind: 'invalid', line: 1 } })
  })

  test.each([[null], [[]], [{ Stop: 'x' }], [{ Stop: [1, { hooks: 'x' }, { hooks: [1, { command: 2 }] }] }]])(
    'asks for no trust where nothing is bound: %j',
    (hooks) => {
      expect(codexDistrust(undefined, 'hooks.json', hooks)(0)).toBeUndefined()
    },
  )
})

describe("Claude Code's settings", () => {
  test('tell numbers and switches, and no values', () => {
    const text = JSON.stringify({
      disableAllHooks: true,
      allowManagedHooksOnly: true,
      env: { A: '1', B: '' },
      enabledPlugins: { 'a@b': true },
    })
    expect(readClaudeSettings(`\uFEFF${text}`)).toEqual({
      managedHooksOnly: true,
      plugins: { 'a@b': true },
    })
  })

  test.each(['', '[]', '{', 'null', '{"env":[],"enabledPlugins":1,"disableAllHooks":"true"}'])(
    'tell nothing where they are %j',
    (text) => {
      expect(readClaudeSettings(text)).toEqual({
        managedHooksOnly: false,
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
  const CONTEXT: WordsContext = {
    platform: 'linux',
    env: { PATH: '/no/path' },
    home: '/home/u',
    workspace: '/p',
    scope: 'user',
    plugin: '/plugin',
  }

  /** What is told of one command on Stop; `undefined` where it is another program's. */
  const read = (handler: string | object, context: Partial<WordsContext> = {}) => {
    const entry = { type: 'command', ...(typeof handler === 'string' ? { command: handler } : handler) }
    const inspection = inspect('claude-code', JSON.stringify({ hooks: { Stop: [{ hooks: [entry] }] } }))
    if (!inspection.ok) throw new Error(inspection.problem.message)
    return ownHooks('claude-code', inspection.found, { ...CONTEXT, ...context })[0]
  }

  test.each([
    ['/no/dos-hook marker', 'absolute', 'program'],
    ['~/dos-hook marker', 'absolute', 'program'],
    ['\u0024{HOME}/dos-hook marker', 'absolute', 'program'],
    ['$CLAUDE_PROJECT_DIR/dos-hook marker', 'absolute', 'program'],
    ['\u0024{CLAUDE_PLUGIN_ROOT}/dos-hook marker', 'absolute', 'program'],
    ['$OTHER/dos-hook marker', 'absolute', undefined],
    ['%APPDATA%/dos-hook.exe marker', 'absolute', undefined],
    ['bin/dos-hook marker', 'relative', undefined],
    ['dos-hook marker', 'by-name', 'program'],
    ['/no/node /no/dos-hook.js marker', 'absolute', 'program'],
    ['node dos-hook.js marker', 'by-name', 'program'],
    ['/no/bun --config=/dev/null ~/dos-hook.js marker', 'absolute', 'program'],
    ['npx --yes dos-hook@latest marker', 'by-runner', undefined],
    ['bunx dos-hook marker', 'by-runner', undefined],
    ['sh -c "/no/dos-hook marker"', 'absolute', undefined],
    ['bash -lc "dos-hook marker"', 'absolute', undefined],
  ] as const)('%j name the program %s, of which is missing: %s', (command, named, missing) => {
    expect<unknown>(read(command)?.program).toMatchObject({ named, missing })
  })

  test.each(['npx --no-install dos-hook marker', 'sh -c "node_modules/.bin/dos-hook marker || true"'])(
    'of shared settings want the package in the project: %s',
    (command) => {
      using project = makeWorkspace()
      const context = { workspace: project.path, scope: 'project' } as const
      expect(read(command, context)?.program.missing).toBe('package')
      const sub = { ...context, workspace: project.folder('sub') }
      project.put('node_modules/dos-hook/dist/dos-hook.js', '')
      expect(read(command, context)?.program.missing).toBeUndefined()
      expect(read(command, sub)?.program.missing).toBeUndefined()
      // Above a repository the folders may be another's.
      project.folder('sub/.git')
      expect(read(command, sub)?.program.missing).toBe('package')
      project.put('sub/node_modules/.bin/dos-hook', '')
      expect(read(command, sub)?.program.missing).toBeUndefined()
    },
  )

  test.each([
    ['/x/dos-hook marker --loop', ['--loop']],
    ['/x/dos-hook marker 2>/dev/null --loop', []],
    ['if true; then /x/dos-hook marker --loop; fi', ['--loop']],
    ['/x/dos-hook marker --loop || true', ['--loop']],
    ['/x/dos-hook marker --loop && other --flag', ['--loop']],
    ['DOS_LOOP=1 /x/dos-hook marker | tee log', []],
    ['sh -c "/x/dos-hook marker --loop"', []],
  ])('%j have these flags of ours: %j', (command, flags) => {
    const hook = read(command)
    expect(hook?.verb).toBe('marker')
    expect<unknown>(hook?.flags).toEqual(flags)
  })

  test.each([
    [
      'A=secret --key=secret /x/dos-hook marker --max-markers=3',
      'A=… --key=… /x/dos-hook marker --max-markers=3',
    ],
    ['sh -c "A=secret dos-hook marker"', 'sh …'],
    ['sh -c "A=secret; exec node_modules/.bin/dos-hook" dos-hook marker', 'sh -c … dos-hook marker'],
  ])('%j are shown without what may be the value of a variable', (command, shown) => {
    expect(read(command)?.command).toBe(shown)
  })

  test.each([
    ['marker', ['--loop', '--max-markers', '3'], undefined],
    ['marker', ['--lop'], 'there is no flag --lop; the nearest is --loop'],
    ['marker', ['--max-markers', 'x'], '--max-markers must be a whole number, 0 or more, but is "x"'],
    ['wake', ['--loop'], expect.stringContaining('there is no flag --loop')],
    ['rearm', [], undefined],
    [undefined, ['markr'], 'there is no command "markr" for a hook; the nearest is marker'],
    [undefined, [], 'a command is missing'],
  ])('%s %j are judged as the program would', (verb, rest, complaint) => {
    expect<unknown>(complaintAbout(verb, rest)).toEqual(complaint)
  })

  test('are looked for by what runs them, too', () => {
    using bin = makeWorkspace()
    const script = bin.put('dos-hook.js', '')
    const program = (runtime: string) => read(`${runtime} ${script} marker`)?.program
    expect(program('/no/node')).toEqual({ word: '/no/node', named: 'absolute', missing: 'program' })
    expect(program(bin.put('node', ''))).toEqual({ word: script, named: 'absolute', missing: undefined })
  })

  test.each(['cat /var/log/dos-hook', 'echo dos-hook', 'node other.js', 'npx other', 'dos-hooks marker'])(
    'of other programs are left alone, even where they mention this one: %s',
    (command) => {
      expect(read(command)).toBeUndefined()
    },
  )
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
    const placed = home.put('.local/share/dos-hook/programs/native/dos-hook', '#!/bin/sh\nsleep 1.5\n')
    chmodSync(placed, 0o755)
    home.folder('.claude')
    await using terminal = await startInTerminal(['doctor'], {
      cwd: project.path,
      env: { HOME: home.path, PATH: '/usr/bin:/bin' },
    })
    await terminal.waitFor('dos-hook: looking at progress, and how long a call takes …')
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
