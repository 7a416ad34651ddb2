import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { holdReason } from '@dos/hook-call/marker/words'
import fc from 'fast-check'
import { parseHold } from './support/expectations.ts'
import { call, report } from './support/fake-io.ts'
import { MARKER, makeWorkspace, SESSION } from './support/workspace.ts'

const LOOP = ['marker', '--loop']
const TALLY = join('.dos', 'markers', `${SESSION}.jsonl`)

/** What is said of every workspace here that is no repository. */
const NO_REPOSITORY = 'there is no git repository here'

describe('Held', () => {
  test('is one line of exactly decision and reason, which counts the markers up to the cap', async () => {
    using workspace = makeWorkspace()
    for (let marker = 1; marker <= 4; marker += 1) {
      const { stdout, stderr } = await call(LOOP, { stdin: workspace.stop() })
      expect(stdout).toHaveLength(1)
      expect(parseHold(`${stdout[0]}\n`).reason).toContain(`marker ${marker} of 4:`)
      expect(stderr).toEqual([])
    }
    expect((await call(LOOP, { stdin: workspace.stop() })).stdout).toEqual([])
  })

  test('tells the model what is going on: wait rather than poll, and when it ends', () => {
    const held = { marker: 1, cap: 4, once: false, unseen: [] }
    expect(holdReason(held)).toMatchInlineSnapshot(
      `"Wait marker 1 of 4: this turn ended without progress and is held open only so that you can wait. Do not poll. If something is still running, wait for its completion signal, or block on it with one command; if nothing is, say so and finish. After 3 more without progress the hold ends and the session stops."`,
    )
    expect(holdReason({ ...held, marker: 4 })).toEndWith(
      'This was the last one: the next empty turn ends the session.',
    )
  })

  test('promises the model no more holds of its chain than there will be', () => {
    const held = { marker: 1, cap: 4, once: true, unseen: [] }
    expect(holdReason(held)).toEndWith('if nothing is, say so and finish. When it ends again it is let go.')
    expect(holdReason({ ...held, marker: 4 })).toEndWith(
      'When it ends again it is let go, and it was the last that can be held.',
    )
  })

  test('never tells the model of a turn without progress where nobody could look', () => {
    for (const once of [false, true]) {
      for (const marker of [1, 4]) {
        const told = holdReason({ marker, cap: 4, once, unseen: ['git is missing'] })
        expect(told).toContain(
          'held open only so that you can wait; progress could not be checked (git is missing). Do not',
        )
        expect(told).not.toMatch(/without progress|empty turn/)
      }
    }
    expect(holdReason({ marker: 1, cap: 4, once: false, unseen: ['a', 'b'] })).toContain('(a; b)')
  })

  // The policy, what the host says of the chain, and whether the turn after a hold is let go whatever the budget.
  test.each([
    ['', false, true],
    ['respect_stop_hook_active = false', false, false],
    ['respect_stop_hook_active = false', true, false],
    ['', undefined, false],
    ['', 'false', false],
  ] as const)(
    'is told what becomes of its next Stop: %j, stop_hook_active %j, let go %p',
    async (toml, active, once) => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', `[marker]\n${toml}\n`)
      const { stdout } = await call(LOOP, { stdin: workspace.stop({ stop_hook_active: active }) })
      expect(parseHold(`${stdout[0]}\n`).reason).toBe(
        holdReason({ marker: 1, cap: 4, once, unseen: [NO_REPOSITORY] }),
      )
      const next = await call(LOOP, {
        stdin: workspace.stop({ stop_hook_active: active === false ? true : active }),
      })
      expect(next.stdout.length === 0).toBe(once)
    },
  )

  test('fits into a pipe in one piece, whatever the cap', () => {
    const [marker, cap] = [Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER]
    for (const once of [false, true])
      expect(holdReason({ marker, cap, once, unseen: [] }).length).toBeLessThan(600)
  })
})

