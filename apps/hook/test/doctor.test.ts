import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@dos/hook-doctor'
import manifest from '../package.json' with { type: 'json' }
import { run } from './support/command.ts'
import { examineDesk, makeDesk } from './support/desk.ts'
import { RUNTIMES } from './support/launch.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { FRESH, LATCH, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe.each(RUNTIMES)('dos-hook doctor as %s', (by) => {
  test('finds a guard in order that is wired as it should be, and leaves no trace', async () => {
    using desk = makeDesk()
    await wire(desk)
    const before = [desk.home.all(), desk.project.all()]
    // Bun would keep what it made of the script in the user's own folder.
    const env = { BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' }
    const { status, ok, ids, findings } = await examineDesk(desk, { by, env })
    expect({ status, ok, ids }).toEqual({ status: 0, ok: true, ids: [...FRESH] })
    const fine = findings.filter(({ severity }) => severity === 'ok').map(({ id, what }) => [id, what])
    expect(Object.fromEntries(fine)).toEqual({
      'configuration-fine':
        'there is no dos.toml, and the defaults are in force: a budget of 4, armed by DOS_LOOP or CID_RUN_ID',
      'wiring-fine': 'wired into Claude Code (user)',
      'budget-fine': 'at most 4 turns in a row without progress',
      'progress-fine': expect.stringMatching(/^one look took \d+ ms and saw no repository$/),
      'versions-fine': `this is ${manifest.version}`,
      'tally-fine': `no tally yet; one can be made in ${desk.project.path}/.dos/markers`,
      'latency-fine': expect.stringMatching(/^this one takes \d+ ms, at most \d+$/),
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
    const words = stdout
      .replaceAll(desk.project.path, '/project')
      .replaceAll(manifest.version, 'VERSION')
      .replaceAll(/\d+ ms/g, 'N ms')
      .replace(/at most \d+/, 'at most N')
    expect(words).toMatchSnapshot()
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
      'until-not-allowed',
      'config-uncounted',
      'not-called-yet',
      LATCH,
    ])
  })

  test('is told of where it asks in vain for what a stranger must not have', async () => {
    using desk = makeDesk()
    desk.project.put(
      'dos.toml',
      '[marker]\nmax_streak = 1000\narm_on_env = ["PATH", "MINE"]\nmax_steak = 1\n',
    )
    const { ids, findings } = await examineDesk(desk)
    expect(ids.filter((id) => id === 'unknown-key')).toHaveLength(1)
    const told = findings.filter(({ id }) => id === 'config-uncounted').map(({ what }) => what)
    expect(told).toHaveLength(2)
    expect(told.join()).toContain('max_streak counts as 100')
    expect(told.join()).toContain('"PATH" may be set in any session')
  })

  // Only root can give a file to another user.
  if (process.getuid?.() === 0) {
    test("is told of where it, or the folder of the tallies, is another user's", async () => {
      using desk = makeDesk()
      chownSync(desk.project.put('dos.toml', '[marker]\nmax_streak = 3\n'), 65_534, 65_534)
      mkdirSync(join(desk.project.path, '.dos/markers'), { recursive: true })
      chownSync(join(desk.project.path, '.dos'), 65_534, 65_534)
      const { find } = await examineDesk(desk)
      expect(find('config-uncounted').what).toContain('dos.toml belongs to another user and does not count')
      expect(find('tally-not-writable').what).toContain('.dos belongs to another user')
    })
  }

  test('is told of where it can be no file', async () => {
    using desk = makeDesk()
    desk.project.folder('dos.toml')
    const { find } = await examineDesk(desk)
    expect(find('config-unreadable').what).toBe(`${desk.project.path}/dos.toml is not a regular file`)
  })
})

describe('One look at progress', () => {
  const TIME = '[progress]\nbudget_ms = 5000\n'
  const fine = (findings: readonly Finding[]) => findings.find(({ id }) => id === 'progress-fine')?.what

  test('says what it saw, and how long it took', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    desk.project.put('a', '1')
    // Time to look: how long it takes is up to what else this machine does now.
    desk.project.put('dos.toml', TIME)
    commit(desk.project.path, 'all')
    const clean = await examineDesk(desk, { env: WITH_GIT })
    expect(fine(clean.findings)).toMatch(
      /^one look took \d+ ms and saw commit [0-9a-f]{7}, nothing uncommitted$/,
    )
    desk.project.put('a', '2')
    desk.project.put('dos.toml', `${TIME}paths = ["a", "b"]\n`)
    const changed = await examineDesk(desk, { env: WITH_GIT })
    expect(fine(changed.findings)).toMatch(/ 2 changed files, a, b, which is not there$/)
    desk.project.put('dos.toml', '[progress]\nwatch = []\n')
    expect(fine((await examineDesk(desk, { env: WITH_GIT })).findings)).toBe('nothing is watched')
  })

  test('says what could not be seen, and why', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    desk.project.put('a', '1')
    commit(desk.project.path, 'all')
    const { find, status } = await examineDesk(desk, { env: { PATH: desk.home.path } })
    expect(status).toBe(1)
    expect(find('progress-unseen').what).toBe(
      "progress can't be seen here: uncommitted work: no git program was found outside the workspace",
    )
  })
})

describe('What it tells to run', () => {
  test('acts on the workspace that was looked at, wherever it is pasted', async () => {
    using desk = makeDesk()
    desk.home.folder('.claude')
    const project = desk.project.folder('my shop')
    const named = await examineDesk(desk, { args: ['doctor', '--json', '--workspace', 'my shop'] })
    expect(named.find('nothing-wired').mend).toEqual({ run: `dos-hook init --workspace '${project}'` })
    const within = await examineDesk(desk, { cwd: project })
    expect(within.find('nothing-wired').mend).toEqual({ run: 'dos-hook init' })
  })
})
