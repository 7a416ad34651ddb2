import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { status } from '@dos/desk/status/command'
import manifest from '../package.json' with { type: 'json' }
import { run } from './support/command.ts'
import { type Desk, examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { makeHome } from './support/home.ts'
import { FRESH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

const HOUR = 3600

/** Puts the time of a file so many seconds from now. */
const at = (path: string, seconds: number): string => {
  const time = Date.now() / 1000 + seconds
  utimesSync(path, time, time)
  return path
}

/** A session of Claude Code in some project. */
const session = (desk: Desk, name: string, seconds: number, project = '-elsewhere'): string =>
  at(desk.home.put(`.claude/projects/${project}/${name}.jsonl`, '{}\n'), seconds)

/** Claude Code, wired two hours ago. */
async function wireEarlier(desk: Desk): Promise<void> {
  await wire(desk)
  at(join(desk.home.path, USER), -2 * HOUR)
}

const heardOf = async (desk: Desk, more = {}) => {
  const { findings, ok } = await examineDesk(desk, more)
  const ids = ['last-called', 'not-called-yet', 'never-called']
  return { ok, told: findings.filter(({ id }) => ids.includes(id)).map(({ what }) => what) }
}

const stop = (desk: Desk) =>
  JSON.stringify({
    hook_event_name: 'Stop',
    session_id: 's',
    cwd: desk.project.path,
    stop_hook_active: false,
  })

/** Says that a verb was called so many seconds ago. */
const called = (
  desk: Desk,
  calls: Readonly<Record<string, number>>,
  host = 'claude-code',
  version: string = manifest.version,
) =>
  desk.home.put(
    `.local/state/dos-hook/heard/${host}.json`,
    JSON.stringify({
      host,
      version,
      calls: Object.fromEntries(
        Object.entries(calls).map(([verb, ago]) => [verb, new Date(Date.now() - ago * 1000).toISOString()]),
      ),
    }),
  )

describe('Whether a host runs the hook', () => {
  test('is known by its having called, from then on', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    session(desk, 'a', -HOUR)
    const before = await heardOf(desk)
    expect(before.ok).toBe(false)
    expect(before.told).toEqual([
      expect.stringMatching(
        /^Claude Code: wired, never called since \d{4}-\d\d-\d\d \d\d:\d\d, though 1 session has run$/,
      ),
    ])
    await run(stop(desk), { args: ['marker'], env: { HOME: desk.home.path } })
    expect(await heardOf(desk)).toEqual({
      ok: true,
      told: ['Claude Code: wired, last called less than a minute ago'],
    })
  })

  test.each([
    [180, '3 minutes'],
    [60, '1 minute'],
    [7300, '2 hours'],
    [100_000, '1 day'],
  ])('is told by how long ago that was: %i s', async (ago, words) => {
    using desk = makeDesk()
    await wire(desk)
    at(join(desk.home.path, USER), -200_000)
    called(desk, { marker: ago })
    expect((await heardOf(desk)).told).toEqual([`Claude Code: wired, last called ${words} ago`])
  })

  test('is not asked of sessions before it was wired, of links, of this one, or of nothing that is kept', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    session(desk, 'old', -3 * HOUR)
    const other = desk.home.put('other', '')
    symlinkSync(other, join(dirname(session(desk, 'x', -3 * HOUR)), 'link.jsonl'))
    session(desk, 'mine', 0)
    const env = { CLAUDE_CODE_SESSION_ID: 'mine' }
    expect((await examineDesk(desk, { env })).ids).toEqual([...FRESH])
    expect((await heardOf(desk, { env: { DOS_HOOK_METRICS: '0' } })).told).toEqual([])
    expect((await heardOf(desk)).ok).toBe(false)
  })

  test('is doubted again where it stopped calling, and several sessions went on', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    called(desk, { marker: 1.5 * HOUR })
    session(desk, 'a', 0)
    expect((await heardOf(desk)).ok).toBe(true)
    session(desk, 'b', 0)
    expect((await heardOf(desk)).told).toEqual([
      'Claude Code: wired, last called 1 hour ago, and not since, though 2 sessions have run',
    ])
    // Two in a turn that takes a while are no doubt.
    called(desk, { marker: 0.5 * HOUR })
    expect((await heardOf(desk)).ok).toBe(true)
  })

  test('is not doubted where the host itself is told to keep no calls', async () => {
    using desk = makeDesk()
    const text = settings({ Stop: [await handler()] }, { env: { DOS_HOOK_METRICS: '0' } })
    at(desk.home.put(USER, text), -2 * HOUR)
    session(desk, 'a', 0)
    expect((await heardOf(desk)).told).toEqual([])
  })

  test('is known where the shell keeps state elsewhere than the host that was started from a desktop', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    called(desk, { marker: 60 })
    const env = { XDG_STATE_HOME: desk.home.folder('state') }
    expect((await heardOf(desk, { env })).told).toEqual(['Claude Code: wired, last called 1 minute ago'])
  })

  test('in the settings of a project is asked of the sessions in it alone', async () => {
    using desk = makeDesk()
    const file = desk.project.put('.claude/settings.json', settings({ Stop: [await handler()] }))
    at(file, -2 * HOUR)
    const name = desk.project.path.replace(/[^A-Za-z0-9]/g, '-')
    for (const other of ['-elsewhere', `${name}2`]) session(desk, 'a', 0, other)
    session(desk, 'agent-a', 0, name)
    expect((await heardOf(desk)).ok).toBe(true)
    session(desk, 'b', 0, name)
    expect((await heardOf(desk)).told).toEqual([expect.stringContaining('though 1 session has run')])
  })

  test('is asked since init wrote the settings, whoever changed them later', async () => {
    using home = makeHome()
    const by = 'the compiled command'
    await home.call(['init', '--host', 'claude-code', '--yes'], { by })
    const session = home.put('.claude/projects/x/a.jsonl', '{}\n')
    at(session, 60)
    at(join(home.path, USER), 120)
    const { stdout } = await home.call(['doctor'], { by })
    expect(stdout).toContain('though 1 session has run')
  })

  test('is told in a moment, however many sessions there are', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    const folder = desk.home.folder('.claude/projects/x')
    for (let n = 0; n < 6000; n += 1) writeFileSync(join(folder, `${n}.jsonl`), '')
    const { told } = await heardOf(desk)
    expect(told).toEqual([expect.stringMatching(/though 49\d\d sessions have run$/)])
  })

  test('is known of each verb that it is to call at a Stop', async () => {
    using desk = makeDesk()
    const wake = await handler(['wake'])
    desk.home.put(USER, settings({ Stop: [await handler(), wake], UserPromptSubmit: [wake] }))
    at(join(desk.home.path, USER), -2 * HOUR)
    called(desk, { marker: 60 })
    expect((await examineDesk(desk)).find('verb-never-called').what).toBe(
      'Claude Code has never called wake, though it is wired and marker was called',
    )
    called(desk, { marker: 60, wake: 60 })
    expect((await examineDesk(desk)).ids).not.toContain('verb-never-called')
  })

  test.each([
    ['0.0.9', 'Claude Code called dos-hook 0.0.9 last, and this one is'],
    ['99.0.0', 'Claude Code called dos-hook 99.0.0 last, and this one is'],
  ])('tells of another version that it called: %s', async (version, what) => {
    using desk = makeDesk()
    await wireEarlier(desk)
    called(desk, { marker: 60 }, 'claude-code', version)
    expect((await examineDesk(desk)).find('version-differs').what).toStartWith(what)
  })
})