describe('--json', () => {
  test('reports a marker that was allowed and recorded', async () => {
    using workspace = makeWorkspace()
    expect(await report(['--loop'], { stdin: workspace.stop() })).toEqual({
      allow_marker: true,
      answer: 'hold',
      markers_emitted: 1,
      max_markers: 4,
      reason: 'no-op turn 1 of 4 since the last progress',
      armed: true,
      armed_by: 'loop-flag',
      armed_name: null,
      dialect: 'claude-code',
      session_id: SESSION,
      workspace: workspace.path,
      tally: workspace.tally,
      reset: false,
      progress: [],
      unseen: [NO_REPOSITORY],
      dry_run: false,
      trouble: false,
      warnings: [],
      stderr: [],
    })
    expect(workspace.records()).toHaveLength(1)
  })

  test('reports a budget that is spent', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(4))
    expect(await report([], { stdin: workspace.stop(), env: { DOS_LOOP: '1' } })).toMatchObject({
      allow_marker: false,
      markers_emitted: 4,
      max_markers: 4,
      armed: true,
      armed_by: 'env',
      armed_name: 'DOS_LOOP',
      reset: false,
      trouble: false,
      tally: workspace.tally,
    })
  })

  test('reports the whole streak where the decision stops at the cap, or needs no count', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(10))
    const stdin = workspace.stop()
    expect(await report(['--loop'], { stdin })).toMatchObject({ armed: true, markers_emitted: 10 })
    expect(await report(['--loop', '--max-markers', '0'], { stdin })).toMatchObject({ markers_emitted: 10 })
    expect(await report([], { stdin })).toMatchObject({ armed: false, markers_emitted: 10 })
  })

  test('reports a turn that was not armed', async () => {
    using workspace = makeWorkspace()
    expect(await report([], { stdin: workspace.stop() })).toMatchObject({
      allow_marker: false,
      markers_emitted: 0,
      max_markers: 4,
      reason: 'nothing says that this turn belongs to a loop',
      armed: false,
      armed_by: 'no-evidence',
      session_id: SESSION,
      trouble: false,
      stderr: [],
    })
  })

  test('reports a reset', async () => {
    using workspace = makeWorkspace()
    expect(await report(['--reset'], { stdin: workspace.stop() })).toMatchObject({
      allow_marker: false,
      markers_emitted: 0,
      max_markers: null,
      armed: false,
      armed_by: null,
      reset: true,
      trouble: false,
      stderr: [],
    })
    expect(workspace.records().map(({ op }) => op)).toEqual(['RESET'])
  })

  test('reports trouble, also on stderr', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = -1\n')
    const why = `${workspace.path}/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is -1`
    expect(await report(['--loop'], { stdin: workspace.stop() })).toMatchObject({
      allow_marker: false,
      max_markers: null,
      reason: why,
      armed: false,
      trouble: true,
      workspace: workspace.path,
      stderr: [why],
    })
    expect(await report(['--loop'])).toMatchObject({
      trouble: true,
      session_id: null,
      tally: null,
      workspace: null,
    })
  })

  test('reports a warning, also on stderr', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streaks = 1\n')
    const { warnings, stderr, trouble } = await report(['--loop'], { stdin: workspace.stop() })
    const warning = `${workspace.path}/dos.toml:2:1: [marker] has no key "max_streaks"; the nearest is max_streak`
    expect({ warnings, stderr, trouble }).toEqual({
      warnings: [warning],
      stderr: [`warning: ${warning}`],
      trouble: false,
    })
  })

  test('is never what a host could take for an answer', async () => {
    const reports = []
    for (const [args, stdin] of [
      [['--loop'], {}],
      [['--loop', '--dry-run'], {}],
      [['--loop', '--max-markers', '0'], {}],
      [[], {}],
      [['--reset'], {}],
      [['--loop'], { session_id: null }],
      [['--loop'], { hook_event_name: 'Other' }],
    ] as const) {
      using workspace = makeWorkspace()
      reports.push(await report([...args], { stdin: workspace.stop(stdin) }))
    }
    const keys = new Set(reports.flatMap(Object.keys))
    for (const key of [
      'decision',
      'continue',
      'stopReason',
      'hookSpecificOutput',
      'systemMessage',
      'followup_message',
    ]) {
      expect(keys).not.toContain(key)
    }
    expect(keys).toContain('allow_marker')
  })
})

