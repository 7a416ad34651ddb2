import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { built } from './support/built.ts'
import { run } from './support/command.ts'
import { type Desk, examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { installInto } from './support/installed.ts'
import { launch, pathWith, RUNTIMES, tool } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { MARKER } from './support/workspace.ts'

setDefaultTimeout(60_000)

const USER = '.claude/settings.json'
const LATCH = 'latch-spends-once'

/** Claude Code with the command as `init` wires it, in the user's settings. */
async function wire(desk: Desk, args?: readonly string[], more?: Readonly<Record<string, unknown>>) {
  desk.home.put(USER, settings({ Stop: [await handler(args, more)] }))
}

/** A script in the user's own folder that passes for this program. */
function fake(desk: Desk, name: string, script: string): string {
  const path = desk.home.put(name, `#!${tool('sh')}\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** What answers as this program does, of any version. */
const answers = (version: string, before = ':'): string =>
  `${before}; case "$1" in --version) echo "dos-hook ${version}";; esac`

describe.each(RUNTIMES)('dos-hook doctor as %s', (by) => {
  test('finds a guard in order that is wired as it should be, and leaves no trace', async () => {
    using desk = makeDesk()
    await wire(desk)
    const before = [desk.home.all(), desk.project.all()]
    // Bun would keep what it made of the script in the user's own folder.
    const env = { BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' }
    const { status, ok, ids, findings } = await examineDesk(desk, { by, env })
    expect({ status, ok, ids }).toEqual({ status: 0, ok: true, ids: [LATCH] })
    const fine = findings.filter(({ severity }) => severity === 'ok').map(({ id, what }) => [id, what])
    const { binary } = await built()
    expect(Object.fromEntries(fine)).toEqual({
      'configuration-fine':
        'there is no dos.toml, and the defaults are in force: a budget of 4, armed by DOS_LOOP or CID_RUN_ID',
      'wiring-fine': 'wired into Claude Code (user)',
      'budget-fine': 'at most 4 turns in a row without progress',
      'versions-fine': `the wired command is ${manifest.version}`,
      'tally-fine': `no tally yet; one can be made in ${desk.project.path}/.dos/markers`,
      'latency-fine': expect.stringMatching(new RegExp(`^${binary} takes \\d+ ms, at most \\d+$`)),
    })
    expect([desk.home.all(), desk.project.all()]).toEqual(before)
  })

  test('leaves with 1 where something has to be mended, and says so in words', async () => {
    using desk = makeDesk()
    desk.project.put('dos.toml', '[marker]\nmax_streak = "4"\n')
    const { status, stdout, stderr } = await run('', {
      by,
      args: ['doctor', '--workspace', desk.project.path],
      env: { HOME: desk.home.path },
    })
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout.replaceAll(desk.project.path, '/project')).toMatchSnapshot()
  })
})

describe('Its command line', () => {
  test('is refused where it is wrong, in one line', async () => {
    for (const [args, why] of [
      [['--jsn'], 'there is no flag --jsn; the nearest is --json. See dos-hook doctor --help'],
      [
        ['--workspace', '/no/such/folder'],
        'the workspace /no/such/folder (from --workspace) is not a folder',
      ],
    ] as const) {
      const { status, stdout, stderr } = await run('', { args: ['doctor', ...args] })
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      expect(stderr).toStartWith(`dos-hook: ${why}`)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
  })

  test('is explained with --help', async () => {
    const { status, stdout, stderr } = await run('', { args: ['doctor', '--help'] })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const flag of ['--json', '--workspace']) expect(stdout).toContain(`  ${flag} `)
  })
})

describe('The configuration', () => {
  test('is shown where it is malformed, with the code round the place', async () => {
    using desk = makeDesk()
    const file = desk.project.put('dos.toml', '# ours\n[marker]\nmax_streak = 2.5\n[wake]\nrearm = "no"\n')
    const { find, findings } = await examineDesk(desk)
    expect(find('config-malformed')).toMatchObject({
      what: 'max_streak must be a whole number, 0 or more, but is 2.5',
      place: { file, line: 3, column: 14 },
      frame: ['2 | [marker]', '3 | max_streak = 2.5', '  |              ^', '4 | [wake]'],
    })
    expect(findings.filter(({ id }) => id === 'config-malformed')).toHaveLength(2)
  })

  test('is complained of once where it is no TOML at all', async () => {
    using desk = makeDesk()
    desk.project.put('dos.toml', '[marker\n')
    const { findings } = await examineDesk(desk)
    expect(findings.filter(({ id }) => id === 'config-malformed')).toHaveLength(1)
  })

  test('is known in all its tables, and what looks like a slip is named', async () => {
    using desk = makeDesk()
    desk.project.put(
      'dos.toml',
      [
        'max_streak = 2',
        'mine = 1',
        '[marker]\narm_on_envs = []',
        '[noop_streak]\nmax_streaks = 2',
        '[progress]\nwatchs = []',
        '[wait]\nbackgroud = true',
        '[wake]\nrearms = "deny"',
        '[makers]\nx = 1',
        '[other.program]\ny = 1\n',
      ].join('\n'),
    )
    const { findings } = await examineDesk(desk)
    const told = (id: string) =>
      findings.filter((each) => each.id === id).map(({ what, severity }) => [severity, what])
    expect(told('unknown-key')).toEqual([
      ['warning', '[marker] has no key "arm_on_envs"; the nearest is arm_on_env'],
      ['warning', '[progress] has no key "watchs"; the nearest is watch'],
      ['warning', '[wait] has no key "backgroud"; the nearest is background'],
      ['warning', '[wake] has no key "rearms"; the nearest is rearm'],
      ['warning', '[noop_streak] has no key "max_streaks"; the nearest is max_streak'],
    ])
    expect(told('unknown-table')).toEqual([
      ['warning', 'max_streak stands outside of all tables; it is a key of [marker]'],
      ['warning', 'there is no table [makers]; the nearest is [marker]'],
      ['info', 'mine stands outside of all tables'],
      ['info', 'there is no table [other]'],
    ])
  })

  test('is told to contradict itself, or the wiring', async () => {
    using desk = makeDesk()
    await wire(desk)
    const toml = [
      '[marker]\non_exhausted = "halt"\narm_on_env = []\nmax_streak = 0',
      '[wait]\nbackground = true\nuntil = "true"\nmax_seconds = 10\n',
    ].join('\n')
    desk.project.put('dos.toml', toml)
    const { ids } = await examineDesk(desk)
    expect(ids).toEqual([
      'wait-outlasts-timeout',
      'nothing-arms',
      'halt-behind-latch',
      'until-not-allowed',
      'holds-nothing',
      LATCH,
    ])
  })

  test('is told of where it can be no file', async () => {
    using desk = makeDesk()
    desk.project.folder('dos.toml')
    const { find } = await examineDesk(desk)
    expect(find('config-unreadable').what).toBe(`${desk.project.path}/dos.toml is not a regular file`)
  })
})

describe('What is wired', () => {
  test('is asked for where no host, one, or another is installed', async () => {
    using desk = makeDesk()
    expect((await examineDesk(desk)).ids).toEqual(['no-host'])
    desk.home.folder('.claude')
    const bare = await examineDesk(desk)
    expect([bare.status, bare.ids]).toEqual([1, ['nothing-wired']])
    await wire(desk)
    desk.home.folder('.codex')
    const half = await examineDesk(desk)
    expect([half.status, half.ids]).toEqual([0, ['host-not-wired', LATCH]])
    expect(half.find('host-not-wired').mend).toEqual({ run: 'dos-hook init --host codex' })
  })

  test('is dropped by its host with a file that is malformed, of which nothing is shown', async () => {
    using desk = makeDesk()
    desk.home.put(USER, '{\n  "env": { "KEY": "sk-secret" },\n  "hooks": { "Stop": [] } // mine\n}\n')
    const { find, status } = await examineDesk(desk)
    expect(status).toBe(1)
    expect(find('settings-invalid')).toMatchObject({
      severity: 'error',
      place: { file: join(desk.home.path, USER), line: 3 },
    })
    expect(JSON.stringify(find('settings-invalid'))).not.toContain('secret')
  })

  test('can be harmful or useless in a single entry, in every way that is known', async () => {
    using desk = makeDesk()
    const { binary } = await built()
    const plain = desk.project.put('plain/dos-hook', 'no program')
    desk.home.put(
      USER,
      settings({
        Stop: [
          await handler(['marker', '--lop'], { if: 'Bash(*)' }),
          { type: 'command', command: './bin/dos-hook marker', timeout: 0.5 },
          { type: 'command', command: '/no/such/dos-hook marker', timeout: 10_000 },
          { type: 'command', command: `${plain} marker --dialect gemini`, timeout: 10 },
          { type: 'command', command: `${binary} markr`, timeout: 10 },
          { type: 'command', command: 'npx dos-hook marker', timeout: 10 },
        ],
        SubagentStop: [await handler(['marker'])],
        PreToolUse: [await handler(['rearm'])],
        UserPromptSubmit: [await line('wake', { timeout: undefined })],
      }),
    )
    fake(desk, 'path/npx', 'exit 0')
    const { ids } = await examineDesk(desk, { env: { PATH: join(desk.home.path, 'path') } })
    expect(ids.toSorted()).toEqual(
      [
        'folder-runs-first',
        'if-on-stop',
        'latch-spends-once',
        'no-timeout',
        'not-run',
        'program-missing',
        'program-not-executable',
        'rearm-without-matcher',
        'relative-program',
        'timeout-too-long',
        'timeout-too-short',
        'wake-half-bound',
        'wired-twice',
        'wrong-dialect',
        'wrong-event',
        'wrong-words',
      ].toSorted(),
    )
  })

  test('may stand in several files: once where the host runs it once, else it counts twice', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.project.put('.claude/settings.local.json', settings({ Stop: [await handler()] }))
    expect((await examineDesk(desk)).ids).toEqual(['wired-in-several-scopes', LATCH])
    desk.project.put('.claude/settings.json', settings({ Stop: [await line('marker --max-markers 3')] }))
    const twice = await examineDesk(desk)
    expect(twice.find('wired-twice')).toMatchObject({
      what: "Claude Code has marker on Stop 3 times: in Claude Code's user settings and Claude Code's project settings and Claude Code's local settings",
      mend: { run: 'dos-hook remove --host claude-code --scope project' },
    })
  })

  test('runs beside the copy of a plugin that is on, and of none that is off', async () => {
    using desk = makeDesk()
    const folder = desk.home.folder('.claude/plugins/cache/m/dos/0.1.0')
    desk.home.put('.claude/plugins/cache/m/dos/0.1.0/hooks/hooks.json', settings({ Stop: [await handler()] }))
    desk.home.put(
      '.claude/plugins/installed_plugins.json',
      JSON.stringify({ version: 2, plugins: { 'dos@m': [{ scope: 'user', installPath: folder }] } }),
    )
    const stop = { Stop: [await handler()] }
    desk.home.put(USER, settings(stop, { enabledPlugins: { 'dos@m': true } }))
    const on = await examineDesk(desk)
    expect(on.find('wired-twice').mend).toEqual({
      edit: 'turn dos@m off in Claude Code, or take out the other',
    })
    desk.home.put(USER, settings(stop, { enabledPlugins: { 'dos@m': false } }))
    expect((await examineDesk(desk)).ids).toEqual([LATCH])
    // What a project says goes before what its user says.
    desk.project.put('.claude/settings.json', JSON.stringify({ enabledPlugins: { 'dos@m': true } }))
    expect((await examineDesk(desk)).ids).toContain('wired-twice')
  })

  test('holds sessions that a person sits before, where it is a loop to all of them', async () => {
    using desk = makeDesk()
    const settingsOf = async (args: readonly string[], env: object) =>
      settings({ Stop: [await handler(args)] }, { env, disableAllHooks: true })
    desk.home.put(USER, await settingsOf(['marker', '--loop'], { DOS_LOOP: '1', TOKEN: 'sk-secret' }))
    const everyone = await examineDesk(desk)
    expect(everyone.ids).toEqual(['loop-for-everyone', 'armed-for-everyone', 'hooks-disabled', LATCH])
    expect(everyone.find('loop-for-everyone').mend).toEqual({
      run: 'dos-hook init --host claude-code --scope user',
    })
    expect(JSON.stringify(everyone.findings)).not.toContain('secret')
    desk.home.put(USER, '{}')
    desk.project.put('.claude/settings.json', settings({ Stop: [await handler(['marker', '--loop'])] }))
    expect((await examineDesk(desk)).ids).toEqual(['loop-in-project', LATCH])
  })

  test('has a smaller cap of its host before it, where a variable says so', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.project.put('dos.toml', '[marker]\nrespect_stop_hook_active = false\n')
    const CAP = 'CLAUDE_CODE_STOP_HOOK_BLOCK_CAP'
    expect((await examineDesk(desk, { env: { [CAP]: '2' } })).find('block-cap-below-budget').what).toBe(
      `${CAP} is 2, below the budget of 4`,
    )
    expect((await examineDesk(desk, { env: { [CAP]: '0' } })).ids).toEqual([])
    desk.project.put('.claude/settings.json', JSON.stringify({ env: { [CAP]: '3' } }))
    expect((await examineDesk(desk)).ids).toEqual(['block-cap-below-budget'])
  })

  test('is trusted by Codex as its own files say', async () => {
    using desk = makeDesk()
    const file = desk.home.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', LATCH])
    const state = (members: string) => `[hooks.state."${file}:stop:0:0"]\n${members}\n`
    desk.home.put('.codex/config.toml', state('trusted_hash = "sha256:00"'))
    expect((await examineDesk(desk)).ids).toEqual(['trust-outdated', LATCH])
    desk.home.put('.codex/config.toml', state('enabled = false'))
    expect((await examineDesk(desk)).ids).toEqual(['turned-off', LATCH])
  })

  test('is read by Codex from a project that it trusts, and from its configuration', async () => {
    using desk = makeDesk()
    desk.home.folder('.codex')
    desk.project.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', 'project-untrusted', LATCH])
    const { binary } = await built()
    const inline = `[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "${binary} marker"\ntimeout = 10\n`
    const trusted = `[projects."${desk.project.path}"]\ntrust_level = "trusted"\n`
    const config = desk.home.put('.codex/config.toml', trusted + inline)
    const both = await examineDesk(desk)
    expect(both.ids).toEqual(['untrusted', 'wired-twice', LATCH])
    expect(both.findings.filter(({ id }) => id === 'untrusted').map(({ place }) => place)).toContainEqual({
      file: config,
      line: 6,
      column: 1,
    })
  })

  test('is not judged by broken files of others, beside it', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.home.put('.copilot/hooks/other.json', '{')
    const folder = dirname(desk.home.put('.claude/plugins/cache/other/hooks/hooks.json', '{'))
    const plugins = { 'o@m': [{ installPath: dirname(folder) }] }
    desk.home.put('.claude/plugins/installed_plugins.json', JSON.stringify({ plugins }))
    desk.home.put(USER, settings({ Stop: [await handler()] }, { enabledPlugins: { 'o@m': true } }))
    expect((await examineDesk(desk)).ids).toEqual(['host-not-wired', LATCH])
    desk.home.put('.copilot/hooks/dos-hook.json', '{')
    expect((await examineDesk(desk)).find('settings-invalid').place?.file).toEndWith('/dos-hook.json')
  })

  test('is understood in the words of other hosts', async () => {
    using desk = makeDesk()
    const inSeconds = await line('marker')
    desk.home.put('.gemini/settings.json', settings({ AfterAgent: [inSeconds] }))
    desk.home.put('.qwen/settings.json', settings({ Stop: [await line('marker', { timeout: 10_000 })] }))
    const { binary } = await built()
    desk.project.put(
      '.github/hooks/mine.json',
      JSON.stringify({
        version: 1,
        hooks: { agentStop: [{ type: 'command', bash: `${binary} marker`, timeoutSec: 10 }] },
      }),
    )
    const { ids, find } = await examineDesk(desk)
    expect(ids).toEqual(['timeout-too-short', 'project-trust-asked', LATCH, 'latch-on-first-stop'])
    expect(find('timeout-too-short').what).toBe(
      'the hook on AfterAgent of Gemini CLI may take 0.01 s: Gemini CLI counts timeouts in milliseconds',
    )
  })
})

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

describe('The tally', () => {
  test('is read line by line, and nothing is said of one in order', async () => {
    using desk = makeDesk()
    desk.project.put('.dos/markers/fine.jsonl', `${MARKER}\n${MARKER}{"op":"NOTE"}\n`)
    expect((await examineDesk(desk)).ids).toEqual(['no-host'])
    const tooNew = '{"op":"MARKER","schema":{"family":"wait-marker","version":2}}\n'
    const foreign = '{"op":"MARKER","schema":{"family":"other","version":1}}\n'
    desk.project.put(
      '.dos/markers/mixed.jsonl',
      `${MARKER}{"op":"MAR\n[]\n${foreign}${tooNew}${tooNew}{"op":"R`,
    )
    const { find } = await examineDesk(desk)
    expect(find('torn-lines')).toMatchObject({
      what: "3 lines of mixed's tally are no record",
      mend: { run: 'dos-hook explain mixed' },
    })
    expect(find('too-new-lines').what).toBe("2 lines of mixed's tally are of a later version")
    expect(find('foreign-lines').what).toBe("1 line of mixed's tally is another program's")
  })

  test('grows, or is one of many, or is no file, or holds nothing that counts', async () => {
    using desk = makeDesk()
    desk.project.put('.dos/markers/large.jsonl', MARKER.repeat(70_000))
    desk.project.put('.dos/markers/garbage.jsonl', 'x'.repeat(5 * 1024 * 1024))
    execFileSync('mkfifo', [join(desk.project.folder('.dos/markers'), 'fifo.jsonl')])
    for (let at = 0; at < 500; at += 1) {
      const old = desk.project.put(`.dos/markers/s${at}.jsonl`, `torn\n`)
      utimesSync(old, 0, 0)
    }
    const { ids, findings, find } = await examineDesk(desk)
    expect(ids).toEqual(['no-host', 'tally-unreadable', 'torn-lines', 'tally-large', 'tallies-many'])
    expect(find('tallies-many').what).toBe('there are 503 tallies')
    expect(findings.filter(({ id }) => id === 'tally-unreadable')).toHaveLength(2)
    // The newest hundred are read.
    expect(findings.filter(({ id }) => id === 'torn-lines')).toHaveLength(97)
  })

  test('lies in the workspace, in a folder, where one may write', async () => {
    using desk = makeDesk()
    symlinkSync(desk.home.path, join(desk.project.path, '.dos'))
    expect((await examineDesk(desk)).find('tally-outside').what).toContain(desk.home.path)
    using second = makeDesk()
    second.project.put('.dos', 'no folder')
    expect((await examineDesk(second)).find('tally-not-writable').what).toContain('.dos is no folder')
    using third = makeDesk()
    chmodSync(third.project.path, 0o755)
    chmodSync(third.home.path, 0o755)
    const locked = await examineDesk(third, { within: asNobody() })
    expect(locked.find('tally-not-writable').what).toContain('may not be written to by you')
    expect(third.project.all()).toEqual([])
  })

  test('is nothing for git to keep', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    desk.project.put('.dos/markers/s.jsonl', MARKER)
    desk.project.put('sub/dos.toml', '')
    expect((await examineDesk(desk, { env: WITH_GIT })).ids).toEqual(['no-host'])
    commit(desk.project.path, 'all')
    expect((await examineDesk(desk, { env: WITH_GIT })).find('tally-tracked').what).toBe(
      'git keeps a file of .dos',
    )
    // In a folder of the repository that is a workspace of its own there is none.
    const cwd = join(desk.project.path, 'sub')
    expect((await examineDesk(desk, { env: WITH_GIT, cwd })).ids).toEqual(['no-host'])
  })

  test('can not make git run anything', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    const trap = join(desk.home.path, 'sprung')
    const hook = desk.home.put('hook', `#!${tool('sh')}\n: > ${trap}\n`)
    chmodSync(hook, 0o755)
    git(desk.project.path, 'config', 'core.fsmonitor', hook)
    desk.project.put('.dos/markers/s.jsonl', MARKER)
    await examineDesk(desk, { env: WITH_GIT })
    expect(existsSync(trap)).toBe(false)
    expect(readFileSync(desk.project.tally, 'utf8')).toBe(MARKER)
  })
})
