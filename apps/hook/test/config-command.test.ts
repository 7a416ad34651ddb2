import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { config } from '@dos/desk/config/command'
import type { DeskIo } from '@dos/desk/world/desk-io'
import { TABLES } from '@dos/hook-call/config/config-toml'
import { entriesOf } from '@dos/toml-table/table'
import { examineDesk, makeDesk } from './support/desk.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { makeWorkspace } from './support/workspace.ts'

/** What the verb says of these two files; their folder is left out. */
async function told(
  files: { readonly dos?: string; readonly own?: string },
  args: readonly string[] = [],
  given: Partial<DeskIo> = {},
) {
  using workspace = makeWorkspace()
  const root = workspace.folder('work')
  if (files.dos !== undefined) workspace.put('work/dos.toml', files.dos)
  if (files.own !== undefined) workspace.put('home/.config/dos-hook/config.toml', files.own)
  const { env = {}, ...rest } = given
  const said = await callDesk(config, ['--workspace', root, ...args], {
    env: { HOME: join(workspace.path, 'home'), ...env },
    ...rest,
  })
  const bare = (text: string) => text.replaceAll(`${workspace.path}/`, '')
  return { status: said.status, stdout: bare(said.stdout), stderr: said.stderr.map(bare) }
}

const OWN = '[marker]\nmax_streak = 8\n[wait]\nbackground = true\nuntil = "make\\u001b[2J"\n'
const DOS =
  'progress.watch = "commit"\n[noop_streak]\nmax_streak = 3\n[marker]\narm_on_env = ["MINE", "PATH"]\n'

describe('dos-hook config', () => {
  test('shows every setting once, with the file and line, the flag or the variable it comes from', async () => {
    const { status, stdout, stderr } = await told({ dos: DOS, own: OWN }, [], {
      env: { DOS_HOOK_METRICS: '0' },
    })
    expect(status).toBe(0)
    expect(stderr).toEqual([
      'warning: work/dos.toml:5:14: arm_on_env: "PATH" may be set in any session and arms nothing here; use a name of your own',
    ])
    const rows = stdout.trimEnd().split('\n')
    expect(rows.map((row) => row.split('\t')[0])).toEqual([
      'setting',
      ...TABLES.flatMap((table) => entriesOf(table).map(([, { name }]) => `${table.name}.${name}`)),
      'environment.stdin_timeout_ms',
      'environment.metrics',
    ])
    for (const row of [
      'marker.max_streak\t3\t[noop_streak] work/dos.toml:3',
      'marker.arm_on_env\t["MINE"]\twork/dos.toml:5',
      'marker.budget\t"session"\tbuilt in',
      'noop_streak.max_streak\t3\twork/dos.toml:3',
      'progress.watch\t["commit"]\twork/dos.toml:1',
      'wait.background\ttrue\thome/.config/dos-hook/config.toml:4',
      'wait.until\t"make\\u001b[2J"\thome/.config/dos-hook/config.toml:5',
      'wait.then\t"hold"\tbuilt in',
      'wake.max_streak\t3\t[noop_streak] work/dos.toml:3',
      'environment.stdin_timeout_ms\t2000\tbuilt in',
      'environment.metrics\t"0"\tDOS_HOOK_METRICS',
    ]) {
      expect(rows).toContain(row)
    }
  })

  test('shows what a hook with --max-markers goes by', async () => {
    const { stdout } = await told({ dos: '[wake]\nmax_streak = 2\n' }, ['--max-markers', '200'])
    expect(stdout).toContain('marker.max_streak\t200\t--max-markers\n')
    expect(stdout).toContain('wake.max_streak\t200\t--max-markers\n')
  })

  test('shows what is built in where there is no file', async () => {
    const { stdout, stderr } = await told({})
    expect(stderr).toEqual([])
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .slice(1)
        .every((row) => row.endsWith('\tbuilt in')),
    ).toBe(true)
  })

  test('prints one object with --json', async () => {
    const { stdout } = await told({ dos: DOS, own: OWN }, ['--json'])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({
      workspace: expect.stringContaining('work'),
      files: [
        { whose: 'user', file: 'home/.config/dos-hook/config.toml' },
        { whose: 'workspace', file: 'work/dos.toml' },
      ],
      trouble: null,
    })
    expect(report.settings['marker.max_streak']).toEqual({
      value: 3,
      from: { kind: 'workspace', file: 'work/dos.toml', line: 3, table: 'noop_streak' },
    })
    expect(report.settings['progress.paths']).toEqual({ value: [], from: { kind: 'built in' } })
    expect(report.warnings).toHaveLength(1)
  })

  test.each([20, 40, 60, 80, 200])('fits a terminal of %i columns', async (columns) => {
    const { stdout } = await told({ dos: DOS, own: OWN }, [], { columns })
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
    expect(stdout).toContain('[marker]')
    expect(stdout).not.toContain('\u001b')
  })

  test('says what is wrong with a file, and leaves with 1', async () => {
    for (const args of [[], ['--json']]) {
      const { status, stdout, stderr } = await told({ own: '[wake]\nrearm = "\\u001b"\n' }, args)
      expect(status).toBe(1)
      expect(stderr).toHaveLength(1)
      expect(stderr[0]).toMatch(
        /config\.toml:2:9: rearm must be .* but is "\\u001b"; until that is mended, every turn is released$/,
      )
      if (args.length > 0) expect(JSON.parse(stdout).trouble).toContain('config.toml:2:9')
      else expect(stdout).toBe('')
    }
  })

  test('says so where there is no such workspace', async () => {
    const { status, stderr } = await callDesk(config, ['--workspace', '/no/such/folder'])
    expect([status, stderr]).toEqual([
      1,
      ['the workspace /no/such/folder (from --workspace) is not a folder that exists'],
    ])
  })
})

test('doctor goes by what is in force, and not by what a file would like', async () => {
  using desk = makeDesk()
  desk.project.put('dos.toml', '[marker]\nmax_streak = 1000000\narm_on_env = ["PATH"]\n')
  desk.home.put('.config/dos-hook/config.toml', '[marker]\narm_on_event = "session_crons"\n')
  const found = await examineDesk(desk)
  expect(found.find('configuration-fine').what).toContain(
    "a budget of 100, armed by the event's session_crons",
  )
  expect(found.ids).not.toContain('armed-here')
  desk.home.put('.config/dos-hook/config.toml', '[marker]\nmax_streak = "x"\n')
  expect((await examineDesk(desk)).find('config-unreadable').what).toContain(
    'config.toml:2:14: max_streak must be',
  )
})
