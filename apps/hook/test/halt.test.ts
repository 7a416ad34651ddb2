import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectReleased } from './support/expectations.ts'
import { call, type Given, report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { commit, makeRepository, WITH_GIT } from './support/repository.ts'
import { MARKER, makeWorkspace, NOTED, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const HALTING = '[marker]\non_exhausted = "halt"\nrespect_stop_hook_active = false\n'
const REASON =
  'dos-hook: the budget is spent: 4 of 4 no-op turns since the last progress; another hook keeps the agent going'
const HALT_LINE = `{"continue":false,"stopReason":"${REASON}"}`
const REFUSAL =
  'on_exhausted = "halt" is refused: it was seen to work on Claude Code, Codex and Gemini CLI only, and this event is not known to be from one of them; use "release"'

interface Shape {
  readonly fixture: string
  readonly env?: Given['env']
}

/** A host's Stop, as it sends it, about this workspace. */
function stopOf({ fixture, env = {} }: Shape, workspace: Workspace, more: object = {}): Given {
  const event = JSON.parse(readFileSync(join(import.meta.dir, 'fixtures', fixture), 'utf8'))
  return { stdin: JSON.stringify({ ...event, cwd: workspace.path, ...more }), env }
}

const CLAUDE_CODE = { fixture: 'claude-code-stop-print.json', env: { CLAUDECODE: '1' } }

/** Hosts on which it is known to end a run. */
const CAN: Readonly<Record<string, Shape>> = {
  'Claude Code': CLAUDE_CODE,
  'Claude Code of before': { fixture: 'claude-code-stop-older.json', env: { CLAUDECODE: '1' } },
  Codex: { fixture: 'codex-stop.json' },
  'Gemini CLI': { fixture: 'gemini-after-agent.json' },
}

/** Hosts on which it does not, and events that could be of any. */
const CANNOT: Readonly<Record<string, Shape>> = {
  'Qwen Code': { fixture: 'qwen-stop.json' },
  'Qwen Code, started from within Claude Code': { fixture: 'qwen-stop.json', env: { CLAUDECODE: '1' } },
  'Qwen Code of before': { fixture: 'qwen-stop-older.json', env: { CLAUDECODE: '1' } },
  'Copilot CLI': { fixture: 'copilot-stop.json' },
  'Copilot CLI, started from within Claude Code': { fixture: 'copilot-stop.json', env: { CLAUDECODE: '1' } },
  "Copilot CLI's own agentStop": { fixture: 'copilot-agent-stop.json', env: { CLAUDECODE: '1' } },
  'what says it is Claude Code by its transcript alone': { fixture: 'claude-code-stop-print.json' },
}

describe('on_exhausted = "halt" is refused with the reason, and the turn released, for', () => {
  for (const [host, shape] of Object.entries(CANNOT)) {
    test(host, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', HALTING)
      const given = stopOf(shape, workspace)
      expect(await call(['marker', '--loop'], given)).toMatchObject({
        status: 0,
        stdout: [],
        stderr: [REFUSAL],
      })
      expect(await report(['--loop'], given)).toMatchObject({
        answer: 'release',
        trouble: true,
        reason: REFUSAL,
      })
      expect(workspace.all()).toEqual(['dos.toml'])
    })
  }

  test('an event that names no host at all, be it of a run that is not even armed', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', HALTING)
    const given = { stdin: workspace.stop(), env: { CLAUDECODE: '1' } }
    expect(await call(['marker'], given)).toMatchObject({ stdout: [], stderr: [REFUSAL] })
  })
})

