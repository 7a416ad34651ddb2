import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { decodeObservation, MAX_BYTES, type Observation } from '@dos/hook-metrics/observation'
import { run } from './support/command.ts'
import { call, type Given } from './support/fake-io.ts'
import { makeWorkspace, NOTED, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const FOLDER = '.dos/metrics'
const FILE = `${FOLDER}/observations.jsonl`
const LOOP = ['marker', '--loop']

/** What is noted, each line read by the rules of its format. Throws where one can't be. */
function noted(workspace: Workspace, file = FILE): readonly Observation[] {
  const path = join(workspace.path, file)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const read = decodeObservation(line)
      if (typeof read === 'string') throw new Error(`${read}: ${line}`)
      return read
    })
}

async function outcomes(workspace: Workspace, args: readonly string[], ...given: readonly Given[]) {
  for (const one of given) await call(args, one)
  return noted(workspace).map(({ outcome }) => outcome)
}

describe('A decision', () => {
  test('that is armed is noted with all that is known of it', async () => {
    using workspace = makeWorkspace()
    await call([...LOOP, '--max-markers', '3'], { stdin: workspace.stop(), env: { CID_RUN_ID: 'run-7' } })
    expect(readFileSync(join(workspace.path, FILE), 'utf8')).toBe(
      '{"dialect":"claude-code","exit":0,"latency_ms":12.346,"marker_count":1,"max_markers":3,"outcome":"held",' +
        '"run_id":"run-7","schema":{"family":"hook-observation","version":1},"ts":"2026-06-09T12:52:00Z","verb":"marker"}\n',
    )
  })

  test('is noted as what came of it: held, refused, reset by progress, left alone by the latch', async () => {
    using workspace = makeWorkspace()
    const stdin = workspace.stop()
    const latched = workspace.stop({ stop_hook_active: true })
    const args = [...LOOP, '--max-markers', '2']
    expect(await outcomes(workspace, args, { stdin }, { stdin: latched }, { stdin }, { stdin })).toEqual([
      'held',
      'unarmed',
      'held',
      'refused',
    ])
    expect(noted(workspace).map(({ markerCount }) => markerCount)).toEqual([1, undefined, 2, 2])
  })

  test('is noted as released where the tally failed it', async () => {
    using workspace = makeWorkspace()
    workspace.folder('.dos/markers/s.jsonl')
    expect(await outcomes(workspace, LOOP, { stdin: workspace.stop() })).toEqual(['released'])
  })

  test('is noted as released where nobody took the hold', async () => {
    using workspace = makeWorkspace()
    expect(await outcomes(workspace, LOOP, { stdin: workspace.stop(), printed: false })).toEqual(['released'])
    expect(workspace.records()).toHaveLength(1)
  })

  test('of a shell loop is noted with its run and the status it got', async () => {
    using workspace = makeWorkspace()
    for (let pass = 0; pass < 2; pass += 1) {
      await call(['check', '--claim', '--run', 'nightly', '--max-markers', '1'], { cwd: workspace.path })
    }
    expect(noted(workspace)).toMatchObject([
      { verb: 'check', outcome: 'granted', exit: 0, runId: 'nightly', markerCount: 1, maxMarkers: 1 },
      { verb: 'check', outcome: 'refused', exit: 1, runId: 'nightly', markerCount: 1, maxMarkers: 1 },
    ])
    expect(noted(workspace).every(({ dialect }) => dialect === undefined)).toBe(true)
  })

  test('about a schedule is noted by the verb that made it', async () => {
    using workspace = makeWorkspace()
    const crons = [{ id: '1', schedule: '* * * * *', recurring: true, prompt: 'look' }]
    const prompt = workspace.stop({ hook_event_name: 'UserPromptSubmit', prompt: 'look' })
    const human = workspace.stop({ hook_event_name: 'UserPromptSubmit', prompt: 'hello' })
    await call(['wake', '--max-markers', '1'], { stdin: workspace.stop({ session_crons: crons }) })
    for (const stdin of [prompt, prompt, human]) await call(['wake', '--max-markers', '1'], { stdin })
    const input = { delaySeconds: 60, reason: 'r', prompt: 'look', noop: true }
    const tool = { hook_event_name: 'PreToolUse', tool_name: 'ScheduleWakeup', tool_input: input }
    for (const prompt_id of ['1', '2']) {
      await call(['rearm'], { stdin: workspace.stop({ ...tool, prompt_id }) })
    }
    expect(noted(workspace).every(({ dialect }) => dialect === 'claude-code')).toBe(true)
    expect(noted(workspace).map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual([
      'wake granted',
      'wake refused',
      'wake reset',
      'rearm released',
      'rearm stretched',
    ])
  })

  test('is not noted where that is turned off, in a dry run, or where the turn is an ordinary one', async () => {
    for (const value of ['0', 'false', 'off']) {
      using workspace = makeWorkspace()
      await call(LOOP, { stdin: workspace.stop(), env: { DOS_HOOK_METRICS: value } })
      expect(noted(workspace)).toEqual([])
      expect(existsSync(join(workspace.path, FOLDER))).toBe(false)
    }
    using workspace = makeWorkspace()
    await call([...LOOP, '--dry-run'], { stdin: workspace.stop() })
    await call(['marker'], { stdin: workspace.stop() })
    await call(LOOP, { stdin: workspace.stop({ stop_hook_active: true }) })
    expect(workspace.all()).toEqual([])
    await call(LOOP, { stdin: workspace.stop() })
    await call(['marker'], { stdin: workspace.stop() })
    expect(noted(workspace)).toHaveLength(1)
  })

  test('does not count what the hook waited on purpose as slowness', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wait]\nuntil = "sleep 1"\nmax_seconds = 9\n')
    const env = { PATH: process.env['PATH'] ?? '' }
    const args = [...LOOP, '--allow-until']
    expect((await run(workspace.stop(), { args, env })).stdout).toContain('the condition is met')
    const [one] = noted(workspace)
    expect(one).toMatchObject({ outcome: 'held' })
    expect(one?.latencyMs).toBeLessThan(900)
    expect(one?.latencyMs).toBeGreaterThan(0)
  })
})

