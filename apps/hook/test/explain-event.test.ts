import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, readFileSync } from 'node:fs'
import { explain } from '@dos/desk/explain/command'
import { RULES } from '@dos/desk/explain/event'
import type { Stdin } from '@dos/hook-call/io'
import { run } from './support/command.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { commit, makeRepository, WITH_GIT } from './support/repository.ts'
import { line, masked, putTally } from './support/tallies.ts'
import { runInTerminal } from './support/terminal.ts'
import { makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = line('MARKER', { reason: 'r' })
const SECRET = 'nobody-may-see-this'

type Env = Readonly<Record<string, string>>

/** What is said of an event. */
async function explained(event: string, args: readonly string[] = [], env: Env = {}) {
  const said = await callDesk(explain, args, {
    env,
    stdinIsGiven: true,
    readStdin: async (): Promise<Stdin> => ({ kind: 'text', text: event }),
  })
  expect(said.stderr).toEqual([])
  expect(said.status).toBe(0)
  return said.stdout
}

/** The same as facts by their names. */
async function facts(event: string, args: readonly string[] = [], env: Env = {}) {
  const { evidence, ...rest } = JSON.parse(await explained(event, ['--json', ...args], env))
  const named = evidence.map(({ name, value }: { name: string; value: string }) => [name, value])
  return { ...rest, facts: Object.fromEntries(named) as Readonly<Record<string, string>> }
}

/** One Stop for each rule of the decision, and the facts that show by what it was decided. */
const CASES: readonly (readonly [
  rule: keyof typeof RULES,
  event: Readonly<Record<string, unknown>>,
  more: {
    readonly args?: readonly string[]
    readonly env?: Env
    readonly toml?: string
    readonly markers?: number
    readonly ops?: string
  },
  shown: Readonly<Record<string, string>>,
])[] = [
  [
    'no-evidence',
    {},
    {},
    { '--loop': 'not given', DOS_LOOP: 'not set', CID_RUN_ID: 'not set', progress: 'not looked for' },
  ],
  ['no-evidence', {}, { env: { DOS_LOOP: '' } }, { DOS_LOOP: 'set, but empty: arms nothing' }],
  [
    'stop-hook-active',
    { stop_hook_active: true },
    { args: ['--loop'] },
    { latch: 'the turn was held already; respected (respect_stop_hook_active)' },
  ],
  [
    'live',
    {},
    { args: ['--loop'], markers: 2 },
    {
      '--loop': 'given',
      streak: '2 of 4 markers since the last progress',
      verdict: 'hold: no-op turn 3 of 4 since the last progress',
    },
  ],
  [
    'live',
    { stop_hook_active: true },
    { env: { DOS_LOOP: SECRET }, toml: '[marker]\nrespect_stop_hook_active = false\n' },
    { DOS_LOOP: 'set: arms', latch: 'the turn was held already; not respected (respect_stop_hook_active)' },
  ],
  [
    'live',
    { background_tasks: [{}] },
    { toml: '[marker]\narm_on_event = "background_tasks"\n' },
    { 'background tasks': '1; any would arm (arm_on_event)' },
  ],
  [
    'exhausted',
    {},
    { args: ['--loop'], markers: 4 },
    {
      streak: '4 of 4 markers since the last progress',
      verdict: 'release: the budget is spent: 4 of 4 no-op turns since the last progress',
    },
  ],
  [
    'exhausted',
    {},
    { args: ['--loop', '--max-markers', '1'], markers: 1 },
    { streak: '1 of 1 markers since the last progress' },
  ],
  [
    'attended',
    {},
    { env: { DOS_LOOP: SECRET, CLAUDE_CODE_SESSION_ATTENDED: '1' } },
    {
      DOS_LOOP: 'set, but a person attends: arms nothing',
      attended: 'yes, a person attends the session',
      progress: 'not looked for',
    },
  ],
  [
    'live',
    {},
    { env: { DOS_LOOP: '1', CLAUDE_CODE_SESSION_ATTENDED: '1', CLAUDE_CODE_SESSION_ID: 'another' } },
    { DOS_LOOP: 'set: arms', attended: "not asked: the environment is another session's" },
  ],
  [
    'woken-by-host',
    { background_tasks: [{}], session_crons: [] },
    { args: ['--loop'], env: { CLAUDE_CODE_SESSION_ATTENDED: '1' } },
    {
      'background tasks': '1',
      schedules: 'none',
      attended: 'yes, a person attends the session',
      progress: 'not looked for',
    },
  ],
  [
    'kept-going',
    { stop_hook_active: true, turn_id: 't' },
    {
      args: ['--loop', '--dialect', 'codex'],
      toml: '[marker]\nrespect_stop_hook_active = false\non_exhausted = "halt"\n',
      markers: 4,
      ops: line('SPENT'),
    },
    { rule: `kept-going: ${RULES['kept-going']}` },
  ],
]

describe('Of a Stop event', () => {
  test.each(CASES)('the rule %s is named, with what speaks for it: %j', async (rule, event, more, shown) => {
    using workspace = makeWorkspace()
    if (more.toml !== undefined) workspace.put('dos.toml', more.toml)
    if (more.markers !== undefined)
      putTally(workspace, SESSION, MARKER.repeat(more.markers) + (more.ops ?? ''))
    const before = workspace.all()
    const told = await facts(workspace.stop(event), more.args, more.env)
    expect(told.facts).toMatchObject({ ...shown, rule: `${rule}: ${RULES[rule]}` })
    expect(told.rule).toBe(rule)
    // And it is what the hook itself would do.
    const args = ['--dry-run', ...(more.args ?? [])]
    const hook = await report(args, { stdin: workspace.stop(event), env: more.env ?? {} })
    expect([told.answer, told.reason, told.armed_by]).toEqual([
      hook['answer'],
      hook['reason'],
      hook['armed_by'],
    ])
    expect(workspace.all()).toEqual(before)
  })

  test('that is none, what says so is told, and it is what the hook itself would say', async () => {
    using workspace = makeWorkspace()
    const stop = workspace.stop({ agent_id: 'a1' })
    const told = await facts(stop, ['--loop'])
    const why = "the event's agent_id says that a subagent stopped, and not the session"
    expect(told.facts).toMatchObject({ 'no Stop': why, verdict: `release: ${why}` })
    expect((await report(['--loop'], { stdin: stop }))['reason']).toBe(why)
  })

  test('progress is seen, and every rule has had its case', async () => {
    using workspace = makeWorkspace()
    const cwd = makeRepository(workspace)
    const stop = workspace.stop({ cwd })
    await run(stop, { env: WITH_GIT })
    const quiet = await facts(stop, ['--loop'], WITH_GIT)
    expect(quiet.facts).toMatchObject({
      progress: 'none seen since the last record',
      rule: expect.stringMatching(/^live/),
    })
    workspace.put('repository/mine', 'work')
    commit(cwd, 'work')
    const before = readFileSync(`${cwd}/.dos/markers/${SESSION}.jsonl`, 'utf8')
    const told = await facts(stop, ['--loop'], WITH_GIT)
    expect(told.facts['progress']).toContain('commit')
    expect(told).toMatchObject({ rule: 'progress', answer: 'release', reset: false })
    expect(readFileSync(`${cwd}/.dos/markers/${SESSION}.jsonl`, 'utf8')).toBe(before)
    expect([...new Set(CASES.map(([rule]) => rule)), 'progress'].toSorted()).toEqual(
      Object.keys(RULES).toSorted(),
    )
  })

  test('values of variables are never shown, only whether they are set', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\narm_on_env = ["MY_KEY", "OTHER"]\n')
    const env = { MY_KEY: SECRET, ANTHROPIC_API_KEY: SECRET, CID_RUN_ID: SECRET }
    for (const args of [[], ['--json']]) {
      const text = await explained(workspace.stop(), args, env)
      expect(text).toContain('MY_KEY')
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain('ANTHROPIC_API_KEY')
    }
    expect((await facts(workspace.stop(), [], env)).facts).toMatchObject({
      MY_KEY: 'set: arms',
      OTHER: 'not set',
    })
  })

  test('what keeps the hook from acting is named, too', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = "4"\n')
    const malformed = await facts(workspace.stop(), ['--loop'])
    expect(malformed.facts['dos.toml']).toContain('dos.toml:2:14')
    expect(malformed.facts['verdict']).toMatch(/^release: .*dos\.toml:2:14/)
    expect(malformed).toMatchObject({ rule: null, trouble: true })
    workspace.put('dos.toml', '[marker]\nmax_streek = 4\n')
    expect((await facts(workspace.stop())).facts['dos.toml']).toMatch(/dos\.toml; warning: .*max_streek/)
    expect((await facts('{"hook_event_name":"Stop"}')).facts).toMatchObject({
      session: 'none',
      verdict: expect.stringMatching(/^release: no session/),
    })
    putTally(workspace, SESSION, 'x'.repeat(5 * 1024 * 1024))
    workspace.put('dos.toml', '')
    const damaged = await facts(workspace.stop(), ['--loop'])
    expect(damaged.facts['streak']).toContain('has no readable record')
  })

  test('the host is told, and by what', async () => {
    const { facts: codex } = await facts('{"hook_event_name":"Stop","turn_id":"t"}', ['--dialect', 'codex'])
    expect(codex['host']).toBe('Codex: --dialect says so')
    const { facts: gemini } = await facts('{"hook_event_name":"AfterAgent"}')
    expect([gemini['event'], gemini['host']]).toEqual(['AfterAgent', expect.stringMatching(/^Gemini CLI: /)])
    expect((await facts('{}')).facts['event']).toBe('without a name')
  })
})

