import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectReleased } from './support/expectations.ts'
import { call, report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const LOOP = ['marker', '--loop']

const cursor = (roots: unknown, more: object = {}) =>
  JSON.stringify({
    ...{
      conversation_id: 's',
      generation_id: 'g',
      hook_event_name: 'stop',
      status: 'completed',
      loop_count: 0,
    },
    ...{ workspace_roots: roots, transcript_path: null, ...more },
  })

const antigravity = (paths: unknown, more: object = {}) =>
  JSON.stringify({
    ...{
      conversationId: 's',
      terminationReason: 'NO_TOOL_CALL',
      fullyIdle: true,
      executionNum: 0,
      error: '',
    },
    ...{ workspacePaths: paths, ...more },
  })

describe('A Stop that is none of the session', () => {
  const none: readonly (readonly [string, (workspace: Workspace) => string])[] = [
    ['Cursor, aborted by a person', ({ path }) => cursor([path], { status: 'aborted' })],
    ['Cursor, ended by an error', ({ path }) => cursor([path], { status: 'error' })],
    ['Antigravity, ended by an error', ({ path }) => antigravity([path], { terminationReason: 'ERROR' })],
    ['Antigravity, cancelled', ({ path }) => antigravity([path], { terminationReason: 'USER_CANCELED' })],
    [
      'a subagent of Copilot CLI',
      ({ stop }) => stop({ stop_reason: 'end_turn', agent_id: 'a', parent_agent_id: 'p' }),
    ],
    [
      'a subagent of Copilot CLI in camel case',
      ({ path }) =>
        JSON.stringify({ sessionId: 's', timestamp: 1, cwd: path, stopReason: 'end_turn', agentId: 'a' }),
    ],
    ['a subagent of Qwen Code', ({ stop }) => stop({ crons: [], agentId: 'a' })],
  ]
  for (const [what, event] of none) {
    test(`is released in silence and counts nothing: ${what}`, async () => {
      using workspace = makeWorkspace()
      const stdin = event(workspace)
      expect(await call(LOOP, { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [] })
      expect(await report(['--loop'], { stdin })).toMatchObject({
        answer: 'release',
        trouble: false,
        reason: expect.stringMatching(
          /^the event's \w+ says that (a subagent stopped|the turn was cut short)/,
        ),
      })
      expect(workspace.all()).toEqual([])
    })
  }

  test('wipes out nothing that `wake` remembers of the schedule', async () => {
    using workspace = makeWorkspace()
    const crons = [{ id: 'c', prompt: 'look', schedule: '* * * * *', recurring: true }]
    await call(['wake'], { stdin: workspace.stop({ crons }) })
    const before = workspace.records()
    expect(before).toHaveLength(1)
    const stdin = workspace.stop({ crons: [], agentId: 'a' })
    expect(await call(['wake'], { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [] })
    expect(workspace.records()).toEqual(before)
  })

  for (const by of RUNTIMES) {
    test(`is released by the real command: ${by}`, async () => {
      using workspace = makeWorkspace()
      expectReleased(await run(cursor([workspace.path], { status: 'aborted' }), { by }))
      expect(workspace.all()).toEqual([])
    })
  }
})

describe('Finished tasks', () => {
  test('neither arm nor let go: they are over', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\narm_on_event = "background_tasks"\n')
    const tasks = (...all: string[]) =>
      workspace.stop({ crons: [], background_tasks: all.map((status) => ({ status })) })
    expect(await report([], { stdin: tasks('completed', 'failed') })).toMatchObject({
      armed_by: 'no-evidence',
    })
    expect(await report([], { stdin: tasks('completed', 'running') })).toMatchObject({ armed_by: 'event' })
  })
})

describe('VS Code', () => {
  const HOLD = {
    hookSpecificOutput: { hookEventName: 'Stop', decision: 'block', reason: expect.any(String) },
  }

  test.each([undefined, null, '', '/code/github.copilot-chat/transcripts/s.jsonl'])(
    'is told, and held in its own words, with a transcript_path of %j',
    async (transcript_path) => {
      using workspace = makeWorkspace()
      const stdin = workspace.stop({ timestamp: '2026-03-10T10:00:00.000Z', transcript_path })
      const { stdout, stderr } = await call(LOOP, { stdin, env: { CLAUDECODE: '1' } })
      expect([JSON.parse(stdout[0] ?? ''), stderr]).toEqual([HOLD, []])
    },
  )
})

describe('A host that names its workspace folders', () => {
  test('has its tally in the first of them, also where that is a file: URI or an object', async () => {
    for (const event of [cursor, antigravity]) {
      using workspace = makeWorkspace()
      const project = workspace.folder('a b')
      for (const roots of [
        [project],
        [`file://${project.replace(' ', '%20')}`],
        [{ uri: `file://${project}` }],
      ]) {
        expect(await report(['--loop'], { stdin: event(roots) })).toMatchObject({
          answer: 'hold',
          workspace: project,
        })
      }
      expect(workspace.all()).toContain('a b/.dos/markers/s.jsonl')
    }
  })

  test('has on Windows the folder of its drive, where the path begins with a slash', async () => {
    // A folder of such a name stands for the drive.
    using workspace = makeWorkspace()
    workspace.folder('c:/shop')
    const before = process.cwd()
    process.chdir(workspace.path)
    try {
      for (const root of ['/c:/shop', 'file:///c%3A/shop', '/c/shop']) {
        const given = { stdin: cursor([root]), env: { OS: 'Windows_NT' } }
        expect(await report(['--loop'], given)).toMatchObject({
          answer: 'hold',
          workspace: join(workspace.path, 'c:/shop'),
        })
      }
    } finally {
      process.chdir(before)
    }
  })

  /** A home folder with hooks of its own, and a project with hooks of its own. */
  function makeFolders(): Workspace {
    const workspace = makeWorkspace()
    for (const name of [
      'home/.gemini/config',
      'home/.cursor/hooks',
      'home/p/.git',
      'home/p/.agents',
      'home/q/.cursor',
    ]) {
      mkdirSync(join(workspace.path, name), { recursive: true })
    }
    symlinkSync('home', join(workspace.path, 'link'))
    return workspace
  }

  const UNNAMED = expect.stringContaining(
    'names no workspace, and this process stands in a folder of settings',
  )

  test.each([
    [antigravity, 'home/.gemini/config', undefined],
    [antigravity, 'home/.gemini', undefined],
    [antigravity, 'home', undefined],
    [antigravity, '.', undefined],
    [antigravity, 'home/p/.agents', 'home/p'],
    [antigravity, 'home/p', 'home/p'],
    [cursor, 'home/.cursor', undefined],
    [cursor, 'home/.cursor/hooks', undefined],
    [cursor, 'home/q/.cursor', 'home/q'],
    [cursor, 'home/p', 'home/p'],
  ] as const)(
    'but names none, is released with a word among settings of the user: %p, in %s, %s',
    async (event, cwd, project) => {
      using workspace = makeFolders()
      const folder = join(workspace.path, cwd)
      for (const roots of [[], null, undefined, ['file://server/share']]) {
        for (const home of ['home', 'link']) {
          const env = { HOME: join(workspace.path, home) }
          const told = await report(['--loop'], { stdin: event(roots), cwd: folder, env })
          expect(told).toMatchObject(
            project === undefined
              ? { answer: 'release', trouble: true, reason: UNNAMED, stderr: [UNNAMED] }
              : { workspace: join(workspace.path, project), trouble: false },
          )
        }
      }
      const tallies = workspace.all().filter((path) => path.endsWith('.dos'))
      expect(tallies).toEqual(project === undefined ? [] : [`${project}/.dos`])
    },
  )

  test('and names none goes by --workspace or DISPATCH_WORKSPACE, wherever it stands', async () => {
    using workspace = makeFolders()
    const cwd = join(workspace.path, 'home/.gemini/config')
    const project = join(workspace.path, 'home/p')
    const env = { HOME: join(workspace.path, 'home') }
    const stdin = antigravity([])
    expect(await report(['--loop', '--workspace', project], { stdin, cwd, env })).toMatchObject({
      workspace: project,
    })
    const named = { stdin, cwd, env: { ...env, DISPATCH_WORKSPACE: project } }
    expect(await report(['--loop'], named)).toMatchObject({ workspace: project })
  })

  test('where the home folder is not known, no folder of settings is taken', async () => {
    using workspace = makeFolders()
    for (const [cwd, answer] of [
      ['home/.gemini', 'release'],
      ['home/p', 'hold'],
    ] as const) {
      const given = { stdin: antigravity([]), cwd: join(workspace.path, cwd) }
      expect(await report(['--loop'], given)).toMatchObject({ answer })
    }
  })
})
