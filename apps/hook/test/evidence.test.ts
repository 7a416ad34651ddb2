import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { call, type Given, report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { makeWorkspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const TASK = { id: 'b7k2', type: 'shell', status: 'running', command: 'bun test' }
const CRON = { id: 'c1', schedule: '*/5 * * * *', recurring: true, prompt: 'a secret prompt' }
const BOTH = 'arm_on_event = ["background_tasks", "session_crons"]'

type Event = Readonly<Record<string, unknown>>

/** The `[marker]` table, what the event says is running or scheduled, and by what it arms. */
const rows: readonly (readonly [
  what: string,
  table: string,
  event: Event,
  armedBy: string,
  name?: string,
  env?: Given['env'],
])[] = [
  ['a task, where no list arms', '', { background_tasks: [TASK] }, 'no-evidence'],
  ['a wake-up, where no list arms', 'arm_on_event = []', { session_crons: [CRON] }, 'no-evidence'],
  ['a task', BOTH, { background_tasks: [TASK], session_crons: [] }, 'event', 'background_tasks'],
  ['a wake-up', BOTH, { background_tasks: [], session_crons: [CRON] }, 'event', 'session_crons'],
  ['both', BOTH, { background_tasks: [TASK], session_crons: [CRON] }, 'event', 'background_tasks'],
  [
    'both, by the first that the table names',
    'arm_on_event = ["session_crons", "background_tasks"]',
    { background_tasks: [TASK], session_crons: [CRON] },
    'event',
    'session_crons',
  ],
  [
    'one list that is named',
    'arm_on_event = "session_crons"',
    { session_crons: [{}] },
    'event',
    'session_crons',
  ],
  [
    'the list that is not named',
    'arm_on_event = "session_crons"',
    { background_tasks: [TASK] },
    'no-evidence',
  ],
  ["Qwen Code's name for wake-ups", BOTH, { background_tasks: [], crons: [CRON] }, 'event', 'session_crons'],
  ['empty lists', BOTH, { background_tasks: [], session_crons: [], crons: [] }, 'no-evidence'],
  ['lists that are absent', BOTH, {}, 'no-evidence'],
  ['lists that are null', BOTH, { background_tasks: null, session_crons: null }, 'no-evidence'],
  [
    'lists that are none',
    BOTH,
    { background_tasks: 3, session_crons: 'c1', crons: { length: 1 } },
    'no-evidence',
  ],
  ['a variable before a list', BOTH, { background_tasks: [TASK] }, 'env', 'DOS_LOOP', { DOS_LOOP: '1' }],
  ['the latch before a list', BOTH, { background_tasks: [TASK], stop_hook_active: true }, 'stop-hook-active'],
]

describe('What the event says is running or scheduled arms or not:', () => {
  for (const [what, table, event, armedBy, name = null, env = {}] of rows) {
    test(`${what} (${table || 'no table'}): ${armedBy}`, async () => {
      using workspace = makeWorkspace()
      if (table !== '') workspace.put('dos.toml', `[marker]\n${table}\n`)
      const armed = armedBy === 'event' || armedBy === 'env'
      expect(await report([], { stdin: workspace.stop(event), env })).toMatchObject({
        armed,
        armed_by: armedBy,
        armed_name: name,
        answer: armed ? 'hold' : 'release',
        trouble: false,
        stderr: [],
      })
      expect(workspace.records()).toHaveLength(armed ? 1 : 0)
    })
  }

  test('of a list only that it is not empty is told and recorded, never what is in it', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', `[marker]\n${BOTH}\n`)
    const stdin = workspace.stop({ session_crons: [CRON] })
    const { stdout, stderr } = await call(['marker', '--debug'], { stdin })
    expect(workspace.records()[0]?.['reason']).toStartWith("the event's session_crons is not empty; ")
    expect([...stdout, ...stderr, JSON.stringify(workspace.records())].join()).not.toContain('secret')
  })

  test('a list that cannot be named is refused with the names that can', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\narm_on_event = ["crons"]\n')
    expect(await call(['marker', '--loop'], { stdin: workspace.stop() })).toMatchObject({
      stdout: [],
      stderr: [
        `${workspace.path}/dos.toml:2:16: arm_on_event must be "background_tasks", "session_crons" or a list of these, but is ["crons"]`,
      ],
    })
    expect(workspace.records()).toEqual([])
  })
})

const ATTENDED = 'CLAUDE_CODE_SESSION_ATTENDED'