describe('--dry-run', () => {
  for (const [what, args, before, told] of [
    ['a hold', ['--loop'], '', 'dry run: would hold: no-op turn 1 of 4 since the last progress'],
    ['a spent budget', ['--loop'], MARKER.repeat(4), /^dry run: would release: /],
    ['an ordinary turn', [], '', 'dry run: would release: nothing says that this turn belongs to a loop'],
    ['a reset', ['--reset'], MARKER, 'dry run: would release: --dry-run: the streak would be reset'],
  ] as const) {
    test(`explains ${what} on stderr, writes nothing, and never prints what would hold`, async () => {
      using workspace = makeWorkspace()
      if (before !== '') workspace.put(TALLY, before)
      const files = workspace.all()
      const { status, stdout, stderr } = await call(['marker', '--dry-run', ...args], {
        stdin: workspace.stop(),
      })
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      expect(stderr).toEqual([typeof told === 'string' ? told : expect.stringMatching(told)])
      expect(workspace.all()).toEqual(files)
      expect(workspace.records()).toHaveLength(before.split('\n').length - 1)
    })
  }

  test('with --json reports on stdout what would be, and says nothing on stderr', async () => {
    using workspace = makeWorkspace()
    for (let round = 0; round < 3; round += 1) {
      expect(await report(['--loop', '--dry-run'], { stdin: workspace.stop() })).toMatchObject({
        allow_marker: true,
        markers_emitted: 1,
        dry_run: true,
        stderr: [],
      })
    }
    expect(workspace.all()).toEqual([])
  })
})

describe('--debug', () => {
  test('tells each step on stderr, and leaves stdout as it is without', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await call([...LOOP, '--debug'], { stdin: workspace.stop() })
    expect(stdout.map((line) => parseHold(`${line}\n`).reason)).toEqual([
      holdReason({ marker: 1, cap: 4, once: true, unseen: [NO_REPOSITORY] }),
    ])
    expect(stderr).toEqual([
      'debug: event Stop',
      'debug: dialect claude-code: nothing tells the host, so it is taken for Claude Code',
      `debug: session s, workspace ${workspace.path}, tally ${workspace.tally}`,
      'debug: armed: --loop says that this hook is bound to a loop',
      'debug: progress: none seen',
      `debug: not seen: ${NO_REPOSITORY}`,
      'debug: streak 0, budget 4: LIVE',
      'debug: marker 1 recorded durably',
      'debug: hold: no-op turn 1 of 4 since the last progress',
    ])
  })

  test('keeps stdout empty where the turn is released', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await call(['marker', '--debug'], { stdin: workspace.stop() })
    expect(stdout).toEqual([])
    expect(stderr.length).toBeGreaterThan(1)
  })
})

test('The value of a variable never appears in anything that is said, nor in the tally but for the run', async () => {
  const flags = fc.subarray(['--loop', '--json', '--dry-run', '--debug', '--reset'])
  const secret = fc.stringMatching(/^sk-[a-zA-Z0-9]{20}$/)
  const names = fc.subarray(['DOS_LOOP', 'CID_RUN_ID', 'ANTHROPIC_API_KEY', 'MY_LOOP', 'PATH', 'HOME'], {
    minLength: 1,
  })
  const broken = fc.boolean()
  const values = fc.tuple(names, secret, broken)
  let said = 0
  await fc.assert(
    fc.asyncProperty(flags, values, fc.boolean(), async (args, [named, value, isBroken], active) => {
      using workspace = makeWorkspace()
      const own = '[marker]\narm_on_env = ["ANTHROPIC_API_KEY", "MY_LOOP", "DOS_LOOP"]\n'
      workspace.put('dos.toml', isBroken ? `${own}max_streak = "x"\n` : own)
      const env = Object.fromEntries(named.map((name) => [name, value]))
      const stdin = workspace.stop({ stop_hook_active: active })
      const { stdout, stderr } = await call(['marker', ...args], { stdin, env })
      const all = [...stdout, ...stderr].join('\n')
      said += all.length
      expect(all).not.toContain(value)
      for (const { run_id, ...rest } of workspace.records()) {
        expect([undefined, env['CID_RUN_ID']]).toContain(run_id as string | undefined)
        expect(JSON.stringify(rest)).not.toContain(value)
      }
    }),
    { numRuns: 200 },
  )
  expect(said).toBeGreaterThan(10_000)
})
