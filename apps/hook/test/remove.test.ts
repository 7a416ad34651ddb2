import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { droppedBecause, inspect, settingsFile, wire } from '@dos/hook-wiring'
// @boundaries-ignore settings files for tests alone, which no package publishes
import { FIXTURES } from '../../../packages/hook-wiring/test/support/fixtures.ts'
// @boundaries-ignore what most tests of that package ask for
import { wanted } from '../../../packages/hook-wiring/test/support/wanted.ts'
import type { Call } from './support/command.ts'
import { type Home, makeHome } from './support/home.ts'
import { tool } from './support/launch.ts'
import { startInTerminal } from './support/terminal.ts'

setDefaultTimeout(60_000)

const CLAUDE = '.claude/settings.json'
const INIT = ['init', '--host', 'claude-code', '--yes']
const TYPICAL = '{\n\t"model": "opus"\n}'
const FOREIGN = '"hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }] }'

/** Everything but the folder that the user's state goes into, which may stay. */
function withoutState(home: Home): ReadonlyMap<string, string> {
  return new Map([...home.everything()].filter(([name]) => !/^\.local(\/state)?$/.test(name)))
}

const untouched = FIXTURES.filter(({ host, text }) => {
  const inspection = inspect(host, text)
  return (
    inspection.ok &&
    inspection.found.every(({ verb }) => verb === undefined) &&
    wire(host, text, wanted(host)).ok &&
    (host !== 'claude-code' || droppedBecause(text) === undefined)
  )
})

test('What stands in the settings of a stranger does not speak to the terminal', async () => {
  using home = makeHome()
  const command = 'dos-hook marker; echo \u001b]0;title\u0007\u202e'
  const text = JSON.stringify(
    { a: 'b\u009b\u202e', hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } },
    null,
    2,
  )
  home.put(CLAUDE, text)
  const told = await Promise.all([home.call(['remove']), home.call([...INIT, '--dry-run', '--loop'])])
  for (const { stdout, stderr } of told)
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u)
  expect(told.map(({ stdout }) => stdout).join()).toContain('\\u202e')
})

test.each(['init', 'remove'])('Nor does a path that %s complains of', async (verb) => {
  using home = makeHome()
  home.put('a\u001b[2J/.git/x', '')
  home.put('a\u001b[2J/.claude/settings.local.json', '{"hooks": "dos-hook"')
  const cwd = join(home.path, 'a\u001b[2J')
  const args = [verb, '--host', 'claude-code', '--scope', 'local', '--yes']
  const { status, stderr } = await home.call(args, { cwd })
  expect([status, stderr]).toEqual([1, expect.stringContaining('a\\u001b[2J/.claude/settings.local.json:1:')])
})

/**
 * With what was built in the folder for what is thrown away, so that it is copied. Node is at hand, since the Bun that runs
 * the tests may lie in that folder, too.
 */
const copied = (home: Home): Call => ({
  by: 'bun with the script',
  env: { TMPDIR: join(home.path, '..'), PATH: dirname(tool('node')) },
})