describe('A Stop after which the host comes back by itself', () => {
  const waiting: readonly (readonly [string, Event, string])[] = [
    ['background_tasks', { background_tasks: [TASK], session_crons: [] }, 'a background task is running'],
    ['session_crons', { background_tasks: [], session_crons: [CRON] }, 'a wake-up is pending'],
    ['background_tasks', { background_tasks: [TASK], session_crons: [CRON] }, 'a background task is running'],
  ]

  for (const [name, event, why] of waiting) {
    test(`is released in silence and counts nothing in an attended session: ${why}`, async () => {
      using workspace = makeWorkspace()
      const given = { stdin: workspace.stop(event), env: { [ATTENDED]: '1' } }
      for (let round = 0; round < 6; round += 1) {
        expect(await call(['marker', '--loop'], given)).toMatchObject({ status: 0, stdout: [], stderr: [] })
      }
      expect(workspace.all()).toEqual([])
      expect(await report(['--loop'], given)).toMatchObject({
        armed: false,
        armed_by: 'woken-by-host',
        armed_name: name,
        reason: `${why}, and the host comes back by itself`,
        markers_emitted: 0,
      })
    })

    for (const value of ['0', '', 'true', undefined]) {
      test(`is held where nobody attends, or that is not known: ${name}, ${value ?? 'absent'}`, async () => {
        using workspace = makeWorkspace()
        const given = { stdin: workspace.stop(event), env: { [ATTENDED]: value } }
        expect(await report(['--loop'], given)).toMatchObject({ answer: 'hold', armed_by: 'loop-flag' })
        expect(workspace.records()).toHaveLength(1)
      })
    }

    test(`is held with release_when_woken = false, attended or not: ${name}`, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', `[marker]\nrelease_when_woken = false\n`)
      for (const value of ['1', '0']) {
        const given = { stdin: workspace.stop(event), env: { [ATTENDED]: value } }
        expect(await report(['--loop'], given)).toMatchObject({ answer: 'hold', armed_by: 'loop-flag' })
      }
      expect(workspace.records()).toHaveLength(2)
    })
  }

  test('is told from one after which it does not: nothing runs, or nobody says so', async () => {
    for (const event of [{ background_tasks: [], session_crons: [] }, {}, { background_tasks: 'x' }]) {
      using workspace = makeWorkspace()
      const given = { stdin: workspace.stop(event), env: { [ATTENDED]: '1' } }
      expect(await report(['--loop'], given)).toMatchObject({ answer: 'hold', armed_by: 'loop-flag' })
    }
  })

  test('is an ordinary turn where nothing arms', async () => {
    using workspace = makeWorkspace()
    const given = { stdin: workspace.stop({ background_tasks: [TASK] }), env: { [ATTENDED]: '1' } }
    expect(await report([], given)).toMatchObject({ answer: 'release', armed_by: 'no-evidence' })
  })

  for (const by of RUNTIMES) {
    test(`is released, and else held, by the real command: ${by}`, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', `[marker]\n${BOTH}\n`)
      const event = workspace.stop({ background_tasks: [TASK] })
      const stopped = (value: string) => run(event, { by, args: ['marker'], env: { [ATTENDED]: value } })
      expectReleased(await stopped('1'))
      expect(workspace.records()).toEqual([])
      expectHeld(await stopped('0'))
      expect(workspace.records()).toHaveLength(1)
    })
  }
})

describe("Copilot's own agentStop, in camel case", () => {
  const event = (cwd: string, more: Event = {}) =>
    JSON.stringify({ sessionId: 'camel', timestamp: 1781009520000, cwd, stopReason: 'end_turn', ...more })

  test('is a Stop of its session, with and without a name', async () => {
    using workspace = makeWorkspace()
    for (const name of [{}, { hook_event_name: 'agentStop' }]) {
      expect(await report(['--loop'], { stdin: event(workspace.path, name) })).toMatchObject({
        answer: 'hold',
        session_id: 'camel',
        workspace: workspace.path,
      })
    }
    expect(workspace.records('camel')).toHaveLength(2)
  })

  test('goes by session_id where it has both, and by none where it has neither as text', async () => {
    using workspace = makeWorkspace()
    const both = event(workspace.path, { session_id: 'snake' })
    expect(await report(['--loop'], { stdin: both })).toMatchObject({ session_id: 'snake' })
    for (const sessionId of [7, '', null, ['camel'], undefined]) {
      expect(await report(['--loop'], { stdin: event(workspace.path, { sessionId }) })).toMatchObject({
        answer: 'release',
        trouble: true,
        session_id: null,
      })
    }
  })
})
