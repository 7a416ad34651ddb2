import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { status } from '@dos/desk/status/command'
import { run } from './support/command.ts'
import { callDesk, type DeskSaid } from './support/fake-desk-io.ts'
import { NOW } from './support/fake-io.ts'
import { launch, RUNTIMES } from './support/launch.ts'
import { DAY, HOUR, LOOP, line, MINUTE, masked, putAllKinds, putTally } from './support/tallies.ts'
import { runInTerminal } from './support/terminal.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const NO_COLOR = { NO_COLOR: '1' }
const MARKER = line('MARKER', { reason: LOOP })

/** The verb in this process, at {@link NOW}. */
function ask(workspace: Workspace, args: readonly string[] = [], given = {}): Promise<DeskSaid> {
  return callDesk(status, ['--workspace', workspace.path, ...args], given)
}

/** What `--json` prints. */
async function report(workspace: Workspace) {
  const { stdout, status, stderr } = await ask(workspace, ['--json'])
  expect({ status, stderr }).toEqual({ status: 0, stderr: [] })
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
  return JSON.parse(stdout)
}

describe('In a terminal the status', () => {
  for (const cols of [60, 100, 200]) {
    test(`fits ${cols} columns, and needs no colours`, async () => {
      using workspace = makeWorkspace('/tmp')
      putAllKinds(workspace)
      const { text, lines, status } = await runInTerminal(['status'], {
        cwd: workspace.path,
        cols,
        env: NO_COLOR,
      })
      expect(status).toBe(0)
      expect(`\n${masked(text, workspace)}\n`).toMatchSnapshot()
      expect(Math.max(...lines.map((each) => Bun.stringWidth(each)))).toBeLessThanOrEqual(cols)
    })
  }

  test('has colours where nothing speaks against them, and the same text', async () => {
    using workspace = makeWorkspace()
    putAllKinds(workspace)
    const call = { cwd: workspace.path, cols: 100 }
    const plain = await runInTerminal(['status'], { ...call, env: NO_COLOR })
    const dressed = await runInTerminal(['status'], call)
    expect(dressed.text).toBe(plain.text)
    const cells = (screen: typeof plain) =>
      Object.fromEntries(
        [
          '4/4',
          'spent   0198',
          '0198',
          '3/4',
          '1 left',
          '1/4',
          'docs',
          'STREAK',
          '! folder',
          'One session was',
        ].map((text) => [text, screen.styleOf(text)]),
      )
    expect(cells(dressed)).toEqual({
      '4/4': { colour: 1 },
      'spent   0198': { colour: 1 },
      '0198': { bold: true },
      '3/4': { colour: 3 },
      '1 left': { colour: 3 },
      '1/4': { colour: 2 },
      docs: { dim: true },
      STREAK: { dim: true },
      '! folder': { colour: 1 },
      'One session was': { dim: true },
    })
    expect(Object.values(cells(plain))).toEqual(Object.values(cells(plain)).map(() => ({})))
  })

  test('is the same by whatever runs it', async () => {
    using workspace = makeWorkspace('/tmp')
    putAllKinds(workspace)
    const texts: string[] = []
    for (const by of RUNTIMES) {
      const call = { by, cwd: workspace.path, env: NO_COLOR }
      texts.push((await runInTerminal(['status', '--all'], call)).text)
    }
    const [text = '', ...others] = texts
    expect(`\n${masked(text, workspace)}\n`).toMatchSnapshot()
    expect(others).toEqual([text, text])
  })

  test('stays in its columns and says nothing to the terminal, whatever sessions are called', async () => {
    using workspace = makeWorkspace()
    const names = [
      'plain',
      '\u001b[31mred\u001b[2J',
      'a\nb',
      '\u202eabc',
      '🚀🚀',
      '待つ',
      '\u{1f468}\u200d\u{1f469}',
      '\u{1f44d}\u{1f3fd}',
      'e\u0301',
      '\u009b31m',
    ]
    for (const name of names)
      putTally(workspace, name, line('MARKER', { reason: `${name} again` }), 90 * MINUTE)
    const { lines, status } = await runInTerminal(['status'], {
      cwd: workspace.path,
      cols: 100,
      env: NO_COLOR,
    })
    expect(status).toBe(0)
    const [titles = '', ...rows] = lines.slice(lines.findIndex((each) => each.startsWith('STREAK')))
    const age = titles.indexOf('AGE')
    expect(rows).toHaveLength(names.length)
    for (const row of rows) {
      const before = row.slice(0, row.indexOf('1 h'))
      expect([row, Bun.stringWidth(before)]).toEqual([row, age])
    }
  })
})