describe('dos-hook remove', () => {
  test.each(untouched.map((fixture) => [`${fixture.host}/${fixture.name}`, fixture] as const))(
    'gives %s back as it was before init, to the byte and the mode',
    async (_, { host, text }) => {
      using home = makeHome()
      const machine = { platform: 'linux', home: home.path, project: home.project, env: {} }
      const path = settingsFile(host, 'user', machine)?.slice(home.path.length) ?? ''
      chmodSync(home.put(path, text), 0o600)
      const before = withoutState(home)
      expect((await home.call(['init', '--host', host, '--yes'])).status).toBe(0)
      expect(withoutState(home)).not.toEqual(before)
      const { status, stderr } = await home.call(['remove', '--yes'])
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(withoutState(home)).toEqual(before)
    },
  )

  test('takes away what init made, with the folders that are empty without it', async () => {
    using home = makeHome()
    home.put('.gemini/oauth.json', '{}')
    const before = withoutState(home)
    const hosts = 'claude-code,codex,gemini,qwen,copilot,cursor,vscode,antigravity,droid'
    expect((await home.call(['init', '--host', hosts, '--yes'])).status).toBe(0)
    const { status, stdout } = await home.call(['remove', '--yes'])
    expect(status).toBe(0)
    expect(stdout.match(/^removed /gm)).toHaveLength(8)
    expect(withoutState(home)).toEqual(before)
  })

  test.each([
    ['all at once', [[]]],
    [
      'one after the other',
      [
        ['--host', 'gemini'],
        ['--host', 'antigravity'],
      ],
    ],
    [
      'one after the other, the other way round',
      [
        ['--host', 'antigravity'],
        ['--host', 'gemini'],
      ],
    ],
  ])('takes away the folders that init made for several files, %s', async (_, calls) => {
    using home = makeHome()
    const before = withoutState(home)
    await home.call(['init', '--host', 'gemini', '--yes'])
    await home.call(['init', '--host', 'antigravity', '--yes'])
    expect(home.has('.gemini/config')).toBe(true)
    for (const args of calls) expect((await home.call(['remove', ...args, '--yes'])).status).toBe(0)
    expect(withoutState(home)).toEqual(before)
  })

  test('leaves a folder that init made to what somebody has put into it', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'gemini,antigravity', '--yes'])
    home.put('.gemini/config/mine', '')
    await home.call(['remove', '--yes'])
    expect([...withoutState(home).keys()].filter((name) => name.startsWith('.gemini'))).toEqual([
      '.gemini',
      '.gemini/config',
      '.gemini/config/mine',
    ])
  })

  test('gives back what was there before the first of several inits', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    const before = withoutState(home)
    await home.call(INIT)
    await home.call([...INIT, '--wake'])
    await home.call(INIT, { by: 'the compiled command' })
    await home.call(['remove', '--yes'])
    expect(withoutState(home)).toEqual(before)
  })

  test('takes out only its entries where somebody has changed the file since', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    await home.call(INIT)
    const edited = home.read(CLAUDE).replace('"opus"', '"sonnet" ,\n\t"theme": "dark"')
    home.put(CLAUDE, edited)
    const { status, stdout } = await home.call(['remove', '--yes'])
    expect([status, stdout]).toEqual([0, expect.stringContaining(`wrote ${home.path}/${CLAUDE}`)])
    expect(home.read(CLAUDE)).toBe('{\n\t"model": "sonnet" ,\n\t"theme": "dark"\n}')
  })

  test('takes a file of its own away also where nothing is remembered of it', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'copilot', '--yes'])
    home.put('.copilot/hooks/dos-hook.json', `${home.read('.copilot/hooks/dos-hook.json')}\n`)
    expect(
      (await home.call(['remove', '--yes'], { env: { XDG_STATE_HOME: join(home.path, 'other') } })).status,
    ).toBe(0)
    expect(home.has('.copilot/hooks/dos-hook.json')).toBe(false)
  })

  test('leaves no entry behind of settings that were wired by hand', async () => {
    using home = makeHome()
    home.put(
      CLAUDE,
      '{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "bunx dos-hook marker" }] }] } }',
    )
    expect((await home.call(['remove', '--yes'])).status).toBe(0)
    expect(home.read(CLAUDE)).toBe('{}')
  })

  test('tells of a command that is more than this program, and leaves it', async () => {
    using home = makeHome()
    const text =
      '{\n"hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "cd /x && dos-hook marker" }] }] }\n}'
    home.put(CLAUDE, text)
    const { status, stdout } = await home.call(['remove', '--yes'])
    expect(status).toBe(0)
    expect(stdout).toContain('line 2 is a command of your own, and stays: cd /x && dos-hook marker\n')
    expect(home.read(CLAUDE)).toBe(text)
  })

  test('says so where there is nothing to take out, and does nothing', async () => {
    using home = makeHome()
    home.put(CLAUDE, `{ ${FOREIGN} }`)
    home.put('.cursor/hooks.json', '{ // not wired, and not JSON\n}')
    const before = home.everything()
    const { status, stdout, stderr } = await home.call(['remove', '--yes'])
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'It is wired nowhere here: nothing to take out.\n',
      stderr: '',
    })
    expect(home.everything()).toEqual(before)
  })

  test('looks only where it is told to', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'claude-code,codex', '--yes'])
    await home.call(['init', '--host', 'claude-code', '--scope', 'local', '--yes'])
    const has = () => [CLAUDE, '.codex/hooks.json', 'project/.claude/settings.local.json'].map(home.has)
    await home.call(['remove', '--host', 'gemini', '--yes'])
    expect(has()).toEqual([true, true, true])
    await home.call(['remove', '--host', 'codex', '--yes'])
    expect(has()).toEqual([true, false, true])
    await home.call(['remove', '--scope', 'local', '--yes'])
    expect(has()).toEqual([true, false, false])
    await home.call(['remove', '--yes'])
    expect(has()).toEqual([false, false, false])
  })

  test('writes nothing in a dry run, and where nobody can be asked', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    await home.call(INIT)
    const before = home.everything()
    const dry = await home.call(['remove', '--dry-run'])
    expect([dry.status, dry.stderr]).toEqual([0, ''])
    expect(dry.stdout).toContain('as it was before init')
    expect(dry.stdout).toEndWith('A dry run: nothing was written.\n')
    const { status, stderr } = await home.call(['remove'])
    expect([status, stderr]).toEqual([1, expect.stringContaining('not a terminal: pass --yes')])
    expect(home.everything()).toEqual(before)
  })

  test('asks a person in a terminal', async () => {
    using home = makeHome()
    await home.call(INIT)
    for (const [key, status, has] of [
      ['n', 1, true],
      ['y', 0, false],
    ] as const) {
      await using running = await startInTerminal(['remove'], {
        by: 'bun with the script',
        cwd: home.project,
        env: home.env,
      })
      await running.waitFor('Change this file?')
      running.keys(key)
      expect((await running.ended).status).toBe(status)
      expect(home.has(CLAUDE)).toBe(has)
    }
  })

  test('goes where links lead, and leaves the links', async () => {
    using home = makeHome()
    home.put('dotfiles/claude.json', TYPICAL)
    home.put('.claude/x', '')
    symlinkSync('../dotfiles/claude.json', join(home.path, CLAUDE))
    const before = withoutState(home)
    await home.call(INIT)
    await home.call(['remove', '--yes'])
    expect(withoutState(home)).toEqual(before)
    expect(readlinkSync(join(home.path, CLAUDE))).toBe('../dotfiles/claude.json')
  })

  test.each([
    ['a folder of settings', '.claude', 'dotfiles/claude'],
    ['a folder above it', 'link', 'linked'],
  ])('takes away what init made behind a link in the place of %s', async (_, link, folder) => {
    using home = makeHome()
    mkdirSync(join(home.path, folder), { recursive: true })
    symlinkSync(folder, join(home.path, link))
    const before = withoutState(home)
    const call = {
      env: link === '.claude' ? {} : { CLAUDE_CONFIG_DIR: join(home.path, link, 'deep', 'claude') },
    }
    expect((await home.call(INIT, call)).status).toBe(0)
    expect(withoutState(home)).not.toEqual(before)
    expect((await home.call(['remove', '--yes'], call)).status).toBe(0)
    expect(withoutState(home)).toEqual(before)
  })

  test('takes away what init made in a home that is a link', async () => {
    using home = makeHome()
    mkdirSync(join(home.path, 'real'))
    symlinkSync('real', join(home.path, 'linked'))
    // Without a runtime that keeps something of its own there.
    const call = { by: 'the compiled command', env: { HOME: join(home.path, 'linked') } } as const
    expect((await home.call(INIT, call)).status).toBe(0)
    expect(home.has(`real/${CLAUDE}`)).toBe(true)
    expect((await home.call(['remove', '--yes'], call)).status).toBe(0)
    expect(readdirSync(join(home.path, 'real'))).toEqual(['.local'])
  })

  test('leaves a file alone that it may not write, and one that is broken, and says so', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'claude-code,codex', '--yes'])
    chmodSync(join(home.path, CLAUDE), 0o444)
    home.put('.codex/hooks.json', `${home.read('.codex/hooks.json')},`)
    const before = home.everything()
    const { status, stderr } = await home.call(['remove', '--yes'])
    expect(status).toBe(1)
    expect(stderr.split('\n')).toEqual([
      `dos-hook: Claude Code, user: ${home.path}/${CLAUDE} is read-only`,
      `dos-hook: Codex, user: ${home.path}/.codex/hooks.json:16:1: nothing more is expected`,
      '',
    ])
    expect(home.everything()).toEqual(before)
  })

  test('keeps a program while other settings name it, and removes it with the last', async () => {
    using home = makeHome()
    await home.call(['init', '--host', 'claude-code,codex', '--yes'], copied(home))
    const program = '.local/share/dos-hook/programs/script/dos-hook.js'
    expect(home.read(CLAUDE)).toContain(program)
    await home.call(['remove', '--host', 'codex', '--yes'])
    expect(home.has(program)).toBe(true)
    const { stdout } = await home.call(['remove', '--yes'])
    expect(stdout).toContain('which no settings name any more')
    expect(home.has('.local/share/dos-hook')).toBe(false)
  })
})

