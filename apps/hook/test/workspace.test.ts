import { describe, expect, test } from 'bun:test'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findWorkspace } from '@dos/hook-call/event/workspace'
import { call, report } from './support/fake-io.ts'
import { amongStrangers } from './support/privileges.ts'
import { makeWorkspace, NOTED, SESSION } from './support/workspace.ts'

const event = (cwd?: unknown, session = SESSION) => JSON.stringify({ session_id: session, cwd })

/** A Stop of Claude Code, which names the project in the environment. */
const claudeStop = (cwd: string, session = SESSION) =>
  JSON.stringify({
    ...{ session_id: session, transcript_path: '/h/.claude/projects/p/s.jsonl', cwd },
    ...{ hook_event_name: 'Stop', stop_hook_active: false, permission_mode: 'default' },
  })

describe('The workspace', () => {
  test("is what --workspace names, else the event's cwd, else DISPATCH_WORKSPACE, else the process's cwd", async () => {
    using flag = makeWorkspace()
    using ofEvent = makeWorkspace()
    using variable = makeWorkspace()
    using ofProcess = makeWorkspace()
    const named = { DISPATCH_WORKSPACE: variable.path }
    const found = async (args: readonly string[], cwd: unknown, env: Readonly<Record<string, string>>) =>
      (await report(['--loop', ...args], { stdin: event(cwd), env, cwd: ofProcess.path }))['workspace']

    expect(await found(['--workspace', flag.path], ofEvent.path, named)).toBe(flag.path)
    expect(await found(['--workspace', ''], ofEvent.path, named)).toBe(ofEvent.path)
    expect(await found([], ofEvent.path, named)).toBe(ofEvent.path)
    for (const none of [undefined, null, '', 7, [ofEvent.path]]) {
      expect(await found([], none, named)).toBe(variable.path)
    }
    expect(await found([], undefined, { DISPATCH_WORKSPACE: '' })).toBe(ofProcess.path)
    expect(await found([], undefined, {})).toBe(ofProcess.path)
    expect([flag, ofEvent, variable, ofProcess].map((each) => each.records().length)).toEqual([1, 2, 4, 2])
  })

  for (const sign of ['.dos', 'dos.toml', '.git']) {
    test(`is the nearest folder at or above a cwd that holds ${sign}, so that cd opens no second budget`, async () => {
      using workspace = makeWorkspace()
      const root = workspace.folder('root')
      if (sign === 'dos.toml') workspace.put('root/dos.toml', '')
      else workspace.folder(`root/${sign}`)
      const below = workspace.folder('root/one/two')

      for (const cwd of [root, below, dirname(below)]) {
        expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: root })
        expect(await report(['--loop'], { stdin: event(), cwd })).toMatchObject({ workspace: root })
      }
      expect(existsSync(join(below, '.dos'))).toBe(false)
    })
  }

  test('is the nearest of several roots, and a .git that is a file (a worktree) makes one', async () => {
    using workspace = makeWorkspace()
    workspace.folder('outer/.git')
    workspace.put('outer/inner/.git', 'gitdir: elsewhere')
    const cwd = workspace.folder('outer/inner/sub')
    expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: dirname(cwd) })
  })

  test('is the cwd itself where nothing above it is a root', async () => {
    using workspace = makeWorkspace()
    const cwd = workspace.folder('one/two')
    expect(await report(['--loop'], { stdin: event(cwd) })).toMatchObject({ workspace: cwd })
    expect(existsSync(join(cwd, '.dos'))).toBe(true)
  })

  test('is taken as it is from the flag and the variable: no root above is looked for', async () => {
    using workspace = makeWorkspace()
    workspace.folder('.git')
    const sub = workspace.folder('sub')
    const other = workspace.folder('other')
    expect(await report(['--loop', '--workspace', sub], { stdin: event() })).toMatchObject({ workspace: sub })
    expect(await report(['--loop'], { stdin: event(), env: { DISPATCH_WORKSPACE: other } })).toMatchObject({
      workspace: other,
    })
    expect(existsSync(join(workspace.path, '.dos'))).toBe(false)
  })

  test('may be a link to a folder', async () => {
    using workspace = makeWorkspace()
    const link = join(workspace.path, 'link')
    symlinkSync(workspace.folder('real'), link)
    expect(await report(['--loop', '--workspace', link], { stdin: event() })).toMatchObject({
      allow_marker: true,
    })
    expect(existsSync(join(workspace.path, 'real', '.dos'))).toBe(true)
  })

  test('that is missing, or a file, is released, said to be so, and never made', async () => {
    using workspace = makeWorkspace()
    const missing = join(workspace.path, 'missing')
    const file = workspace.put('file', '')
    for (const folder of [missing, file]) {
      const why = (from: string) => `the workspace ${folder} (from ${from}) is not a folder that exists`
      const released = (from: string) => ({ status: 0, stdout: [], stderr: [why(from)] })
      expect(await call(['marker', '--loop', '--workspace', folder], { stdin: event() })).toMatchObject(
        released('--workspace'),
      )
      expect(await call(['marker', '--loop'], { stdin: event(folder) })).toMatchObject(
        released("the event's cwd"),
      )
      expect(
        await call(['marker', '--loop'], { stdin: event(), env: { DISPATCH_WORKSPACE: folder } }),
      ).toMatchObject(released('DISPATCH_WORKSPACE'))
      expect(await call(['marker', '--reset', '--workspace', folder], { stdin: event() })).toMatchObject(
        released('--workspace'),
      )
    }
    expect(workspace.all()).toEqual(['file'])
  })

  test('is nowhere when the folder that the process stands in is gone: released and said to be so', async () => {
    expect(await call(['marker', '--loop'], { stdin: event() })).toMatchObject({
      status: 0,
      stdout: [],
      stderr: ['the folder this process stands in is gone'],
    })
  })

  test('gets only what lies in .dos, and that only by a write', async () => {
    using workspace = makeWorkspace()
    await call(['marker', '--loop', '--dry-run'], { stdin: workspace.stop() })
    await call(['marker'], { stdin: workspace.stop() })
    expect(workspace.all()).toEqual([])
    await call(['marker', '--loop'], { stdin: workspace.stop() })
    expect(workspace.all()).toEqual([
      '.dos',
      '.dos/.gitignore',
      '.dos/markers',
      `.dos/markers/${SESSION}.jsonl`,
      ...NOTED,
    ])
    rmSync(join(workspace.path, '.dos'), { recursive: true })
  })
})

