import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { HOST_NAMES, type HostName } from '@dos/hook-dialect'
import { handWork, inspect, PROJECT_COMMAND, settingsFile } from '@dos/hook-wiring'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { built } from './support/built.ts'
import { run, start } from './support/command.ts'
import { type Home, makeHome } from './support/home.ts'
import { tool } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { startInTerminal } from './support/terminal.ts'

setDefaultTimeout(60_000)

const CLAUDE = '.claude/settings.json'
const TYPICAL = '{\n\t"model": "opus",\n\t"permissions": { "allow": ["Bash(ls:*)"] }\n}'

/** The only hook of this program's in a settings file. */
function onlyHook(home: Home, host: HostName, name: string) {
  const inspection = inspect(host, home.read(name))
  if (!inspection.ok) throw new Error(inspection.problem.message)
  const own = inspection.found.filter(({ verb }) => verb !== undefined)
  const [hook] = own
  if (hook === undefined || own.length > 1) throw new Error(`${own.length} hooks`)
  return hook
}

describe('dos-hook init', () => {
  test('writes, says what and where, and tells what remains to be done', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    const { status, stdout, stderr } = await home.call(['init', '--host', 'claude-code,codex', '--yes'], {
      by: 'bun with the script',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const folder = dirname((await built()).script)
    expect(
      stdout.replaceAll(home.path, '~').replaceAll(folder, '/opt').replaceAll(tool('bun'), '/usr/bin/bun'),
    ).toMatchSnapshot()
    expect(home.read(CLAUDE)).toStartWith(
      '{\n\t"model": "opus",\n\t"permissions": { "allow": ["Bash(ls:*)"] },\n\t"hooks"',
    )
  })

  test.each(['the compiled command', 'node with the script', 'bun with the script'] as const)(
    'changes nothing in a second run of %s',
    async (by) => {
      using home = makeHome()
      home.put(CLAUDE, TYPICAL)
      const args = ['init', '--host', 'claude-code,gemini,antigravity', '--yes']
      expect((await home.call(args, { by })).status).toBe(0)
      const once = home.everything()
      const { status, stdout, stderr } = await home.call(args, { by })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout.match(/already wired, nothing to change/g)).toHaveLength(3)
      expect(home.everything()).toEqual(once)
    },
  )

  test('wires a command that holds a Stop where a loop says so, and no other', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'claude-code', '--yes'], { by: 'the compiled command' })
    const { words, absolute } = onlyHook(home, 'claude-code', CLAUDE)
    expect(absolute).toBe(true)
    const event = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd: home.project })
    const by = { words, path: '' }
    expect((await run(event, { by, args: [], env: { DOS_LOOP: '1' } })).stdout).toStartWith(
      '{"decision":"block"',
    )
    expect((await run(event, { by, args: [] })).stdout).toBe('')
  })

  test.each(HOST_NAMES.filter((host) => handWork(host) === undefined))(
    'wires %s where its settings lie',
    async (host) => {
      using home = makeHome()
      const { status } = await home.call(['init', '--host', host, '--yes'])
      expect(status).toBe(0)
      const path =
        settingsFile(host, 'user', { platform: 'linux', home: home.path, project: '/', env: {} }) ?? ''
      expect(onlyHook(home, host, path.slice(home.path.length))).toMatchObject({
        verb: 'marker',
        timeoutSeconds: 10,
      })
    },
  )

  test('wires every host that is seen to be in use: by its folder, or by its command', async () => {
    using home = makeHome()
    home.put('.codex/config.toml', '')
    chmodSync(home.put('bin/qwen', '#!/bin/sh\n'), 0o755)
    home.put('bin/gemini', 'no program')
    const { status } = await home.call(['init', '--yes'], {
      by: { words: [tool('bun'), (await built()).script], path: join(home.path, 'bin') },
    })
    expect(status).toBe(0)
    expect(
      ['.codex/hooks.json', '.qwen/settings.json', '.gemini/settings.json', CLAUDE].map(home.has),
    ).toEqual([true, true, false, false])
  })

  test('says so where no host is in use', async () => {
    using home = makeHome()
    const { status, stdout, stderr } = await home.call(['init', '--yes'])
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'dos-hook: no host is seen to be in use on this machine: name one with --host\n',
    })
  })

  test.each([
    ['vscode', 'user', 'Switch "~/.claude/settings.json" off in its setting chat.hookFilesLocations'],
    ['cursor', 'user', "it runs Claude Code's hooks, too"],
  ])('warns that %s runs what is bound for Claude Code, too, in the scope %s', async (other, scope, line) => {
    using home = makeHome()
    const init = async (hosts: string) =>
      (await home.call(['init', '--host', hosts, '--scope', scope, '--yes'])).stdout
    expect(await init('claude-code')).not.toContain('would count twice')
    expect(await init(`claude-code,${other}`)).toContain(line)
  })

  describe('in a project whose .claude/settings.json other hosts read, too', () => {
    const project = (home: Home, hosts: string) =>
      home.call(['init', '--host', hosts, '--scope', 'project', '--yes'])
    const COPILOT = 'project/.github/hooks/dos-hook.json'

    test.each(['copilot', 'vscode'])(
      'binds %s there, together with Claude Code or after it',
      async (host) => {
        using home = makeHome()
        const once = await project(home, `claude-code,${host}`)
        expect([once.status, once.stdout]).toEqual([
          0,
          expect.stringContaining(
            'project/.claude/settings.json, too, and is bound there: not bound twice\n',
          ),
        ])
        const again = await project(home, host)
        expect([again.status, again.stderr]).toEqual([0, ''])
        expect(again.stdout).toContain('not bound twice')
        expect(home.has(COPILOT)).toBe(false)
      },
    )

    test('refuses Claude Code where Copilot CLI is bound in a file of its own, until that is taken out', async () => {
      using home = makeHome()
      expect((await project(home, 'copilot')).status).toBe(0)
      const { status, stderr } = await project(home, 'claude-code,codex')
      expect([status, stderr]).toEqual([
        1,
        expect.stringContaining('run dos-hook remove --host copilot --scope project first\n'),
      ])
      expect([home.has('project/.claude'), home.has('project/.codex/hooks.json')]).toEqual([false, true])
      await home.call(['remove', '--host', 'copilot', '--scope', 'project', '--yes'])
      expect((await project(home, 'claude-code,copilot')).status).toBe(0)
      expect(home.has(COPILOT)).toBe(false)
    })
  })

  test.each([
    [['--host', 'kiro'], 'Kiro CLI keeps hooks in the configuration of each agent'],
    [['--host', 'codex', '--wake'], '--wake is not for Codex'],
    [['--host', 'codex', '--scope', 'local'], 'Codex has no settings for the scope "local"'],
    [['--host', 'claude'], 'the nearest is claude-code'],
    [['--scope', 'global'], 'there is no scope "global", only user, project, local'],
    [['--workspace', '/nowhere'], 'is not a folder that exists'],
    [['--host', 'codex', '--scope', 'project', '--workspace', '~'], 'the project is your home'],
    [['--force'], 'there is no flag --force'],
  ])('refuses %j in one line, and writes nothing', async (args, line) => {
    using home = makeHome()
    const before = home.everything()
    const there = args.map((arg) => (arg === '~' ? home.path : arg))
    const { status, stderr } = await home.call(['init', '--yes', ...there])
    expect(status).toBe(1)
    expect(stderr).toContain(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(home.everything()).toEqual(before)
  })
})

