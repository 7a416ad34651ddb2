import { describe, expect, test } from 'bun:test'
import { call, report } from './support/fake-io.ts'
import { makeWorkspace, SESSION } from './support/workspace.ts'

const EXPORTED = { DOS_LOOP: '1', CID_RUN_ID: 'r' }

/** How each version tells a hook where it runs: in the interface, and with -p. */
const VERSIONS = {
  '2.1.197': {
    interface: { CLAUDE_CODE_ENTRYPOINT: 'cli' },
    print: { CLAUDE_CODE_ENTRYPOINT: 'sdk-cli' },
  },
  '2.1.332': {
    interface: {
      CLAUDE_CODE_ENTRYPOINT: 'cli',
      CLAUDE_CODE_SESSION_ATTENDED: '1',
      CLAUDE_CODE_SESSION_ID: SESSION,
    },
    print: {
      CLAUDE_CODE_ENTRYPOINT: 'sdk-cli',
      CLAUDE_CODE_SESSION_ATTENDED: '0',
      CLAUDE_CODE_SESSION_ID: SESSION,
    },
  },
} as const

const SHELL = { id: 'b1', type: 'shell', status: 'running', command: 'sleep 5' }
const CRON = { id: 'c1', schedule: '* * * * *', recurring: true, prompt: 'look' }

const ROWS = Object.entries(VERSIONS).flatMap(([version, started]) =>
  [undefined, [], [SHELL], [{ ...SHELL, status: 'completed' }]].flatMap((background_tasks) =>
    [undefined, [], [CRON]].flatMap((session_crons) =>
      ['', 'respect_stop_hook_active = false', 'release_when_woken = false'].map(
        (toml) => [version, started, { background_tasks, session_crons }, toml] as const,
      ),
    ),
  ),
)

describe('DOS_LOOP that is exported in a terminal', () => {
  test.each(ROWS)(
    'costs the interface of Claude Code %s no request and leaves no trace, and arms its -p: %j %j %s',
    async (_, started, lists, toml) => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', `[marker]\n${toml}\n`)
      for (const stop_hook_active of [false, true, false, false, false, false]) {
        const stdin = workspace.stop({ ...lists, stop_hook_active })
        const said = await call(['marker'], { stdin, env: { ...EXPORTED, ...started.interface } })
        expect(said).toMatchObject({ status: 0, stdout: [], stderr: [] })
      }
      expect(workspace.all()).toEqual(['dos.toml'])
      const given = { stdin: workspace.stop(lists), env: { ...EXPORTED, ...started.interface } }
      expect(await report([], given)).toMatchObject({
        armed_by: 'attended',
        armed_name: 'DOS_LOOP',
        trouble: false,
      })

      const inPrint = { stdin: workspace.stop(lists), env: { ...EXPORTED, ...started.print } }
      expect(await report([], inPrint)).toMatchObject({ answer: 'hold', armed_by: 'env' })
    },
  )

  test('does not keep --loop from arming an attended session, or a list that the table names', async () => {
    for (const { interface: env } of Object.values(VERSIONS)) {
      using workspace = makeWorkspace()
      const given = { stdin: workspace.stop({ background_tasks: [] }), env: { ...EXPORTED, ...env } }
      expect(await report(['--loop'], given)).toMatchObject({ answer: 'hold', armed_by: 'loop-flag' })
      workspace.put('dos.toml', '[marker]\narm_on_event = "session_crons"\nrelease_when_woken = false\n')
      const scheduled = { ...given, stdin: workspace.stop({ session_crons: [CRON] }) }
      expect(await report([], scheduled)).toMatchObject({ answer: 'hold', armed_by: 'event' })
    }
  })

  test('does not make --loop hold an attended session while a shell runs, whose end opens a turn', async () => {
    for (const { interface: env } of Object.values(VERSIONS)) {
      using workspace = makeWorkspace()
      const given = { stdin: workspace.stop({ background_tasks: [SHELL] }), env: { ...EXPORTED, ...env } }
      expect(await report(['--loop'], given)).toMatchObject({ answer: 'release', armed_by: 'woken-by-host' })
      expect(workspace.all()).toEqual([])
    }
  })

  test('arms where the environment belongs to another session, which says nothing of this one', async () => {
    using workspace = makeWorkspace()
    for (const { interface: env } of Object.values(VERSIONS)) {
      const foreign = { ...EXPORTED, ...env, CLAUDE_CODE_SESSION_ID: 'of an agent around it' }
      expect(await report([], { stdin: workspace.stop(), env: foreign })).toMatchObject({
        answer: 'hold',
        armed_by: 'env',
      })
    }
  })

  test('arms other hosts in whose environment Claude Code left its own word', async () => {
    using workspace = makeWorkspace()
    const env = { ...EXPORTED, CLAUDE_CODE_SESSION_ATTENDED: '1', CLAUDE_CODE_ENTRYPOINT: 'cli' }
    const stdin = workspace.stop({ turn_id: 't' })
    expect(await report([], { stdin, env })).toMatchObject({ dialect: 'codex', answer: 'hold' })
  })
})