describe('Of another event', () => {
  test('the verb that is bound to it is asked: a prompt', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, SESSION, MARKER.repeat(2))
    const event = {
      hook_event_name: 'UserPromptSubmit',
      session_id: SESSION,
      cwd: workspace.path,
      prompt: 'hi',
    }
    const before = workspace.records()
    const told = await facts(JSON.stringify(event))
    expect(told).toMatchObject({ verb: 'wake', answer: 'reset', prompt: 'human', trouble: false })
    expect(told.facts).toMatchObject({
      prompt: 'of kind human',
      streak: '2 markers since the last progress',
      verdict: 'dos-hook wake: reset: a prompt of a human',
    })
    expect(workspace.records()).toEqual(before)
  })

  test('the verb that is bound to it is asked: a call of a tool', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, SESSION, MARKER.repeat(2))
    const event = {
      ...{ hook_event_name: 'PreToolUse', session_id: SESSION, cwd: workspace.path },
      ...{
        tool_name: 'ScheduleWakeup',
        tool_input: { delaySeconds: 60, reason: 'r', prompt: 'p', noop: true },
      },
    }
    const before = workspace.records()
    const told = await facts(JSON.stringify(event))
    expect(told).toMatchObject({ verb: 'rearm', answer: 'stretch', max_markers: 4 })
    expect(told.facts['verdict']).toStartWith('dos-hook rearm: stretch: ')
    expect(workspace.records()).toEqual(before)
  })

  test('that nothing is bound to, it is said that it is none of these', async () => {
    const told = await facts('{"hook_event_name":"Notification","session_id":"s"}')
    expect(told.facts['verdict']).toBe('release: Notification is no Stop event')
  })
})

