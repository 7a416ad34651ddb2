import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { prune } from '@dos/desk/prune/command'
import { run } from './support/command.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { MARKER, makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A tally that was last written so long ago. */
function tally(workspace: Workspace, session: string, agoMs: number, content = MARKER): string {
  const path = workspace.put(`.dos/markers/${session}.jsonl`, content)
  const at = new Date(Date.now() - agoMs)
  utimesSync(path, at, at)
  return path
}

const sessions = (workspace: Workspace) =>
  workspace
    .all()
    .filter((path) => path.endsWith('.jsonl'))
    .map((path) => path.replace(/^.*\/|\.jsonl$/g, ''))

const call = (workspace: Workspace, args: readonly string[] = []) =>
  callDesk(prune, ['--workspace', workspace.path, ...args], { now: Date.now })

describe.each(RUNTIMES)('dos-hook prune as %s', (by) => {
  test('removes what was not written for thirty days, tells what it was, and leaves the rest', async () => {
    using workspace = makeWorkspace()
    tally(workspace, 'old', 31 * DAY_MS)
    tally(workspace, 'older', 40 * DAY_MS, MARKER.repeat(100))
    tally(workspace, 'young', 29 * DAY_MS)
    const { status, stdout, stderr } = await run('', { by, args: ['prune'], cwd: workspace.folder('sub') })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe(
      '.dos/markers/old.jsonl\n.dos/markers/older.jsonl\n' +
        'Removed 2 tallies (1.6 KiB): not written for 30d, or beyond the latest 500. 1 stays.\n',
    )
    expect(sessions(workspace)).toEqual(['young'])
  })

  test('tells the same in a dry run, and removes nothing', async () => {
    using workspace = makeWorkspace()
    tally(workspace, 'old', 31 * DAY_MS)
    const { status, stdout } = await run('', { by, args: ['prune', '--dry-run'], cwd: workspace.path })
    expect(status).toBe(0)
    expect(stdout).toBe(
      '.dos/markers/old.jsonl\n' +
        'Would remove 1 tally (16 bytes): not written for 30d, or beyond the latest 500. 0 stay.\n',
    )
    expect(sessions(workspace)).toEqual(['old'])
  })
})

describe('The command line of dos-hook prune', () => {
  test.each([
    ...['', ' ', '30', 'd', '30 d', '-1d', '1.5d', '1y', '30D', '1e3d', '99999999999999d'].map(
      (age) =>
        [
          [`--older-than=${age}`],
          `--older-than must be a whole number and m, h, d or w, such as 30d, but is "${age}".`,
        ] as const,
    ),
    ...['', '-1', '1.5', 'all', '0x4', '9007199254740993'].map(
      (count) =>
        [[`--keep=${count}`], `--keep must be a whole number, 0 or more, but is "${count}".`] as const,
    ),
    [['--older'], 'there is no flag --older'] as const,
    [['--older-than'], '--older-than needs a value.'] as const,
    [['--keep', '--dry-run'], '--keep needs a value.'] as const,
    [['session'], 'there is no argument "session"'] as const,
  ])(
    'says in one line what is wrong with %j, with status 1, and removes nothing',
    async (args, complaint) => {
      using workspace = makeWorkspace()
      tally(workspace, 'old', 400 * DAY_MS)
      const { status, stdout, stderr } = await run('', { args: ['prune', ...args], cwd: workspace.path })
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toStartWith(`dos-hook: ${complaint}`)
      expect(stderr).toEndWith(' See dos-hook prune --help\n')
      expect(sessions(workspace)).toEqual(['old'])
    },
  )
})