describe('the folder that a variable names for a host', () => {
  test('is meant from the current folder where it is relative, and remove finds it there', async () => {
    using home = makeHome()
    mkdirSync(join(home.project, 'sub'))
    const call = { cwd: join(home.project, 'sub'), env: { CODEX_HOME: 'rel/codex' } }
    const { status, stdout } = await home.call(['init', '--host', 'codex', '--yes'], call)
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(`wrote ${home.project}/sub/rel/codex/hooks.json`),
    ])
    expect((await home.call(['remove', '--yes'], call)).status).toBe(0)
    expect(home.has('project/sub/rel')).toBe(false)
  })

  test.each(['init', 'remove'])(
    'is refused by %s where a ~ stands before it that nobody has resolved',
    async (verb) => {
      using home = makeHome()
      const before = home.everything()
      const args = [verb, '--host', 'claude-code', '--yes']
      const { status, stderr } = await home.call(args, { env: { CLAUDE_CONFIG_DIR: '~/.cc' } })
      expect([status, stderr]).toEqual([
        1,
        'dos-hook: CLAUDE_CONFIG_DIR is ~/.cc, and nobody has resolved its ~: set it to the whole path\n',
      ])
      expect(home.everything()).toEqual(before)
    },
  )
})

describe('a home that is the project', () => {
  test.each([
    ['with a slash behind it', (home: Home) => `${home.path}/`],
    [
      'by a link to it',
      (home: Home) => {
        symlinkSync('.', join(home.path, 'link'))
        return join(home.path, 'link')
      },
    ],
  ])('is known %s', async (_, name) => {
    using home = makeHome()
    const env = { HOME: name(home) }
    const args = ['init', '--host', 'claude-code', '--scope', 'project', '--workspace', home.path, '--yes']
    const { status, stderr } = await home.call(args, { env })
    expect([status, stderr]).toEqual([1, expect.stringContaining('the project is your home')])
    expect(home.has(CLAUDE)).toBe(false)

    home.put('.git/x', '')
    const call = { env, cwd: home.path }
    expect((await home.call(['init', '--host', 'claude-code', '--yes'], call)).status).toBe(0)
    const removed = await home.call(['remove', '--yes'], call)
    expect([removed.status, removed.stdout.match(/^removed /gm)?.length]).toEqual([0, 1])
  })
})