describe('a program that init has put somewhere', () => {
  const PROGRAMS = '.local/share/dos-hook'
  test.each([
    ['were deleted', (home: Home) => rmSync(join(home.path, CLAUDE))],
    ['were emptied', (home: Home) => home.put(CLAUDE, '{}')],
  ])('goes also where the settings that named it %s by hand', async (_, spoil) => {
    using home = makeHome()
    await home.call(INIT, copied(home))
    spoil(home)
    const dry = await home.call(['remove', '--dry-run'])
    expect([dry.status, dry.stdout]).toEqual([
      0,
      `Programs that init has put there, and that no settings name: ${home.path}/${PROGRAMS}/programs\n\nA dry run: nothing was written.\n`,
    ])
    expect((await home.call(['remove'])).status).toBe(1)
    expect(home.has(PROGRAMS)).toBe(true)
    const { status, stdout } = await home.call(['remove', '--yes'])
    expect([status, stdout]).toEqual([0, expect.stringContaining('which no settings name any more')])
    expect(home.has(PROGRAMS)).toBe(false)
  })

  test('stays while settings that were moved with their project may name it', async () => {
    using home = makeHome()
    await home.call(INIT, copied(home))
    await home.call([...INIT, '--scope', 'local'], copied(home))
    renameSync(home.project, join(home.path, 'moved'))
    const cwd = home.path
    const { status, stdout } = await home.call(['remove', '--yes'], { cwd })
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(
        /programs stays: settings that may name it are not where .*settings\.local\.json\)/,
      ),
    ])
    expect(home.has(PROGRAMS)).toBe(true)
    expect((await home.call(['remove', '--yes'], { cwd })).stdout).toContain('programs stays')
  })

  test("stays while a command of somebody's own names it, also where nothing is remembered of that", async () => {
    using home = makeHome()
    await home.call(INIT, copied(home))
    home.put(
      CLAUDE,
      home
        .read(CLAUDE)
        .replace(/"command": [^\]]*"([^"]*dos-hook.js)",\s*"marker"\s*\]/, '"command": "A=1 $1 marker"'),
    )
    rmSync(join(home.path, '.local/state'), { recursive: true })
    const { status, stdout } = await home.call(['remove', '--yes'])
    expect([status, stdout]).toEqual([0, expect.stringContaining('a command of your own, and stays: A=1')])
    expect(home.has(PROGRAMS)).toBe(true)
  })
})