describe('Through a pipe the status', () => {
  for (const by of RUNTIMES) {
    test(`is rows with tabs between, nothing cut, the rest on stderr: ${by}`, async () => {
      using workspace = makeWorkspace()
      putAllKinds(workspace)
      const { status, stdout, stderr } = await run('', {
        by,
        args: ['status'],
        cwd: workspace.path,
        env: { COLUMNS: '40', FORCE_COLOR: '1' },
      })
      expect(status).toBe(0)
      expect(stderr).toBe(
        'dos-hook: One session was last written more than a day ago: --all shows it, too.\n',
      )
      const rows = stdout.split('\n').map((row) => row.split('\t'))
      expect(rows.pop()).toEqual([''])
      expect(rows[0]).toEqual([
        'state',
        'streak',
        'cap',
        'session',
        'age_seconds',
        'last',
        'run',
        'workspace',
        'why',
      ])
      expect(rows.slice(1).map(([state, streak, cap, session]) => [state, streak, cap, session])).toEqual([
        ['unreadable', '', '4', 'folder'],
        ['spent', '4', '4', '0198c1e2-7a10-7c3e-9d55-1f0a6b2c4d8e'],
        ['live', '3', '4', 'nightly'],
        ['live', '1', '4', '待つ'],
        ['live', '1', '4', 'torn'],
        ['idle', '0', '4', 'docs'],
      ])
      const [, , , nightly] = rows
      expect(nightly?.slice(5)).toEqual(['MARKER', 'nightly', workspace.path, 'a pass of a loop'])
      expect(Number(nightly?.[4])).toBeWithin(5400, 5460)
    })
  }

  test('has no byte in it that a terminal would obey', async () => {
    using workspace = makeWorkspace()
    putTally(
      workspace,
      'a\u001b[2J\u009b\u202e',
      line('MARKER\u0007', { reason: 'b\r\u001b]0;x\u0007', run_id: '\u2028' }),
    )
    for (const args of [[], ['--json']]) {
      const { stdout } = await run('', { args: ['status', ...args], cwd: workspace.path })
      expect(stdout.replaceAll(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u)
      expect(stdout).toContain('a\\u001b[2J\\u009b\\u202e')
    }
  })
})

describe('--json', () => {
  test('tells everything of all sessions in one object', async () => {
    using workspace = makeWorkspace()
    const last = { reason: 'a pass of a loop', run_id: 'r', fingerprint: { commit: 'c' } }
    const file = putTally(workspace, 'nightly', line('MARKER', last).repeat(3), 90 * MINUTE, NOW)
    putTally(workspace, 'old', line('RESET'), 9 * DAY, NOW)
    mkdirSync(workspace.folder('.dos/markers/x.jsonl'), { recursive: true })
    const { sessions, ...rest } = await report(workspace)
    expect(rest).toEqual({ workspace: workspace.path, max_streak: 4, trouble: null, warnings: [], hosts: [] })
    expect(
      sessions.map(({ session_id, standing }: Record<string, unknown>) => [session_id, standing]),
    ).toEqual([
      ['x', 'unreadable'],
      ['nightly', 'live'],
      ['old', 'idle'],
    ])
    expect(sessions[1]).toEqual({
      session_id: 'nightly',
      standing: 'live',
      ...{ streak: 3, max_streak: 4, left: 1 },
      last_written: new Date(NOW - 90 * MINUTE).toISOString(),
      age_seconds: 5400,
      ...{ last_op: 'MARKER', reason: 'a pass of a loop', run_id: 'r' },
      last: JSON.parse(line('MARKER', last)),
      ...{ workspace: workspace.path, tally: file, trouble: null },
    })
    expect(sessions[0]).toMatchObject({
      ...{ streak: null, left: null, last: null, last_op: null, reason: null },
      trouble: `${workspace.path}/.dos/markers/x.jsonl is not a regular file: move it away`,
    })
  })

  test('is an object without sessions where there are none', async () => {
    using workspace = makeWorkspace()
    expect(await report(workspace)).toMatchObject({ sessions: [], trouble: null })
  })
})

describe('What is shown', () => {
  test('are the sessions of the last day, and --all shows all', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'today', MARKER, DAY, NOW)
    putTally(workspace, 'yesterday', MARKER, DAY + 1000, NOW)
    const sessions = ({ stdout }: DeskSaid) =>
      stdout
        .split('\n')
        .slice(1, -1)
        .map((row) => row.split('\t')[3])
    expect(sessions(await ask(workspace))).toEqual(['today'])
    expect(sessions(await ask(workspace, ['--all']))).toEqual(['today', 'yesterday'])
  })

  test.each([undefined, 60])(
    'is a sentence where there is nothing to show, in %p columns',
    async (columns) => {
      using workspace = makeWorkspace()
      const none = await ask(workspace, [], { columns })
      expect(none).toMatchObject({ status: 0, stderr: [] })
      expect(none.stdout.replaceAll('\n', ' ')).toContain('nothing was held or counted here yet.')
      putTally(workspace, 'old', MARKER, 2 * DAY, NOW)
      const old = await ask(workspace, [], { columns })
      expect(old).toMatchObject({ status: 0, stderr: [] })
      expect(old.stdout.replaceAll('\n', ' ')).toContain('more than a day ago, none since: --all shows it.')
    },
  )

  test('is measured against the budget of dos.toml', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'a', MARKER.repeat(4), HOUR, NOW)
    workspace.put('dos.toml', '[marker]\nmax_streak = 9\n')
    expect((await report(workspace)).sessions[0]).toMatchObject({ standing: 'live', max_streak: 9, left: 5 })
  })

  test('is told with a warning where dos.toml is odd, and the default budget where it can not be used', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'a', MARKER, HOUR, NOW)
    workspace.put('dos.toml', '[marker]\nmax_streek = 9\n')
    const odd = await ask(workspace)
    expect(odd).toMatchObject({ status: 0, stderr: [expect.stringMatching(/^warning: .*max_streek/)] })
    workspace.put('dos.toml', '[marker]\nmax_streak = "9\u001b"\n')
    const malformed = await ask(workspace)
    expect(malformed.status).toBe(0)
    expect(malformed.stdout).toContain('live\t1\t4\ta')
    expect(malformed.stderr).toEqual([
      expect.stringContaining('until that is mended, every turn is released'),
    ])
    expect(malformed.stderr[0]).not.toContain('\u001b')
    const { stdout } = await ask(workspace, ['--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      max_streak: 4,
      trouble: expect.stringContaining('dos.toml:2'),
    })
  })

  test('are also tallies that can not be read, old ones too where that can be seen, each with its reason', async () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    putTally(workspace, 'good', MARKER, HOUR, NOW)
    putTally(workspace, 'garbage', 'x'.repeat(5 * 1024 * 1024), HOUR, NOW)
    const target = outside.put('secret', MARKER)
    symlinkSync(target, join(workspace.path, '.dos/markers/link.jsonl'))
    const { stdout, status } = await ask(workspace)
    expect(status).toBe(0)
    const rows = stdout.split('\n').map((row) => row.split('\t'))
    expect(
      rows
        .slice(1, 4)
        .map(([state, , , session]) => [state, session])
        .toSorted(),
    ).toEqual([
      ['live', 'good'],
      ['unreadable', 'garbage'],
      ['unreadable', 'link'],
    ])
    expect(stdout).toContain('has no readable record in the 4 MiB')
    expect(stdout).toContain('which is not inside the workspace')
  })

  test('is found as the other verbs find it: the flag, the variable, the nearest root above', async () => {
    using workspace = makeWorkspace()
    using other = makeWorkspace()
    putTally(workspace, 'mine', MARKER, 0, NOW)
    const below = workspace.folder('a/b')
    const cwd = () => below
    expect((await callDesk(status, [], { cwd })).stdout).toContain('mine')
    const env = { DISPATCH_WORKSPACE: other.path }
    expect((await callDesk(status, [], { cwd, env })).stdout).toContain('nothing was held')
    expect((await ask(workspace, [], { env })).stdout).toContain('mine')
  })
})

