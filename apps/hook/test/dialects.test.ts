import { describe, expect, test } from 'bun:test'
import { HOST_NAMES, type HostName } from '@dos/hook-dialect'
import { call } from './support/fake-io.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

const LOOP = ['marker', '--loop']

/** A Stop as each host sends it, with the marks that tell the host, and the key that holds in its answer. */
const HOSTS: Readonly<
  Record<
    HostName,
    {
      readonly event: object
      readonly env?: Record<string, string>
      readonly held: (reason: string) => object
    }
  >
> = {
  'claude-code': {
    event: {
      hook_event_name: 'Stop',
      session_id: 's',
      transcript_path: '/home/u/.claude/projects/p/s.jsonl',
    },
    env: { CLAUDECODE: '1' },
    held: block,
  },
  codex: { event: { hook_event_name: 'Stop', session_id: 's', turn_id: 't' }, held: block },
  gemini: { event: { hook_event_name: 'AfterAgent', session_id: 's' }, held: block },
  qwen: { event: { hook_event_name: 'Stop', session_id: 's', crons: [] }, held: block },
  copilot: { event: { sessionId: 's', timestamp: 1, stopReason: 'end_turn' }, held: block },
  cursor: {
    event: { hook_event_name: 'stop', conversation_id: 's', generation_id: 'g', status: 'completed' },
    held: (reason) => ({ followup_message: reason }),
  },
  vscode: {
    event: { hookEventName: 'Stop', sessionId: 's' },
    held: (reason) => ({ hookSpecificOutput: { hookEventName: 'Stop', decision: 'block', reason } }),
  },
  antigravity: {
    event: { conversationId: 's', fullyIdle: true },
    held: (reason) => ({ decision: 'continue', reason }),
  },
  droid: {
    event: {
      hook_event_name: 'Stop',
      session_id: 's',
      transcript_path: '/home/u/.factory/sessions/p/s.jsonl',
    },
    held: block,
  },
  kiro: { event: { hook_event_name: 'stop', session_id: 's' }, held: block },
}

function block(reason: string): object {
  return { decision: 'block', reason }
}

/** The Stop of a host in a workspace: where it names its folder some other way, that is told as well. */
function stopOf(host: HostName, workspace: Workspace): string {
  return JSON.stringify({ cwd: workspace.path, ...HOSTS[host].event })
}

describe('A Stop is held in the words of its host:', () => {
  test.each([...HOST_NAMES])('%s, told from the event', async (host) => {
    using workspace = makeWorkspace()
    const { held, env = {} } = HOSTS[host]
    const { status, stdout, stderr } = await call([...LOOP, '--debug'], {
      stdin: stopOf(host, workspace),
      env,
    })
    expect(status).toBe(0)
    const [line = '', ...more] = stdout
    expect(more).toEqual([])
    const answer = JSON.parse(line)
    const reason = answer.reason ?? answer.followup_message ?? answer.hookSpecificOutput?.reason
    expect(reason).toStartWith('Wait marker 1 of 4:')
    expect(answer).toEqual(held(reason))
    expect(stderr.find((told) => told.startsWith(`debug: dialect ${host}: `))).toBeDefined()
    expect(workspace.records()).toHaveLength(1)
  })

  test.each([...HOST_NAMES])('%s, named by --dialect where nothing else tells it', async (host) => {
    using workspace = makeWorkspace()
    const { name, ...plain } = { name: HOSTS[host].event, session_id: 's', cwd: workspace.path }
    const stdin = JSON.stringify(host === 'cursor' ? { ...plain, conversation_id: 's' } : plain)
    const { stdout } = await call([...LOOP, '--dialect', host], { stdin })
    const answer = JSON.parse(stdout[0] ?? '')
    const reason = answer.reason ?? answer.followup_message ?? answer.hookSpecificOutput?.reason
    expect(answer).toEqual(HOSTS[host].held(reason))
    const report = await call([...LOOP, '--dialect', host, '--json'], { stdin })
    expect(JSON.parse(report.stdout[0] ?? '')).toMatchObject({ dialect: host })
    expect(name).toBeDefined()
  })

  test('a spent budget is released by silence, whoever asks', async () => {
    for (const host of HOST_NAMES) {
      using workspace = makeWorkspace()
      const { env = {} } = HOSTS[host]
      const said = await call([...LOOP, '--max-markers', '0'], { stdin: stopOf(host, workspace), env })
      expect(said).toMatchObject({ status: 0, stdout: [], stderr: [] })
    }
  })
})