describe('What is on stdin', () => {
  test.each([
    ['{', 'stdin was not JSON, where a hook event was expected; the hook would release the turn'],
    ['[]', 'stdin was JSON but not an object'],
  ])('is refused where it is no event: %j', async (text, words) => {
    const { status, stdout, stderr } = await run(text, { args: ['explain'] })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toStartWith(`dos-hook: ${words}`)
  })

  test.each([
    [{ kind: 'too-long', limit: 7 }, 'stdin was longer than 7 bytes, more than a hook event can be'],
    [
      { kind: 'too-nested', levels: 7, parts: 9 },
      'stdin was nested deeper than 7 levels or had more than 9 parts, more than a hook event can have',
    ],
    [
      { kind: 'utf-16' },
      'stdin was UTF-16, where a hook event in UTF-8 was expected: set $OutputEncoding = [Text.UTF8Encoding]::new() in PowerShell, or save the file as UTF-8',
    ],
    [{ kind: 'broken', cause: new Error('EIO') }, 'stdin could not be read: Error: EIO'],
  ] satisfies readonly [Stdin, string][])('is refused where it can not be read: %j', async (stdin, words) => {
    const said = await callDesk(explain, [], { stdinIsGiven: true, readStdin: async () => stdin })
    expect(said).toEqual({ status: 1, stdout: '', stderr: [words] })
  })

  test('is nothing where nobody sends anything: the last story is told', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'nightly', MARKER)
    const given = { stdinIsGiven: true, cwd: () => workspace.path }
    for (const stdin of [{ kind: 'late' }, { kind: 'text', text: ' \n' }] satisfies Stdin[]) {
      const { stdout } = await callDesk(explain, [], { ...given, readStdin: async () => stdin })
      expect(stdout).toStartWith('session  nightly\n')
    }
  })

  test('is not read where a session is named', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'nightly', MARKER)
    const { stdout } = await run('{', { args: ['explain', 'nightly'], cwd: workspace.path })
    expect(stdout).toStartWith('session  nightly\n')
  })
})