describe('Sessions are counted by the files of', () => {
  test.each([
    ['codex', '.codex/hooks.json', 'Stop', '.codex/sessions/2026/11/27/rollout-1.jsonl'],
    ['gemini', '.gemini/settings.json', 'AfterAgent', '.gemini/tmp/p/chats/session-1.json'],
    ['qwen', '.qwen/settings.json', 'Stop', '.qwen/projects/-p/chats/1.jsonl'],
    ['copilot', '.copilot/hooks/dos-hook.json', 'Stop', '.copilot/session-state/1/events.jsonl'],
  ])('%s', async (host, file, event, session) => {
    using desk = makeDesk()
    const entry = await line('marker', { timeout: 10_000 })
    const text =
      host === 'copilot'
        ? JSON.stringify({ version: 1, hooks: { Stop: [entry] } })
        : settings({ [event]: [entry] })
    at(desk.home.put(file, text), -2 * HOUR)
    const path = desk.home.put(session, '{}\n')
    at(dirname(path), -3 * HOUR)
    at(path, -3 * HOUR)
    expect((await heardOf(desk)).told).toEqual([expect.not.stringContaining('though')])
    at(path, -HOUR)
    expect((await heardOf(desk)).told).toEqual([expect.stringContaining('though 1 session has run')])
    called(desk, { marker: 60 }, host)
    expect((await heardOf(desk)).told).toEqual([expect.stringContaining('last called 1 minute ago')])
  })
})

describe('status says so, too', () => {
  test('beside its rows, and in its report', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    session(desk, 'a', -HOUR)
    const piped = (...args: readonly string[]) =>
      run('', { args: ['status', ...args], cwd: desk.project.path, env: { HOME: desk.home.path } })
    const silent = await piped()
    expect(silent.stderr).toMatch(
      /^dos-hook: Claude Code: wired, never called since .*, though 1 session has run\n$/,
    )
    called(desk, { marker: 180 })
    expect((await piped()).stderr).toBe('dos-hook: Claude Code: wired, last called 3 minutes ago\n')
    const { hosts } = JSON.parse((await piped('--json')).stdout)
    expect(hosts).toMatchObject([
      { host: 'claude-code', silent: false, says: 'Claude Code: wired, last called 3 minutes ago' },
    ])
  })

  test('below its table in a terminal, wrapped to it', async () => {
    using desk = makeDesk()
    await wireEarlier(desk)
    called(desk, { marker: 180 })
    const given = { columns: 40, home: desk.home.path, cwd: () => desk.project.path, now: Date.now }
    const { stdout, stderr } = await callDesk(status, [], given)
    expect(stderr).toEqual([])
    expect(stdout).toEndWith('\n\nClaude Code: wired, last called 3\nminutes ago\n')
  })

  test('of nothing that is not wired', async () => {
    using desk = makeDesk()
    desk.home.folder('.claude')
    const { stderr } = await run('', {
      args: ['status'],
      cwd: desk.project.path,
      env: { HOME: desk.home.path },
    })
    expect(stderr).toBe('')
  })
})