describe('What goes', () => {
  test.each([
    ['45m', 26 * HOUR_MS, true],
    ['26h', 27 * HOUR_MS, true],
    ['28h', 27 * HOUR_MS, false],
    ['3d', 3 * DAY_MS + HOUR_MS, true],
    ['3d', 3 * DAY_MS - HOUR_MS, false],
    ['2w', 15 * DAY_MS, true],
    ['2w', 13 * DAY_MS, false],
    ['0d', 25 * HOUR_MS, true],
    ['0m', 23 * HOUR_MS, false],
    ['45m', HOUR_MS, false],
  ])('by --older-than %s, of a tally written %p ms ago: %p', async (age, ago, goes) => {
    using workspace = makeWorkspace()
    tally(workspace, 's', ago)
    expect((await call(workspace, ['--older-than', age])).status).toBe(0)
    expect(sessions(workspace)).toEqual(goes ? [] : ['s'])
  })

  test('is all but the latest written by --keep, but never one of the last day', async () => {
    using workspace = makeWorkspace()
    for (const [index, name] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      tally(workspace, name, (index + 0.5) * DAY_MS)
    }
    expect((await call(workspace, ['--keep', '2'])).stdout).toEndWith(
      'Removed 3 tallies (48 bytes): not written for 30d, or beyond the latest 2. 2 stay.\n',
    )
    expect(sessions(workspace)).toEqual(['a', 'b'])
    expect((await call(workspace, ['--keep', '0'])).stdout).toContain('Removed 1 tally ')
    expect(sessions(workspace)).toEqual(['a'])
  })

  test('is more than five hundred unless told otherwise', async () => {
    using workspace = makeWorkspace()
    for (let index = 0; index < 503; index += 1) tally(workspace, `s${index}`, 2 * DAY_MS + index * 1000)
    const { stdout } = await call(workspace)
    expect(stdout).toBe(
      '.dos/markers/s500.jsonl\n.dos/markers/s501.jsonl\n.dos/markers/s502.jsonl\n' +
        'Removed 3 tallies (48 bytes): not written for 30d, or beyond the latest 500. 500 stay.\n',
    )
  })

  test('is nothing else in .dos, nor what only looks like a tally', async () => {
    using workspace = makeWorkspace()
    const old = new Date(Date.now() - 400 * DAY_MS)
    const kept = [
      '.dos/.gitignore',
      '.dos/metrics/observations.jsonl',
      '.dos/metrics/observations.1.jsonl',
      '.dos/markers/notes.txt',
      '.dos/markers/folder.jsonl/inside',
      'old.jsonl',
    ].map((name) => workspace.put(name, ''))
    for (const path of kept) utimesSync(path, old, old)
    symlinkSync(join(workspace.path, 'old.jsonl'), join(workspace.path, '.dos/markers/link.jsonl'))
    const before = workspace.all()
    expect((await call(workspace, ['--older-than', '1d', '--keep', '0'])).stdout).toContain(
      'Nothing to remove',
    )
    expect(workspace.all()).toEqual(before)
  })

  test('is no file that a session can not have, nor one that holds no record', async () => {
    using workspace = makeWorkspace()
    const others = {
      '.hidden': MARKER,
      '': MARKER,
      'a b': MARKER,
      'a.b': MARKER,
      empty: '',
      notes: '{"text":"mine"}\n',
      theirs: '{"op":"MARKER","schema":{"family":"other","version":1}}\n',
    }
    for (const [session, content] of Object.entries(others)) tally(workspace, session, 400 * DAY_MS, content)
    const mine = {
      plain: MARKER,
      'späte-Sitzung': MARKER,
      other: '{"op":"SPENT"}\n',
      'too-new': '{"op":"MARKER","schema":{"family":"wait-marker","version":9}}\n',
      torn: `${MARKER}{"op":"MAR`,
      'release-1%2E1': MARKER,
      '%workspace': MARKER,
    }
    for (const [session, content] of Object.entries(mine)) tally(workspace, session, 400 * DAY_MS, content)
    expect((await call(workspace)).stdout).toContain('Removed 7 tallies ')
    expect(sessions(workspace).toSorted()).toEqual(Object.keys(others).toSorted())
  })
})