describe('The file of observations', () => {
  test('is renamed when it is full, so that there are never more than two', async () => {
    using workspace = makeWorkspace()
    const full = 'x'.repeat(MAX_BYTES - 5)
    for (const round of [1, 2]) {
      workspace.put(FILE, `${round}${full}\n`)
      await call(LOOP, { stdin: workspace.stop() })
      expect(noted(workspace)).toHaveLength(1)
      const earlier = readFileSync(join(workspace.path, FOLDER, 'observations.1.jsonl'), 'utf8')
      expect(earlier.startsWith(`${round}x`)).toBe(true)
    }
    expect(workspace.all().filter((path) => path.startsWith(`${FOLDER}/`))).toHaveLength(2)
  })

  test('takes the lines of 32 calls at once, each whole', async () => {
    using workspace = makeWorkspace()
    const args = [...LOOP, '--max-markers', '20']
    const calls = Array.from({ length: 32 }, () => run(workspace.stop(), { args }))
    const held = (await Promise.all(calls)).filter(({ stdout }) => stdout !== '')
    const lines = noted(workspace)
    expect(lines.filter(({ outcome }) => outcome === 'held')).toHaveLength(held.length)
    expect(lines).toHaveLength(32)
  })
})

describe('Nothing about observations stands in the way of a decision:', () => {
  const HOSTILE: readonly (readonly [string, (workspace: Workspace) => void])[] = [
    ['a file in the place of the folder', (workspace) => workspace.put(FOLDER, '')],
    ['a folder in the place of the file', (workspace) => workspace.folder(FILE)],
    ['a link to itself', (workspace) => link(workspace, 'observations.jsonl', 'observations.jsonl')],
    ['a link to a file elsewhere', (workspace) => link(workspace, '../../victim', 'observations.jsonl')],
    [
      'a folder that is a link to elsewhere',
      (workspace) => {
        workspace.folder('.dos')
        symlinkSync(workspace.folder('elsewhere'), join(workspace.path, FOLDER))
      },
    ],
    ['a folder that nobody may write to', (workspace) => chmodSync(workspace.folder(FOLDER), 0o555)],
  ]

  test.each(HOSTILE)('%s', async (_, prepare) => {
    using workspace = makeWorkspace()
    prepare(workspace)
    workspace.put('victim', 'untouched')
    const { status, stdout, stderr } = await run(workspace.stop(), { args: LOOP })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('"decision":"block"')
    expect(readFileSync(join(workspace.path, 'victim'), 'utf8')).toBe('untouched')
    expect(existsSync(join(workspace.path, 'elsewhere', 'observations.jsonl'))).toBe(false)
    expect(workspace.records()).toHaveLength(1)
    chmodSync(join(workspace.path, '.dos'), 0o755)
  })

  test('a FIFO that nobody reads', async () => {
    using workspace = makeWorkspace()
    workspace.folder(FOLDER)
    expect(Bun.spawnSync(['mkfifo', join(workspace.path, FILE)]).exitCode).toBe(0)
    const ended = await run(workspace.stop(), { args: LOOP })
    expect(ended.stdout).toContain('"decision":"block"')
    expect(ended.ms).toBeLessThan(5000)
  })

  test('a tally that already is a link out of the workspace stays refused, and nothing is noted through it', async () => {
    using workspace = makeWorkspace()
    using elsewhere = makeWorkspace()
    symlinkSync(elsewhere.path, join(workspace.path, '.dos'))
    const { stdout } = await run(workspace.stop(), { args: LOOP })
    expect(stdout).toBe('')
    expect(elsewhere.all()).toEqual([])
  })
})

test('What is noted lies where git does not see it', async () => {
  using workspace = makeWorkspace()
  await call([...LOOP, '--max-markers', '0'], { stdin: workspace.stop() })
  expect(workspace.all()).toEqual(['.dos', '.dos/.gitignore', ...NOTED])
  expect(readFileSync(join(workspace.path, '.dos/.gitignore'), 'utf8')).toBe('*\n')
})

function link(workspace: Workspace, target: string, name: string): void {
  symlinkSync(target, join(workspace.folder(FOLDER), name))
}