describe("a project's settings file that is a link", () => {
  const PROJECT = 'project/.claude/settings.json'
  const ARGS = ['--host', 'claude-code', '--scope', 'project', '--yes']
  const text = '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"dos-hook marker"}]}]}}'

  test.each(['init', 'remove'])('is left alone by %s where it leads out of the project', async (verb) => {
    using home = makeHome()
    home.put('elsewhere/settings.json', text)
    home.put('project/.claude/x', '')
    symlinkSync(join(home.path, 'elsewhere/settings.json'), join(home.path, PROJECT))
    const before = home.everything()
    const { status, stderr } = await home.call([verb, ...ARGS])
    expect([status, stderr]).toEqual([
      1,
      `dos-hook: Claude Code, project: ${home.path}/${PROJECT} leads out of the project, to ${home.path}/elsewhere/settings.json: change it there\n`,
    ])
    expect(home.everything()).toEqual(before)
  })

  test('is not made where its folder leads out of the project', async () => {
    using home = makeHome()
    mkdirSync(join(home.path, 'elsewhere'))
    symlinkSync('../elsewhere', join(home.project, '.claude'))
    const { status, stderr } = await home.call(['init', ...ARGS])
    expect([status, stderr]).toEqual([1, expect.stringContaining('leads out of the project')])
    expect(readdirSync(join(home.path, 'elsewhere'))).toEqual([])
  })

  test('is written where it leads within the project, of which is told', async () => {
    using home = makeHome()
    home.put('project/shared/claude.json', '{}')
    home.put('project/.claude/x', '')
    symlinkSync('../shared/claude.json', join(home.path, PROJECT))
    const real = `${home.project}/shared/claude.json`
    const { status, stdout } = await home.call(['init', ...ARGS])
    expect(status).toBe(0)
    expect(stdout).toContain(`+++ ${real}\n`)
    expect(stdout).toContain(`wrote ${home.path}/${PROJECT}, which leads to ${real}\n`)
  })
})

test('Settings to which those of the project are a link are taken out once', async () => {
  using home = makeHome()
  await home.call(['init', '--host', 'claude-code', '--yes'])
  mkdirSync(join(home.project, '.claude'))
  symlinkSync(join(home.path, CLAUDE), join(home.project, '.claude/settings.json'))
  const { status, stdout, stderr } = await home.call(['remove', '--yes'])
  expect([status, stderr, stdout.match(/^removed /gm)?.length]).toEqual([0, '', 1])
})