describe('In a terminal an event', () => {
  for (const cols of [60, 100, 200]) {
    test(`is explained in ${cols} columns`, async () => {
      using workspace = makeWorkspace('/tmp')
      putTally(workspace, SESSION, MARKER.repeat(3))
      const stdin = workspace.put('event.json', workspace.stop({ background_tasks: [] }))
      const env = { DOS_LOOP: '1', NO_COLOR: '1' }
      const { text, status } = await runInTerminal(['explain'], { stdin, cwd: workspace.path, cols, env })
      expect(status).toBe(0)
      expect(`\n${masked(text, workspace)}\n`).toMatchSnapshot()
    })
  }

  test('has colours where nothing speaks against them', async () => {
    using workspace = makeWorkspace()
    const stdin = workspace.put('event.json', workspace.stop())
    const screen = await runInTerminal(['explain', '--loop'], { stdin, cwd: workspace.path })
    expect(['verdict', 'hold: no-op'].map((text) => screen.styleOf(text))).toEqual([
      { dim: true },
      { bold: true },
    ])
  })

  test('is explained the same by whatever runs it', async () => {
    using workspace: Workspace = makeWorkspace()
    const texts: string[] = []
    for (const by of RUNTIMES)
      texts.push((await run(workspace.stop(), { by, args: ['explain', '--loop'] })).stdout)
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('verdict           hold: no-op turn 1 of 4 since the last progress\n')
    expect(workspace.all()).toEqual([])
  })
})

describe('A hold that would not come', () => {
  test('is told as the release that it would be, where no record can be written', async () => {
    using workspace = makeWorkspace()
    const long = 'x'.repeat(400)
    const given = await facts(workspace.stop({ session_id: long }), ['--loop'])
    expect(given).toMatchObject({ answer: 'release', allow_marker: false, trouble: true })
    expect(given.facts['verdict']).toBe(
      'release: would hold, but no record can be written: the name of the session or run is too long to be a file name',
    )
    const { stdout } = await run(workspace.stop({ session_id: long }), { args: ['marker', '--loop'] })
    expect(stdout).toBe('')
    using blocked = makeWorkspace()
    blocked.put('.dos/markers', 'no folder')
    expect((await facts(blocked.stop(), ['--loop'])).answer).toBe('release')
  })

  test('is told as that where the folder is locked', async () => {
    using workspace = makeWorkspace()
    chmodSync(workspace.path, 0o555)
    const said = await run(workspace.stop(), { args: ['explain', '--loop'], within: asNobody() })
    expect(said.stdout).toContain(
      `release: would hold, but no record can be written: ${workspace.path} may not be written to by you`,
    )
    expect(workspace.all()).toEqual([])
  })
})

test('An event with a condition that is not allowed to run is told that it is ignored', async () => {
  using workspace = makeWorkspace()
  workspace.put('dos.toml', '[wait]\nuntil = "true"\n')
  const given = await facts(workspace.stop(), ['--loop'])
  expect(given.answer).toBe('hold')
  expect(given.facts['warning']).toStartWith('[wait] until is not run: ')
})