describe('What is wrong', () => {
  test.each([
    [['--wach'], 'there is no flag --wach; the nearest is --watch. See dos-hook status --help'],
    [['nightly'], 'there is no argument "nightly"'],
    [['--workspace'], '--workspace needs a value'],
    [['--workspace', '/no/such/folder'], 'is not a folder that exists'],
    [['--watch'], '--watch needs a terminal; with --json it prints a line at every change, anywhere'],
  ])('with %j is told in one line on stderr, with status 1', async (args, words) => {
    const { status: left, stdout, stderr } = await callDesk(status, args)
    expect({ left, stdout }).toEqual({ left: 1, stdout: '' })
    expect(stderr).toEqual([expect.stringContaining(words)])
  })

  test('with the folder of the tallies is told, too', async () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    symlinkSync(outside.path, join(workspace.path, '.dos'))
    const { status, stdout, stderr } = await ask(workspace)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toEqual([expect.stringContaining('which is not inside the workspace: remove the link')])
  })

  test('is nothing about a reader that goes before the end', async () => {
    using workspace = makeWorkspace()
    // More than a pipe takes at once.
    for (let at = 0; at < 600; at += 1)
      putTally(workspace, `s${at}`, line('MARKER', { reason: 'x'.repeat(200) }))
    const script = join(workspace.path, 'first.sh')
    writeFileSync(script, '#!/bin/sh\n"$@" | head -1\n')
    chmodSync(script, 0o755)
    const { status, stdout, stderr } = await run('', {
      within: [script],
      args: ['status', '--workspace', workspace.path],
      env: { PATH: '/usr/bin:/bin' },
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toStartWith('state\tstreak')
  })
})

test('2,000 sessions cost less than a second of computing, by every runtime', async () => {
  using workspace = makeWorkspace()
  for (let at = 0; at < 2000; at += 1) {
    putTally(workspace, `session-${at}`, MARKER.repeat(30) + line('RESET') + MARKER.repeat(at % 6))
  }
  for (const by of RUNTIMES) {
    const { words, path } = await launch(by)
    const { stdout, resourceUsage } = Bun.spawnSync([...words, 'status', '--workspace', workspace.path], {
      env: { PATH: path },
    })
    expect(stdout.toString().split('\n')).toHaveLength(2002)
    expect([by, resourceUsage.cpuTime.total < 1_000_000n]).toEqual([by, true])
  }
})