describe('what init writes nothing for', () => {
  test('is a dry run, which shows the same change', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    const before = home.everything()
    const { status, stdout } = await home.call(['init', '--host', 'claude-code,gemini', '--dry-run'])
    expect(status).toBe(0)
    expect(stdout).toContain('+\t"hooks": {')
    expect(stdout).toEndWith('A dry run: nothing was written.\n')
    expect(home.everything()).toEqual(before)
  })

  test('is a call that nobody can be asked in', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    const before = home.everything()
    const { status, stderr } = await home.call(['init', '--host', 'claude-code'])
    expect([status, stderr]).toEqual([
      1,
      'dos-hook: nothing was written, as this is not a terminal: pass --yes, or --dry-run to see the changes\n',
    ])
    expect(home.everything()).toEqual(before)
  })

  test.each([
    ['n', 1, false],
    ['\x03', 1, false],
    ['y', 0, true],
    ['\r', 0, true],
  ])('is, or is not, what a person in a terminal answers with %j', async (key, status, written) => {
    using home = makeHome()
    await using running = await startInTerminal(['init', '--host', 'claude-code'], {
      by: 'bun with the script',
      cwd: home.project,
      env: home.env,
    })
    await running.waitFor('Write this file?')
    expect(home.has(CLAUDE)).toBe(false)
    running.keys(key)
    expect((await running.ended).status).toBe(status)
    expect(home.has(CLAUDE)).toBe(written)
  })

  test.each([
    ['init', '\x04', 'bun with the script'],
    ['init', '\x04', 'node with the script'],
    ['init', '\x04', 'the compiled command'],
    ['init', '\x03', 'bun with the script'],
    ['remove', '\x04', 'bun with the script'],
  ] as const)('is, and says so, what is left unanswered in %s by %j, run by %s', async (verb, key, by) => {
    using home = makeHome()
    if (verb === 'remove') await home.call(['init', '--host', 'claude-code', '--yes'])
    const before = home.everything()
    await using running = await startInTerminal([verb, '--host', 'claude-code'], {
      by,
      cwd: home.project,
      env: home.env,
    })
    await running.waitFor(/(Write|Change) this file\?/)
    running.keys(key)
    expect((await running.ended).status).toBe(1)
    const { cursorIsHidden } = await running.waitFor('dos-hook: nothing was written')
    expect(cursorIsHidden).toBe(false)
    expect(home.everything()).toEqual(before)
  })

  test.each([60, 200])('is shown in a terminal of %d columns, in colours', async (cols) => {
    using home = makeHome()
    await using running = await startInTerminal(['init', '--host', 'codex', '--yes'], {
      by: 'bun with the script',
      cwd: home.project,
      env: home.env,
      cols,
    })
    expect((await running.ended).status).toBe(0)
    const screen = await running.look()
    expect(screen.styleOf('+  "hooks": {')).toEqual({ colour: 2 })
    expect(screen.lines.slice(screen.lines.indexOf('What remains')).join('\n')).toMatchSnapshot()
  })

  test('is a loop in all sessions, unless it is confirmed in words', async () => {
    using home = makeHome()
    await using running = await startInTerminal(['init', '--host', 'claude-code', '--loop'], {
      by: 'bun with the script',
      cwd: home.project,
      env: home.env,
    })
    await running.waitFor('Make every session a loop, and write this file?')
    running.keys('\r')
    expect((await running.ended).status).toBe(1)
    expect(home.has(CLAUDE)).toBe(false)

    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--loop', '--yes'])
    expect(status).toBe(0)
    expect(stderr).toContain('warning: --loop in your own settings makes a loop of every session')
    expect(onlyHook(home, 'claude-code', CLAUDE).loop).toBe(true)
  })
})