describe('One session has one budget and one dos.toml', () => {
  test('wherever the model wanders: subfolders, nested repositories, worktrees, other projects, nowhere', async () => {
    using workspace = makeWorkspace()
    const project = workspace.folder('shop')
    workspace.put('shop/dos.toml', '[marker]\nmax_streak = 3\n')
    workspace.folder('shop/.git')
    workspace.put('shop/vendor/lib/.git', 'gitdir: ../../.git/modules/lib')
    workspace.put('shop/.claude/worktrees/one/.git', 'gitdir: ../../../.git/worktrees/one')
    workspace.folder('shop/node_modules/dep/.git')
    workspace.put('other/dos.toml', '[marker]\nmax_streak = 9\n')
    workspace.folder('other/.dos')
    const stands = [
      ...['shop', 'shop/vendor/lib', 'shop/.claude/worktrees/one', 'shop/node_modules/dep', 'other'],
      ...['shop/src/deep', '.'],
    ].map((folder) => workspace.folder(folder))
    const env = { CLAUDE_PROJECT_DIR: project, CLAUDE_CODE_SESSION_ID: SESSION }
    const streaks: unknown[] = []
    for (const cwd of [...stands, join(workspace.path, 'gone')]) {
      const said = await report(['--loop'], { stdin: claudeStop(cwd), env, cwd: stands[0] ?? '' })
      expect(said).toMatchObject({ workspace: project, max_markers: 3 })
      streaks.push(said['markers_emitted'])
    }
    expect(streaks).toEqual([1, 2, 3, 3, 3, 3, 3, 3])
    expect(workspace.all().filter((path) => path.endsWith('.jsonl') && path.includes('markers'))).toEqual([
      `shop/.dos/markers/${SESSION}.jsonl`,
    ])
  })

  test('of the nearest root at or above the project, and of the project itself where there is none', async () => {
    using workspace = makeWorkspace()
    const root = workspace.folder('root')
    workspace.folder('root/.git')
    const found = async (project: string) =>
      (await report(['--loop'], { stdin: claudeStop('/'), env: { CLAUDE_PROJECT_DIR: project } }))[
        'workspace'
      ]
    expect(await found(workspace.folder('root/apps/web'))).toBe(root)
    expect(await found(workspace.folder('bare'))).toBe(join(workspace.path, 'bare'))
    const flag = workspace.folder('flag')
    expect(
      await report(['--loop', '--workspace', flag], {
        stdin: claudeStop(root),
        env: { CLAUDE_PROJECT_DIR: root },
      }),
    ).toMatchObject({ workspace: flag })
  })

  test('and a project that is gone is released, and said to be so', async () => {
    using workspace = makeWorkspace()
    const project = join(workspace.path, 'gone')
    const said = await report(['--loop'], {
      stdin: claudeStop(workspace.path),
      env: { CLAUDE_PROJECT_DIR: project },
    })
    expect(said).toMatchObject({ allow_marker: false, trouble: true })
    expect(said['reason']).toContain(project)
    expect(workspace.all()).toEqual([])
  })

  test('and an environment of another session names no project', async () => {
    using workspace = makeWorkspace()
    const mine = workspace.folder('mine')
    const env = { CLAUDE_PROJECT_DIR: workspace.folder('outer'), CLAUDE_CODE_SESSION_ID: 'outer' }
    expect(await report(['--loop'], { stdin: claudeStop(mine), env })).toMatchObject({ workspace: mine })
    expect(await report(['--loop'], { stdin: claudeStop(mine, 'outer'), env })).toMatchObject({
      workspace: env.CLAUDE_PROJECT_DIR,
    })
    const unnamed = { ...env, CLAUDE_CODE_SESSION_ID: '' }
    expect(await report(['--loop'], { stdin: claudeStop(mine), env: unnamed })).toMatchObject({
      workspace: env.CLAUDE_PROJECT_DIR,
    })
  })

  test('by whichever links it is reached', async () => {
    using workspace = makeWorkspace()
    const root = workspace.folder('mono')
    workspace.put('mono/dos.toml', '[marker]\nmax_streak = 2\n')
    const app = workspace.folder('mono/apps/app')
    for (const [link, to] of [
      ['app', app],
      ['again', join(workspace.path, 'app')],
      ['whole', root],
    ] as const) {
      symlinkSync(to, join(workspace.path, link))
    }
    const streaks: unknown[] = []
    for (const cwd of [join(workspace.path, 'app'), join(workspace.path, 'again'), app, root]) {
      const said = await report(['--loop'], { stdin: event(cwd) })
      expect(said).toMatchObject({ workspace: root, max_markers: 2 })
      streaks.push(said['markers_emitted'])
    }
    expect(await report(['--loop'], { stdin: event(join(workspace.path, 'whole')) })).toMatchObject({
      workspace: root,
    })
    expect(streaks).toEqual([1, 2, 2, 2])
    expect(existsSync(join(app, '.dos'))).toBe(false)
  })
})