describe('--dialect', () => {
  test.each(['claude', 'windsurf', 'AUTO', 'toString'])(
    'refuses %p with a list of the ones it knows',
    async (name) => {
      using workspace = makeWorkspace()
      for (const verb of ['marker', 'wake', 'rearm']) {
        const { status, stdout, stderr } = await call([verb, '--dialect', name], { stdin: workspace.stop() })
        expect({ status, stdout }).toEqual({ status: 1, stdout: [] })
        expect(stderr).toHaveLength(1)
        expect(stderr[0]).toContain(
          `there is no dialect "${name}", only auto, claude-code, codex, gemini, qwen`,
        )
        expect(stderr[0]).toContain(`See dos-hook ${verb} --help`)
      }
      expect(workspace.all()).toEqual([])
    },
  )

  test('does not make an event of another host into a Stop', async () => {
    using workspace = makeWorkspace()
    const stdin = workspace.stop({ hook_event_name: 'AfterAgent' })
    expect(await call([...LOOP, '--dialect', 'codex'], { stdin })).toMatchObject({ stdout: [], stderr: [] })
    expect(workspace.all()).toEqual([])
  })

  test('allows a halt where it names a host that can, and not where it names another', async () => {
    using workspace = makeWorkspace()
    workspace.put(
      'dos.toml',
      '[marker]\non_exhausted = "halt"\nrespect_stop_hook_active = false\nmax_streak = 0\n',
    )
    const stdin = workspace.stop({ stop_hook_active: true })
    for (const [dialect, last] of [
      ['claude-code', '"continue":false'],
      ['qwen', undefined],
    ] as const) {
      const args = [...LOOP, '--dialect', dialect]
      const first = await call(args, { stdin })
      expect(first.stderr.some((line) => line.includes('"halt" is refused'))).toBe(last === undefined)
      expect((await call(args, { stdin })).stdout.join()).toContain(last ?? '')
    }
  })
})

describe('hold_form = "context"', () => {
  const quiet = (workspace: Workspace) => workspace.put('dos.toml', '[marker]\nhold_form = "context"\n')

  test('holds by what only the model sees, where the host is Claude Code for sure', async () => {
    using workspace = makeWorkspace()
    quiet(workspace)
    const given = { stdin: stopOf('claude-code', workspace), env: { CLAUDECODE: '1' } }
    const { stdout, stderr } = await call(LOOP, given)
    expect(stderr).toEqual([])
    expect(JSON.parse(stdout[0] ?? '')).toEqual({
      hookSpecificOutput: {
        hookEventName: 'Stop',
        additionalContext: expect.stringContaining('Wait marker 1 of 4'),
      },
    })
    expect(workspace.records()).toHaveLength(1)
  })

  test('holds by a block anywhere else, where the quiet form would be a release, and says so', async () => {
    for (const host of HOST_NAMES.filter((name) => name !== 'claude-code')) {
      using workspace = makeWorkspace()
      quiet(workspace)
      const { stdout, stderr } = await call(LOOP, { stdin: stopOf(host, workspace) })
      const answer = JSON.parse(stdout[0] ?? '')
      const reason = answer.reason ?? answer.followup_message ?? answer.hookSpecificOutput?.reason
      expect(answer).toEqual(HOSTS[host].held(reason))
      expect(stderr).toEqual([expect.stringContaining('hold_form = "context" is Claude Code\'s alone')])
    }
    using untold = makeWorkspace()
    quiet(untold)
    expect(JSON.parse((await call(LOOP, { stdin: untold.stop() })).stdout[0] ?? '').decision).toBe('block')
  })
})

describe('A dos.toml that cannot be read', () => {
  const CAN = ['claude-code', 'codex', 'gemini', 'qwen', 'vscode'] as const

  test.each([...CAN])('is shown to the user, by a line that does not hold: %s', async (host) => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = "4"\n')
    const { env = {} } = HOSTS[host]
    const { status, stdout, stderr } = await call(LOOP, { stdin: stopOf(host, workspace), env })
    expect(status).toBe(0)
    const complaint = `${workspace.path}/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is "4"`
    expect(stderr).toEqual([complaint])
    expect(stdout.map((line) => JSON.parse(line))).toEqual([{ systemMessage: `dos-hook: ${complaint}` }])
  })

  test('is told on stderr alone where the host is not known for sure, or has no way to show it', async () => {
    for (const host of [undefined, 'copilot', 'cursor', 'antigravity', 'kiro'] as const) {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', '[marker]\nmax_streak = "4"\n')
      const stdin = host === undefined ? workspace.stop() : stopOf(host, workspace)
      const { stdout, stderr } = await call(LOOP, { stdin })
      expect(stdout).toEqual([])
      expect(stderr).toHaveLength(1)
    }
  })
})