describe('a settings file', () => {
  test('behind links is changed where it is, and the links stay', async () => {
    using home = makeHome()
    home.put('dotfiles/claude.json', TYPICAL)
    chmodSync(join(home.path, 'dotfiles/claude.json'), 0o640)
    home.put('.claude/x', '')
    symlinkSync('../dotfiles/claude.json', join(home.path, '.claude/second.json'))
    symlinkSync('second.json', join(home.path, CLAUDE))
    expect((await home.call(['init', '--host', 'claude-code', '--yes'])).status).toBe(0)
    expect(readlinkSync(join(home.path, CLAUDE))).toBe('second.json')
    expect(lstatSync(join(home.path, 'dotfiles/claude.json')).isFile()).toBe(true)
    expect(statSync(join(home.path, CLAUDE)).mode & 0o777).toBe(0o640)
    expect(home.read('dotfiles/claude.json')).toContain('dos-hook')
    expect(readdirSync(join(home.path, 'dotfiles'))).toEqual(['claude.json'])
  })

  test.each([
    ['that is read-only', (path: string) => chmodSync(path, 0o444), 'settings.json is read-only'],
    ['in a read-only folder', (path: string) => chmodSync(dirname(path), 0o555), '.claude is read-only'],
  ])('%s is left alone, and said to be', async (_, spoil, line) => {
    using home = makeHome()
    const path = home.put(CLAUDE, TYPICAL)
    // Everybody may write all the rest.
    for (const name of ['', '.claude', 'project']) chmodSync(join(home.path, name), 0o777)
    chmodSync(path, 0o666)
    spoil(path)
    const before = home.everything()
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'], {
      within: asNobody(),
    })
    expect(status).toBe(1)
    expect(stderr).toContain(line)
    expect(home.everything()).toEqual(before)
    chmodSync(dirname(path), 0o755)
  })

  test('in a folder that nobody may look into is told of in words', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    for (const name of ['', 'project']) chmodSync(join(home.path, name), 0o777)
    chmodSync(join(home.path, '.claude'), 0o600)
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'], {
      within: asNobody(),
    })
    chmodSync(join(home.path, '.claude'), 0o700)
    expect([status, stderr]).toEqual([
      1,
      `dos-hook: Claude Code, user: cannot read ${home.path}/${CLAUDE}: you may not (EACCES)\n`,
    ])
  })

  test('that is read-only is left alone by the superuser, too', async () => {
    using home = makeHome()
    chmodSync(home.put(CLAUDE, TYPICAL), 0o444)
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'])
    expect([status, stderr]).toEqual([1, expect.stringContaining('is read-only')])
    expect(home.read(CLAUDE)).toBe(TYPICAL)
  })

  test('that its host would not read is refused with its place, and the other hosts are wired', async () => {
    using home = makeHome()
    home.put(CLAUDE, '{\n  // mine\n  "model": "opus"\n}\n')
    const { status, stderr } = await home.call(['init', '--host', 'claude-code,codex', '--yes'])
    expect(status).toBe(1)
    expect(stderr).toBe(
      `dos-hook: Claude Code, user: ${home.path}/${CLAUDE}:2:3: its host takes no comments\n`,
    )
    expect(home.read(CLAUDE)).toContain('// mine')
    expect(home.has('.codex/hooks.json')).toBe(true)
  })

  test.each([
    ['is not UTF-8', (home: Home) => home.put(CLAUDE, new Uint8Array([0x7b, 0xff, 0x7d]))],
    ['is not a regular file', (home: Home) => home.put(`${CLAUDE}/x`, '')],
    [
      'leads nowhere',
      (home: Home) => symlinkSync('/nowhere', join(dirname(home.put('.claude/x', '')), 'settings.json')),
    ],
    [
      '.claude is a link that leads nowhere',
      (home: Home) => symlinkSync('/nowhere', join(home.path, '.claude')),
    ],
    [
      '.claude is a link that leads nowhere',
      (home: Home) => symlinkSync('.claude', join(home.path, '.claude')),
    ],
    ['.claude is no folder', (home: Home) => home.put('.claude', '')],
  ])('of which init says that %s is refused, before anything is asked', async (why, make) => {
    using home = makeHome()
    make(home)
    const before = home.everything()
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--dry-run'])
    expect([status, stderr]).toEqual([1, expect.stringContaining(why)])
    expect((await home.call(['init', '--host', 'claude-code', '--yes'])).status).toBe(1)
    expect(home.everything()).toEqual(before)
  })

  test.each([
    '{"hooks":{"PreToolUse":[{"matcher":{"type":"always"},"hooks":[{"type":"command","command":"x"}]}]}}',
    '{"permissions":{"allow":"Bash"}}',
    '{"model":1}',
  ])('that Claude Code would drop as a whole is refused, and says where: %s', async (text) => {
    using home = makeHome()
    home.put(CLAUDE, text)
    const { status, stdout, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/settings\.json:1:\d+: Claude Code drops the whole file: .+ must be .+, but is /)
    expect(home.read(CLAUDE)).toBe(text)
  })

  test('is shown without the secrets in it', async () => {
    using home = makeHome()
    home.put(
      CLAUDE,
      '{"env":{"ANTHROPIC_API_KEY":"sk-1","HTTP_PROXY":"http://u:p@x"},"apiKeyHelper":"cat key"}',
    )
    const { stdout } = await home.call(['init', '--host', 'claude-code', '--dry-run'])
    expect(stdout).toContain('"ANTHROPIC_API_KEY":"…"')
    expect(stdout).not.toContain('sk-1')
    expect(stdout).not.toContain('u:p@x')
  })

  test('is whole whenever init is killed', async () => {
    using home = makeHome()
    const long = JSON.stringify({ padding: 'x'.repeat(300_000) }, null, 2)
    const args = ['init', '--host', 'claude-code', '--yes']
    home.put(CLAUDE, long)
    // A whole call, as quick as this machine is now.
    const { ms: whole } = await home.call(args)
    const kills = storm(40, 12)
    for (let kill = 1; kill <= kills; kill += 1) {
      home.put(CLAUDE, long)
      const running = await start({ args, env: home.env, cwd: home.project })
      running.end()
      await Bun.sleep((kill / kills) * whole)
      running.kill('SIGKILL')
      await running.ended
      const text = home.read(CLAUDE)
      expect(inspect('claude-code', text).ok).toBe(true)
      if (text !== long) expect(JSON.parse(text)).toMatchObject({ padding: 'x'.repeat(300_000), hooks: {} })
    }
    // What was on its way stays in nobody's way.
    expect((await home.call(['init', '--host', 'claude-code', '--yes'])).status).toBe(0)
    expect(onlyHook(home, 'claude-code', CLAUDE).verb).toBe('marker')
  })

  test('is not left beside what runs that were killed long ago had begun', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
    const beside = (name: string, time: Date) => {
      utimesSync(home.put(`.claude/${name}`, 'half'), time, time)
      return name
    }
    const id = () => crypto.randomUUID()
    const old = beside(`.settings.json.${id()}.tmp`, longAgo)
    const others = [
      beside(`.settings.json.${id()}.tmp`, new Date()),
      beside(`.settings.json.mine.tmp`, longAgo),
      beside(`.settingsxjson.${id()}.tmp`, longAgo),
    ]
    const left = () => readdirSync(join(home.path, '.claude')).toSorted()
    expect(left()).toContain(old)
    await home.call(['init', '--host', 'claude-code', '--yes'])
    expect(left()).toEqual([...others, 'settings.json'].toSorted())
    beside(old, longAgo)
    await home.call(['remove', '--yes'])
    expect(left()).toEqual([...others, 'settings.json'].toSorted())
  })

  test('that would hide the hooks of another is not made', async () => {
    using home = makeHome()
    home.put('.factory/settings.json', '{"hooks":{"Stop":[{"hooks":[]}]}}')
    const { status, stderr } = await home.call(['init', '--host', 'droid', '--yes'])
    expect([status, stderr]).toEqual([1, expect.stringContaining('move them there first')])
    expect(home.has('.factory/hooks.json')).toBe(false)
  })
})