describe('What belongs to another user', () => {
  for (const sign of ['.dos', 'dos.toml', '.git']) {
    test(`is passed by: a ${sign} above makes no workspace`, async () => {
      using workspace = makeWorkspace()
      const path = join(workspace.path, sign)
      if (sign === 'dos.toml') workspace.put(sign, '[marker]\nmax_streak = 0\narm_on_env = ["MINE"]\n')
      else workspace.folder(sign)
      const cwd = workspace.folder('work/job')
      const said = await amongStrangers([path], () =>
        report(['--loop'], { stdin: event(cwd), env: { MINE: '1' } }),
      )
      expect(said).toMatchObject({ workspace: cwd, max_markers: 4, allow_marker: true, stderr: [] })
    })
  }

  test('is passed by, and a root above it that is ours is found', async () => {
    using workspace = makeWorkspace()
    workspace.put('.git', 'gitdir: elsewhere')
    workspace.put('theirs/dos.toml', '[marker]\nmax_streak = 0\n')
    const cwd = workspace.folder('theirs/sub')
    const paths = ['theirs/dos.toml', 'theirs'].map((path) => join(workspace.path, path))
    const said = await amongStrangers(paths, () => report(['--loop'], { stdin: event(cwd) }))
    // Whoever may give nothing away has nothing above that is theirs, either.
    expect([workspace.path, cwd]).toContain(said['workspace'] as string)
    expect(said).toMatchObject({ max_markers: 4 })
  })

  test('is no workspace where it is a folder, whoever has put a sign into it', async () => {
    using workspace = makeWorkspace()
    workspace.put('theirs/dos.toml', '[marker]\nmax_streak = 0\n')
    const cwd = workspace.folder('theirs/mine')
    const said = await amongStrangers([dirname(cwd)], () => report(['--loop'], { stdin: event(cwd) }))
    expect(said).toMatchObject({ workspace: cwd, max_markers: 4 })
  })

  test('is no dos.toml, also in a folder that the flag names; that is said', async () => {
    using workspace = makeWorkspace()
    const file = workspace.put('dos.toml', '[marker]\nmax_streak = 0\n')
    const said = await amongStrangers([file], () =>
      report(['--loop', '--workspace', workspace.path], { stdin: event() }),
    )
    expect(said).toMatchObject({
      max_markers: 4,
      warnings: [`${file} belongs to another user and does not count`],
    })
  })

  test('is no dos.toml by a link that another user has made to one of ours', async () => {
    using workspace = makeWorkspace()
    const own = workspace.put('own.toml', '[marker]\nmax_streak = 0\n')
    const link = join(workspace.path, 'dos.toml')
    symlinkSync(own, link)
    const said = await amongStrangers([link], () =>
      report(['--loop', '--workspace', workspace.path], { stdin: event() }),
    )
    expect(said).toMatchObject({ max_markers: 4 })
  })
})