describe('What prune tells', () => {
  test('is a run by its own name, behind that of its file', async () => {
    using workspace = makeWorkspace()
    tally(workspace, 'release-1%2E1%1B', 40 * DAY_MS)
    expect((await call(workspace)).stdout).toStartWith(
      '.dos/markers/release-1%2E1%1B.jsonl (release-1.1\\u001b)\n',
    )
  })

  test('is that there is nothing to do, where that is so, and no folder is made for it', async () => {
    using workspace = makeWorkspace()
    const said = async () => (await call(workspace)).stdout.replace(workspace.path, '…')
    expect(await said()).toBe('Nothing to remove in …: there is no tally.\n')
    expect(workspace.all()).toEqual([])
    tally(workspace, 'a', 0)
    expect(await said()).toBe('Nothing to remove in …: the one tally stays.\n')
    tally(workspace, 'b', 0)
    expect(await said()).toBe('Nothing to remove in …: all 2 tallies stay.\n')
  })

  test('is one object with --json', async () => {
    using workspace = makeWorkspace()
    const path = tally(workspace, 'old', 20 * DAY_MS)
    tally(workspace, 'young', DAY_MS)
    const { status, stdout } = await call(workspace, ['--json', '--dry-run', '--older-than', '2w'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      workspace: workspace.path,
      dry_run: true,
      older_than_seconds: 14 * 24 * 3600,
      keep: 500,
      removed: [path],
      removed_count: 1,
      removed_bytes: 16,
      kept_count: 1,
    })
  })

  test('has nothing in it that could move a cursor', async () => {
    using workspace = makeWorkspace()
    using evil = makeWorkspace(workspace.folder('\u001b[2J'))
    const { stdout } = await call(evil)
    expect(stdout).toStartWith('Nothing to remove in ')
    expect(stdout.trimEnd()).not.toMatch(/\p{Cc}/u)
  })

  test('grows readable with the bytes', async () => {
    using workspace = makeWorkspace()
    tally(workspace, 'a', 40 * DAY_MS, `${'x'.repeat(20 * 1024)}\n${MARKER}`)
    expect((await call(workspace)).stdout).toContain('(20 KiB)')
    tally(workspace, 'a', 40 * DAY_MS, `${'x'.repeat(3.5 * 1024 * 1024)}\n${MARKER}`)
    expect((await call(workspace)).stdout).toContain('(3.5 MiB)')
  })
})

describe('Where the tallies are out of reach', () => {
  test.each(['.dos', '.dos/markers'])('a link %s out of the workspace is refused', async (link) => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    const path = tally(outside, 'old', 400 * DAY_MS)
    if (link !== '.dos') workspace.folder('.dos')
    symlinkSync(join(outside.path, link), join(workspace.path, link))
    const { status, stdout, stderr } = await call(workspace)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toEqual([
      `${join(workspace.path, link)} leads to ${join(outside.path, link)}, which is not inside the workspace: remove the link`,
    ])
    expect(outside.all()).toContain(path.slice(outside.path.length + 1))
  })

  test('a workspace that is not there is told of', async () => {
    const { status, stderr } = await callDesk(prune, ['--workspace', '/nowhere'])
    expect(status).toBe(1)
    expect(stderr).toEqual(['the workspace /nowhere (from --workspace) is not a folder that exists'])
  })

  test('a folder that may not be written is told of, with status 1', async () => {
    using workspace = makeWorkspace()
    chmodSync(workspace.path, 0o755)
    const path = tally(workspace, 'old', 400 * DAY_MS)
    chmodSync(join(workspace.path, '.dos/markers'), 0o555)
    const args = ['prune', '--workspace', workspace.path]
    const { status, stdout, stderr } = await run('', { args, within: asNobody() })
    chmodSync(join(workspace.path, '.dos/markers'), 0o755)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('cannot prune')
    expect(stderr).toContain('EACCES')
    expect(workspace.all()).toContain(path.slice(workspace.path.length + 1))
  })
})