test.each([
  ['{ "hooks": {} }', '"hooks": {}'],
  ['{\n  "hooks": {\n    "Stop": [ ]\n  }\n}\n', '"Stop": [ ]'],
  [
    '{\n  "hooks": {\n    "PreToolUse": [\n\n    ],\n    "Stop": []\n  }\n}\n',
    '"PreToolUse": [\n\n    ],\n    "Stop": []',
  ],
])(
  'What was empty before init is as empty after remove, also where others changed the file meanwhile: %j',
  async (text, left) => {
    using home = makeHome()
    home.put(CLAUDE, text)
    await home.call([...INIT, '--wake'])
    // Also a second init, which finds the change of another.
    home.put(CLAUDE, home.read(CLAUDE).replace(/\}\s*$/, ', "model": "opus"}'))
    await home.call(INIT)
    expect((await home.call(['remove', '--yes'])).status).toBe(0)
    expect(home.read(CLAUDE)).toContain(left)
    expect(JSON.parse(home.read(CLAUDE))).toEqual({ ...JSON.parse(text), model: 'opus' })
  },
)

test('A file of many names keeps them all, with the bytes it had', async () => {
  using home = makeHome()
  const text = '{"model":"opus"}'
  linkSync(home.put(CLAUDE, text), join(home.path, 'dotfiles.json'))
  await home.call(INIT)
  expect(home.read('dotfiles.json')).toContain('"Stop"')
  await home.call(['remove', '--yes'])
  expect([home.read(CLAUDE), home.read('dotfiles.json')]).toEqual([text, text])
  expect(statSync(join(home.path, CLAUDE)).nlink).toBe(2)
})

describe('the backups', () => {
  test('can be read by nobody else, and are gone once the file is as it was', async () => {
    using home = makeHome()
    home.put(CLAUDE, '{"env":{"KEY":"secret"}}')
    await home.call(INIT)
    const kept = [...home.everything()].filter(([name]) => name.startsWith('.local/state/dos-hook/backups/'))
    expect(kept.map(([, content]) => content.split(' ')[0]).toSorted()).toEqual(['600', '600', '700'])
    await home.call(['remove', '--yes'])
    expect(home.has('.local/state/dos-hook')).toBe(false)
  })

  test('have to be there before anything is written', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    home.put('.local/state/dos-hook', 'a file where a folder should be')
    const { status, stderr } = await home.call(INIT)
    expect([status, stderr]).toEqual([1, expect.stringContaining('no backup of')])
    expect(home.read(CLAUDE)).toBe(TYPICAL)
  })

  test('that are damaged are not relied on', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    await home.call(INIT)
    for (const [name] of home.everything()) if (name.endsWith('/record.json')) home.put(name, '{"version":1,')
    await home.call(['remove', '--yes'])
    expect(home.read(CLAUDE)).toBe(TYPICAL)
  })

  test('of states in between are the last five', async () => {
    using home = makeHome()
    home.put(CLAUDE, TYPICAL)
    for (let run = 0; run < 4; run += 1) {
      await home.call(INIT)
      await home.call([...INIT, '--wake'])
    }
    const states = [...home.everything().keys()].filter((name) => /\/before-/.test(name))
    expect(states).toHaveLength(5)
  })
})