describe('The budget', () => {
  /** The streak after a Stop of each session and run. */
  async function streaks(toml: string, stops: readonly (readonly [session: string, run?: string])[]) {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', toml)
    const seen: unknown[] = []
    for (const [session, run] of stops) {
      const stdin = JSON.stringify({ hook_event_name: 'Stop', session_id: session, cwd: workspace.path })
      const env = run === undefined ? {} : { CID_RUN_ID: run }
      seen.push((await report(['--loop'], { stdin, env }))['markers_emitted'])
    }
    return seen
  }

  test("is each session's own, unless dos.toml says otherwise", async () => {
    const stops = [['a', 'r'], ['b', 'r'], ['a']] as const
    expect(await streaks('', stops)).toEqual([1, 1, 2])
    expect(await streaks('[marker]\nbudget = "session"\n', stops)).toEqual([1, 1, 2])
  })

  test("is a run's, through a compaction that gives the session another id; without a run, a session's", async () => {
    const toml = '[marker]\nbudget = "run"\n'
    expect(
      await streaks(toml, [['a', 'r1'], ['b', 'r1'], ['c', 'r1'], ['a', 'r2'], ['a'], ['b', '']]),
    ).toEqual([1, 2, 3, 1, 1, 1])
  })

  test("is the workspace's, whatever sessions and runs there are", async () => {
    expect(await streaks('[marker]\nbudget = "workspace"\n', [['a'], ['b', 'r1'], ['c', 'r2']])).toEqual([
      1, 2, 3,
    ])
  })

  test('that is shared is given back to all by --reset', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nbudget = "run"\nmax_streak = 1\n')
    const env = { CID_RUN_ID: 'r' }
    const stop = (session: string) =>
      report(['--loop'], { stdin: JSON.stringify({ session_id: session, cwd: workspace.path }), env })
    expect([(await stop('a'))['allow_marker'], (await stop('b'))['allow_marker']]).toEqual([true, false])
    await call(['marker', '--reset', '--session-id', 'c', '--workspace', workspace.path], {
      env,
      stdinIsDevice: true,
    })
    expect((await stop('b'))['allow_marker']).toBe(true)
  })

  test('is decided by the same place for a tick of wake and rearm', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nbudget = "workspace"\n')
    const tallies: unknown[] = []
    for (const [verb, more] of [
      ['wake', { hook_event_name: 'UserPromptSubmit', prompt: 'look' }],
      [
        'rearm',
        { hook_event_name: 'PreToolUse', tool_name: 'ScheduleWakeup', tool_input: { delaySeconds: 60 } },
      ],
      ['marker', { hook_event_name: 'Stop' }],
    ] as const) {
      const stdin = JSON.stringify({ session_id: verb, cwd: workspace.path, ...more })
      const { stdout } = await call([verb, '--json'], { stdin })
      tallies.push(JSON.parse(stdout[0] ?? '{}').tally)
    }
    expect(new Set(tallies).size).toBe(1)
  })
})

test('Where the model stands is told by its real path, where that is another folder than the workspace', () => {
  using workspace = makeWorkspace()
  const root = workspace.folder('root')
  workspace.folder('root/.git')
  const sub = workspace.folder('root/sub')
  const other = workspace.folder('other')
  symlinkSync(sub, join(workspace.path, 'link'))
  const base = { flag: undefined, variable: undefined, cwd: () => root }
  const stands = (hints: Partial<Parameters<typeof findWorkspace>[0]>) => {
    const found = findWorkspace({ ...base, ...hints })
    return found.ok ? [found.workspace, found.stands] : found.why
  }
  expect(stands({ eventCwd: root })).toEqual([root, undefined])
  expect(stands({ eventCwd: sub })).toEqual([root, sub])
  expect(stands({ eventCwd: join(workspace.path, 'link') })).toEqual([root, sub])
  expect(stands({ project: root, eventCwd: root })).toEqual([root, undefined])
  expect(stands({ project: sub, eventCwd: other })).toEqual([root, other])
  expect(stands({ project: root, eventCwd: join(workspace.path, 'link') })).toEqual([root, sub])
  expect(stands({ project: root, eventCwd: join(root, 'gone') })).toEqual([root, undefined])
  expect(stands({ project: root })).toEqual([root, undefined])
  expect(stands({ flag: other, eventCwd: sub })).toEqual([other, sub])
  expect(stands({ variable: other })).toEqual([other, undefined])
})