describe('Where on_exhausted = "halt" works:', () => {
  for (const [host, shape] of Object.entries(CAN)) {
    test(`${host} is held four times, released once, and then halted by these bytes`, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', HALTING)
      const said: (readonly string[])[] = []
      for (let at = 0; at < 6; at += 1) {
        const given = stopOf(shape, workspace, { stop_hook_active: at > 0 })
        const { stdout, stderr, status } = await call(['marker', '--loop'], given)
        expect([stderr, status]).toEqual([[], 0])
        said.push(stdout)
      }
      expect(said.slice(0, 4).map(([line]) => JSON.parse(line ?? '{}').decision)).toEqual(
        Array(4).fill('block'),
      )
      expect(said.slice(4)).toEqual([[], [HALT_LINE]])
      expect(opsIn(workspace, shape)).toEqual(['MARKER', 'MARKER', 'MARKER', 'MARKER', 'SPENT', 'HALT'])
    })
  }

  const spent = (workspace: Workspace, ...ops: readonly string[]) => {
    workspace.put('dos.toml', HALTING)
    const { session_id } = JSON.parse(String(stopOf(CLAUDE_CODE, workspace).stdin))
    workspace.put(
      join('.dos', 'markers', `${session_id}.jsonl`),
      MARKER.repeat(4) + ops.map((op) => `{"op":"${op}"}\n`).join(''),
    )
  }
  const stop = (workspace: Workspace, active: unknown, ...args: readonly string[]) =>
    report(['--loop', ...args], stopOf(CLAUDE_CODE, workspace, { stop_hook_active: active }))

  test('a first Stop that finds the budget spent is never halted, kept going or not', async () => {
    for (const active of [true, false, undefined]) {
      using workspace = makeWorkspace()
      spent(workspace)
      expect(await stop(workspace, active)).toMatchObject({ answer: 'release', markers_emitted: 4 })
      expect(opsIn(workspace, CLAUDE_CODE).slice(4)).toEqual(['SPENT'])
    }
  })

  test('a Stop that no other hook kept going is not halted, however often it is released', async () => {
    using workspace = makeWorkspace()
    spent(workspace)
    for (let round = 0; round < 3; round += 1) {
      expect(await stop(workspace, false)).toMatchObject({ answer: 'release', trouble: false })
    }
    expect(await stop(workspace, true)).toMatchObject({ answer: 'halt', allow_marker: false })
    expect(opsIn(workspace, CLAUDE_CODE).slice(4)).toEqual(['SPENT', 'SPENT', 'SPENT', 'HALT'])
  })

  test('a run is halted once: what stops after that is released before it is halted again', async () => {
    using workspace = makeWorkspace()
    spent(workspace, 'SPENT')
    const answers: unknown[] = []
    for (let round = 0; round < 4; round += 1) answers.push((await stop(workspace, true))['answer'])
    expect(answers).toEqual(['halt', 'release', 'halt', 'release'])
  })

  test('a release is remembered across what others note and what cannot be read, and not across a reset or a halt', async () => {
    for (const [after, answer] of [
      ['NOTE', 'halt'],
      ['SCHEDULE', 'halt'],
      ['MARKER', 'halt'],
      ['HALT', 'release'],
      ['RESET', 'hold'],
    ] as const) {
      using workspace = makeWorkspace()
      spent(workspace, 'SPENT', after)
      expect(await stop(workspace, true)).toMatchObject({ answer })
    }
    for (const unreadable of ['NOTE","schema":{"family":"lease"},"x":"', 'NOTE","schema":2,"x":"', '\n']) {
      using workspace = makeWorkspace()
      spent(workspace, 'SPENT', unreadable)
      expect(await stop(workspace, true)).toMatchObject({ answer: 'halt' })
    }
  })

  test('respect_stop_hook_active = true leaves a Stop that is kept going alone, so halt never comes: said in a warning', async () => {
    using workspace = makeWorkspace()
    spent(workspace, 'SPENT')
    workspace.put('dos.toml', '[marker]\non_exhausted = "halt"\n')
    const warning = `${workspace.path}/dos.toml: on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true: set that to false`
    expect(await stop(workspace, true)).toMatchObject({
      answer: 'release',
      armed_by: 'stop-hook-active',
      warnings: [warning],
    })
  })

  test('a turn that is not armed is released as ever', async () => {
    using workspace = makeWorkspace()
    spent(workspace, 'SPENT')
    const given = stopOf(CLAUDE_CODE, workspace, { stop_hook_active: true })
    expect(await report([], given)).toMatchObject({ answer: 'release', armed_by: 'no-evidence', stderr: [] })
    expect(opsIn(workspace, CLAUDE_CODE)).toHaveLength(5)
  })

  test('a cap of 0 is spent from the beginning, released, and then halted', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', HALTING)
    const answers: unknown[] = []
    for (const active of [false, true]) {
      answers.push((await stop(workspace, active, '--max-markers', '0'))['answer'])
    }
    expect(answers).toEqual(['release', 'halt'])
  })

  test('progress comes before an end: the streak is reset, and held anew', async () => {
    using workspace = makeWorkspace()
    spent(workspace)
    const root = makeRepository(workspace, '.')
    const stopped = async () => {
      const { stdin } = stopOf(CLAUDE_CODE, workspace, { stop_hook_active: true })
      const told = await report(['--loop'], {
        ...(stdin && { stdin }),
        env: { CLAUDECODE: '1', ...WITH_GIT },
      })
      return told['reset'] ? 'reset' : told['answer']
    }
    expect(await stopped()).toBe('release')
    workspace.put('mine', 'work')
    commit(root, 'work')
    expect(await stopped()).toBe('reset')
    expect(await stopped()).toBe('hold')
  })

  test('--dry-run says that it would halt, on stderr, and writes nothing', async () => {
    using workspace = makeWorkspace()
    spent(workspace, 'SPENT')
    const given = stopOf(CLAUDE_CODE, workspace, { stop_hook_active: true })
    for (let round = 0; round < 2; round += 1) {
      expect(await call(['marker', '--loop', '--dry-run'], given)).toMatchObject({
        status: 0,
        stdout: [],
        stderr: [`dry run: would halt: ${REASON.slice('dos-hook: '.length)}`],
      })
    }
    spent(workspace)
    await call(['marker', '--loop', '--dry-run'], given)
    expect(opsIn(workspace, CLAUDE_CODE)).toHaveLength(4)
  })

  test('a halt that nobody took from stdout is told on stderr', async () => {
    using workspace = makeWorkspace()
    spent(workspace, 'SPENT')
    const given = stopOf(CLAUDE_CODE, workspace, { stop_hook_active: true })
    expect(await call(['marker', '--loop'], { ...given, printed: false })).toMatchObject({
      status: 0,
      stderr: ['nobody took the answer from stdout: the run is not halted'],
    })
  })

  for (const by of RUNTIMES) {
    test(`the real command prints one line and leaves with 0: ${by}`, async () => {
      using workspace = makeWorkspace()
      spent(workspace)
      const { stdin, env } = stopOf(CLAUDE_CODE, workspace, { stop_hook_active: true })
      const stopped = () => run(String(stdin), { by, env: env as Readonly<Record<string, string>> })
      expectReleased(await stopped())
      expect(await stopped()).toMatchObject({ status: 0, stdout: `${HALT_LINE}\n`, stderr: '' })
    })
  }
})

test('on_exhausted = "release" leaves a spent budget in silence on every host, without a tally', async () => {
  for (const shape of [...Object.values(CAN), ...Object.values(CANNOT)]) {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = 0\nrespect_stop_hook_active = false\n')
    for (let round = 0; round < 3; round += 1) {
      const given = stopOf(shape, workspace, { stop_hook_active: true })
      expect(await call(['marker', '--loop'], given)).toMatchObject({ status: 0, stdout: [], stderr: [] })
    }
    expect(workspace.all()).toEqual(['.dos', '.dos/.gitignore', ...NOTED, 'dos.toml'])
  }
})

function opsIn(workspace: Workspace, shape: Shape): readonly unknown[] {
  const { session_id } = JSON.parse(String(stopOf(shape, workspace).stdin))
  return workspace.records(session_id).map(({ op }) => op)
}