describe('the entry', () => {
  test.each([
    ['[wait]\nbackground = true\nmax_seconds = 570\n', 600],
    ['[wait]\nbackground = true\n', 570],
    ['[marker]\nmax_streak = 2\n', 10],
    ['[wait]\nmax_seconds = 600\n', 10],
  ])('is given the time that dos.toml makes it take: %j', async (toml, seconds) => {
    using home = makeHome()
    home.put('project/dos.toml', toml)
    await home.call(['init', '--host', 'claude-code,gemini', '--yes'])
    expect(onlyHook(home, 'claude-code', CLAUDE).timeoutSeconds).toBe(seconds)
    expect(home.read('.gemini/settings.json')).toContain(`"timeout": ${seconds * 1000}`)
  })

  test('is given no more than 600 s by the dos.toml of a project, and no --allow-until', async () => {
    using home = makeHome()
    home.put('project/dos.toml', '[wait]\nbackground = true\nmax_seconds = 86400\nuntil = "true"\n')
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'])
    expect([status, stderr]).toEqual([0, ''])
    expect(onlyHook(home, 'claude-code', CLAUDE).timeoutSeconds).toBe(600)
    expect(home.read(CLAUDE)).not.toContain('--allow-until')
    await home.call(['init', '--host', 'claude-code', '--scope', 'local', '--yes'])
    expect(onlyHook(home, 'claude-code', 'project/.claude/settings.local.json').timeoutSeconds).toBe(600)
  })

  test('is given the usual time where dos.toml is malformed, with a warning', async () => {
    using home = makeHome()
    home.put('project/dos.toml', '[wait]\nmax_seconds = "9"\n')
    const { status, stderr } = await home.call(['init', '--host', 'claude-code', '--yes'])
    expect([status, stderr]).toEqual([0, expect.stringContaining('dos.toml:2:15: max_seconds must be')])
  })

  test.each([
    ['bun.lock', 'bun add --dev dos-hook'],
    ['package-lock.json', 'npm install --save-dev dos-hook'],
  ])(
    'in settings that are shared finds the package in each clone; %s says how it comes there',
    async (lock, advice) => {
      using home = makeHome()
      home.put(`project/${lock}`, '')
      const first = await home.call(['init', '--host', 'claude-code', '--scope', 'project', '--yes'])
      expect(first.stdout).toContain(advice)
      expect(onlyHook(home, 'claude-code', 'project/.claude/settings.json').words).toEqual([
        ...PROJECT_COMMAND,
        'marker',
      ])
      home.put('project/package.json', '{"devDependencies":{"dos-hook":"1"}}')
      const second = await home.call(['init', '--host', 'codex', '--scope', 'project', '--yes'])
      expect(second.stdout).not.toContain(advice)
    },
  )

  test('with --wake on Qwen Code bounds what can be, and says what can not', async () => {
    using home = makeHome()
    const { stdout } = await home.call(['init', '--host', 'qwen', '--wake', '--yes'])
    expect(stdout).toContain('Qwen Code: it asks no hook about a prompt that it has scheduled')
    const inspection = inspect('qwen', home.read('.qwen/settings.json'))
    expect(
      inspection.ok && inspection.found.map(({ event, verb, matcher }) => [event, verb, matcher]),
    ).toEqual([
      ['Stop', 'marker', undefined],
      ['Stop', 'wake', undefined],
      ['UserPromptSubmit', 'wake', undefined],
      ['PreToolUse', 'rearm', 'loop_wakeup|cron_create'],
    ])
  })

  test('of one person in a project is in the settings that git does not share', async () => {
    using home = makeHome()
    const args = ['init', '--host', 'claude-code', '--scope', 'local', '--workspace', home.project, '--yes']
    expect((await home.call(args, { cwd: '/' })).status).toBe(0)
    expect(onlyHook(home, 'claude-code', 'project/.claude/settings.local.json').absolute).toBe(true)
  })

  test('with --wake bounds what the session schedules for itself', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'claude-code', '--wake', '--yes'])
    const inspection = inspect('claude-code', home.read(CLAUDE))
    const found = inspection.ok
      ? inspection.found.map(({ event, verb, matcher }) => [event, verb, matcher])
      : []
    expect(found).toEqual([
      ['Stop', 'marker', undefined],
      ['Stop', 'wake', undefined],
      ['UserPromptSubmit', 'wake', undefined],
      ['PreToolUse', 'rearm', 'ScheduleWakeup|CronCreate'],
    ])
  })
})
