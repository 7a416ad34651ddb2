import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_WAIT_POLICY } from '@dos/wait'
import { built } from './support/built.ts'
import { type Ended, run } from './support/command.ts'
import { pathWith, tool } from './support/launch.ts'
import { boundHooks, PLUGIN, pluginFaults } from './support/plugin.ts'
import { makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(60_000)

describe('The plugin for Claude Code', () => {
  test('is of the version of the command, listed in the marketplace, and off by itself', () => {
    expect(pluginFaults()).toEqual([])
  })

  test('binds each verb to the events that it is made for', () => {
    expect(boundHooks().map(({ event, matcher, words }) => [event, matcher, ...words])).toEqual([
      ['Stop', undefined, 'marker'],
      ['Stop', undefined, 'wake'],
      ['UserPromptSubmit', undefined, 'wake'],
      ['PreToolUse', 'ScheduleWakeup|CronCreate', 'rearm'],
    ])
  })

  test('lets a marker wait as long as [wait] may, and nothing else', () => {
    const timeouts = boundHooks().map(({ words, timeout }) => [words[0], timeout])
    expect(timeouts).toEqual([
      ['marker', 600],
      ['wake', 10],
      ['wake', 10],
      ['rearm', 10],
    ])
    expect(600).toBeGreaterThan(DEFAULT_WAIT_POLICY.maxSeconds)
  })

  test('says in its README how it is installed, and what else must be there', () => {
    const readme = readFileSync(join(PLUGIN, 'README.md'), 'utf8')
    expect(readme).toContain('/plugin install dos-hook --marketplace dos-hook/dos-hook')
    expect(readme).toContain('npm install --global dos-hook')
  })
})

/** Runs a command of the plugin as the host does: by a shell, with the event on stdin. */
async function fire(
  command: string,
  event: string,
  given: { readonly cwd: string; readonly path: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const by = { words: [tool('sh'), '-c', command], path: given.path }
  return run(event, { by, args: [], cwd: given.cwd, env: given.env ?? {} })
}

/** A PATH on which there is the command, and nothing else. */
async function pathOfCommand(): Promise<string> {
  const { folder, binary } = await built()
  const path = pathWith({ folder }, [])
  symlinkSync(binary, join(path, 'dos-hook'))
  return path
}

/** What Claude Code hands to each event, in a workspace. */
function eventFor(event: string, cwd: string): string {
  const common = { session_id: SESSION, cwd, hook_event_name: event }
  const own: Readonly<Record<string, object>> = {
    Stop: { stop_hook_active: false, background_tasks: [], session_crons: [] },
    UserPromptSubmit: { prompt: 'go on' },
    PreToolUse: {
      tool_name: 'ScheduleWakeup',
      tool_input: { delaySeconds: 60, prompt: 'look', reason: 'CI' },
    },
  }
  return JSON.stringify({ ...common, ...own[event] })
}

describe('Each command of the plugin', () => {
  for (const { event, words, command } of boundHooks()) {
    const name = `${words.join(' ')} on ${event}`

    test(`is silent where the command is not installed: ${name}`, async () => {
      using workspace = makeWorkspace()
      const ended = await fire(command, eventFor(event, workspace.path), {
        cwd: workspace.path,
        path: '/nonexistent',
      })
      expect(ended).toMatchObject({ status: 0, stdout: '', stderr: '' })
      expect(workspace.all()).toEqual([])
    })

    test(`leaves an ordinary turn alone, without a trace: ${name}`, async () => {
      using workspace = makeWorkspace()
      const ended = await fire(command, eventFor(event, workspace.path), {
        cwd: workspace.path,
        path: await pathOfCommand(),
        env: { CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', CLAUDE_CODE_SESSION_ATTENDED: '1' },
      })
      expect(ended).toMatchObject({ status: 0, stdout: '', stderr: '' })
      expect(workspace.all()).toEqual([])
    })
  }

  test('holds a Stop where the environment says that a loop is running', async () => {
    using workspace = makeWorkspace()
    const [marker] = boundHooks()
    const ended = await fire(marker?.command ?? '', eventFor('Stop', workspace.path), {
      cwd: workspace.path,
      path: await pathOfCommand(),
      env: { DOS_LOOP: '1' },
    })
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(ended.stdout)).toMatchObject({ decision: 'block' })
    expect(workspace.records()).toHaveLength(1)
  })

  test.each([
    ['node_modules/.bin', 'dos-hook'],
    ['bin', 'dos-hook'],
    ['node_modules/.bin', 'node'],
    ['packages/a/node_modules/.bin', 'git'],
    ['a folder with *', 'dos-hook'],
  ])('runs nothing that a project has put on the PATH: %s/%s', async (folder, name) => {
    using workspace = makeWorkspace()
    const [marker] = boundHooks()
    const put = (path: string) =>
      chmodSync(workspace.put(path, `#!${tool('sh')}\n: >"${workspace.path}/ran"\n`), 0o755)
    put(join(folder, name))
    put(name)
    const { folder: scratch, script } = await built()
    const clean = pathWith({ folder: scratch }, ['node'])
    symlinkSync(script, join(clean, 'dos-hook'))
    const fireBy = (path: string, env: Readonly<Record<string, string>> = {}) =>
      fire(marker?.command ?? '', eventFor('Stop', workspace.path), {
        cwd: workspace.path,
        path,
        env: { DOS_LOOP: '1', HOME: '/nowhere', CLAUDE_PROJECT_DIR: workspace.path, ...env },
      })
    const planted = join(workspace.path, folder)
    const held = await fireBy(`${planted}:.:node_modules/.bin:${clean}:`)
    expect([held.status, held.stdout]).toEqual([0, expect.stringContaining('"decision":"block"')])
    // Where that is all there is, there is nothing.
    expect(await fireBy(`${planted}:.:`)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(workspace.all()).not.toContain('ran')
  })

  test.each(['', '/', undefined])(
    'runs the command where the project is %p, or around the home',
    async (project) => {
      using workspace = makeWorkspace()
      const [marker] = boundHooks()
      const path = await pathOfCommand()
      const env = { DOS_LOOP: '1', HOME: join(path, 'home'), CLAUDE_PROJECT_DIR: project ?? path }
      // A session that can have no tally: nothing is to be written into the root.
      const event = JSON.stringify({ hook_event_name: 'Stop', session_id: '…', cwd: workspace.path })
      const { stderr } = await fire(marker?.command ?? '', event, { cwd: '/', path, env })
      expect(stderr).toContain('the session id has no letter or number in it')
    },
  )
})
