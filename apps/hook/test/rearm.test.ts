import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { run } from './support/command.ts'
import { expectReleased, expectTrouble } from './support/expectations.ts'
import type { Said } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { malformedStdin } from './support/malformed.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { crons, expectSilent, ops, rearm, submitted, tallyText, toolCall, wake } from './support/schedule.ts'
import { MARKER, makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const LOOK = 'look at the build'
const WAKEUP = { delaySeconds: 60, reason: 'waiting for the build', prompt: LOOK, noop: true }
const CRON = { cron: '*/1 * * * *', prompt: LOOK, recurring: true }
const DENY = '[wake]\nrearm = "deny"\n'

/** The model schedules a wake-up, in a turn that the host names, or doesn't. */
function schedule(workspace: Workspace, input: object = WAKEUP, turn?: string): Promise<Said> {
  return rearm(toolCall(workspace, 'ScheduleWakeup', input, turn === undefined ? {} : { prompt_id: turn }))
}

/** The tool was let run with another input, and no permission was given. @returns that input */
function expectStretched({ status, stdout, stderr }: Said): Readonly<Record<string, unknown>> {
  expect({ status, stderr, lines: stdout.length }).toEqual({ status: 0, stderr: [], lines: 1 })
  const { hookSpecificOutput, ...rest } = JSON.parse(stdout[0] ?? '')
  expect(rest).toEqual({})
  expect(Object.keys(hookSpecificOutput)).toEqual(['hookEventName', 'updatedInput'])
  expect(hookSpecificOutput.hookEventName).toBe('PreToolUse')
  return hookSpecificOutput.updatedInput
}

/** The tool was refused. @returns what the model reads */
function expectDenied({ status, stdout, stderr }: Said): string {
  expect({ status, stderr, lines: stdout.length }).toEqual({ status: 0, stderr: [], lines: 1 })
  const { hookSpecificOutput, ...rest } = JSON.parse(stdout[0] ?? '')
  expect(rest).toEqual({})
  const { permissionDecisionReason, ...decision } = hookSpecificOutput
  expect(decision).toEqual({ hookEventName: 'PreToolUse', permissionDecision: 'deny' })
  return permissionDecisionReason
}

describe('A wake-up that the model itself calls a no-op', () => {
  test('is put off twice as long at each further one, up to an hour, and counts', async () => {
    using workspace = makeWorkspace()
    expectSilent(await schedule(workspace))
    const delays: unknown[] = []
    for (let tick = 2; tick <= 9; tick += 1) {
      const { delaySeconds, ...rest } = expectStretched(await schedule(workspace))
      delays.push(delaySeconds)
      expect(rest).toEqual({ reason: WAKEUP.reason, prompt: LOOK, noop: true })
    }
    expect(delays).toEqual([120, 240, 480, 960, 1920, 3600, 3600, 3600])
    expect(ops(workspace)).toBe('M'.repeat(9))
    expect(workspace.records()[0]).toMatchObject({
      op: 'MARKER',
      verb: 'rearm',
      reason: 'noop: true of a wake-up',
    })
  })

  test('counts its turn once, where the host names turns', async () => {
    using workspace = makeWorkspace()
    expectSilent(await schedule(workspace, WAKEUP, 't1'))
    expectSilent(await schedule(workspace, WAKEUP, 't1'))
    expect(ops(workspace)).toBe('M')
    expect(expectStretched(await schedule(workspace, WAKEUP, 't2'))['delaySeconds']).toBe(120)
    expect(expectStretched(await schedule(workspace, WAKEUP, 't2'))['delaySeconds']).toBe(120)
    expect(ops(workspace)).toBe('MM')
  })

  test.each([['t'], [undefined]])(
    'is not counted again in a turn that wake has counted (turns named %p)',
    async (name) => {
      using workspace = makeWorkspace()
      await wake(workspace.stop({ session_crons: crons(LOOK) }))
      for (const [tick, delay] of [
        [1, undefined],
        [2, 120],
        [3, 240],
        [4, 480],
      ] as const) {
        const turn = name && name + tick
        await wake(submitted(workspace, LOOK, turn === undefined ? {} : { prompt_id: turn }))
        const said = await schedule(workspace, WAKEUP, turn)
        if (delay === undefined) expectSilent(said)
        else expect(expectStretched(said)['delaySeconds']).toBe(delay)
      }
      expect(ops(workspace)).toBe('SMMMM')
      expect(tallyText(workspace)).not.toContain('"verb":"rearm"')
    },
  )

  test("counts after a human's prompt as the first again", async () => {
    using workspace = makeWorkspace()
    for (let tick = 0; tick < 3; tick += 1) await schedule(workspace)
    expectSilent(await wake(submitted(workspace, 'go on', { prompt_id: 'h' })))
    expectSilent(await schedule(workspace, WAKEUP, 'h'))
    expect(ops(workspace)).toBe('MMMRM')
  })

  test('is stretched by markers of every verb, and by its own word not at all', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(3))
    const { noop: _, ...quiet } = WAKEUP
    for (const input of [quiet, { ...WAKEUP, noop: false }, { ...WAKEUP, noop: 'true' }]) {
      expect(expectStretched(await schedule(workspace, input))['delaySeconds']).toBe(240)
    }
    expect(ops(workspace)).toBe('MMM')
  })

  test('leaves no trace and is not touched without that word where nothing was counted', async () => {
    using workspace = makeWorkspace()
    const { noop: _, ...quiet } = WAKEUP
    expectSilent(await schedule(workspace, quiet))
    expectSilent(await rearm(toolCall(workspace, 'CronCreate', CRON)))
    expect(workspace.all()).toEqual([])
  })

  test('is let through in a turn that made a commit, whatever the model says, and the streak is zeroed', async () => {
    using workspace = makeWorkspace()
    git(workspace.path, 'init', '--quiet')
    workspace.put('mine', '')
    commit(workspace.path, 'mine')
    workspace.put('dos.toml', `${DENY}max_streak = 2\n[progress]\nwatch = ["commit"]\n`)
    const given = { env: WITH_GIT }
    const ask = () => rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP), [], given)
    expectSilent(await ask())
    expectDenied(await ask())
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    expectSilent(await ask())
    expectSilent(await ask())
    expectDenied(await ask())
    expect(ops(workspace)).toBe('MMRMM')
  })
})

describe('Under rearm = "deny"', () => {
  test('a call is refused once the budget is spent, with a reason that tells the model how to end the loop', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', `${DENY}max_streak = 3\n`)
    expectSilent(await schedule(workspace))
    expectSilent(await schedule(workspace))
    const reason = expectDenied(await schedule(workspace))
    expect(reason).toMatch(
      /^dos-hook: Nothing was scheduled: .*3 of 3.*ScheduleWakeup with stop: true.*CronDelete/,
    )
    expectDenied(await rearm(toolCall(workspace, 'CronCreate', CRON)))
    expect(ops(workspace)).toBe('MMM')
  })

  test('a call after a refusal is not a further turn, so it costs no further place', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', `${DENY}max_streak = 1\n`)
    for (let attempt = 0; attempt < 3; attempt += 1) expectDenied(await schedule(workspace, WAKEUP, 't1'))
    expect(ops(workspace)).toBe('M')
  })

  test.each([
    ['[marker]\nmax_streak = 2\n', [], 2],
    ['[marker]\nmax_streak = 2\n[wake]\nmax_streak = 3\n', [], 3],
    ['', [], 4],
    ['[wake]\nmax_streak = 3\n', ['--max-markers', '1'], 1],
    ['', ['--max-markers', '0'], 0],
  ])('the budget of %j with %j is %i', async (toml, args, cap) => {
    using workspace = makeWorkspace()
    workspace.put(
      'dos.toml',
      toml.includes('[wake]') ? toml.replace('[wake]', '[wake]\nrearm = "deny"') : toml + DENY,
    )
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(Math.max(0, cap - 1)))
    const ask = () => rearm(toolCall(workspace, 'CronCreate', CRON), args)
    if (cap > 0) expectSilent(await ask())
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(cap))
    expectDenied(await ask())
  })
})

describe('Under rearm = "observe"', () => {
  test('calls are only counted', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nrearm = "observe"\nmax_streak = 1\n')
    for (let tick = 0; tick < 6; tick += 1) expectSilent(await schedule(workspace))
    expect(ops(workspace)).toBe('MMMMMM')
  })
})

describe('Never touched, with the budget spent, is', () => {
  test.each([
    ['the end of a loop', 'ScheduleWakeup', { stop: true }],
    ['the end of a loop with all the rest', 'ScheduleWakeup', { ...WAKEUP, stop: true }],
    ['the end of a cron', 'CronDelete', { id: 'c1' }],
    ['the end of a task', 'TaskStop', { task_id: 'b1' }],
    ['another tool', 'Bash', { command: 'sleep 60' }],
    ['a tool without a name', undefined, WAKEUP],
    ['a call without an input', 'ScheduleWakeup', undefined],
    ['a call with a text for its input', 'CronCreate', '*/1 * * * *'],
  ])('%s', async (_, tool, input) => {
    using workspace = makeWorkspace()
    for (const toml of [DENY, '']) {
      workspace.put('dos.toml', toml)
      workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(9))
      expectSilent(await rearm(toolCall(workspace, tool, input)))
      expect(ops(workspace)).toBe('MMMMMMMMM')
    }
  })

  test('a cron, which has no delay to stretch', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(9))
    expectSilent(await rearm(toolCall(workspace, 'CronCreate', CRON)))
    expect(ops(workspace)).toBe('MMMMMMMMM')
  })
})

describe('Whatever the input,', () => {
  test('every field but the delay is passed on as it was, and no word of a prompt is in the tally', async () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('__proto__', 'constructor', 'prompt', 'toJSON'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.jsonValue({ maxDepth: 4 })),
        fc.stringMatching(/^[G-Zg-z]{12,40}$/),
        fc.integer({ min: 1, max: 4000 }),
        async (fields, secret, delaySeconds) => {
          using workspace = makeWorkspace()
          workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER)
          // As it comes in: parsed from JSON, `__proto__` an ordinary field. `stop` would end the loop.
          const text = JSON.stringify({
            ...fields,
            reason: secret,
            prompt: secret,
            delaySeconds,
            noop: true,
            stop: false,
          })
          const said = await rearm(
            `{"hook_event_name":"PreToolUse","session_id":"s","cwd":${JSON.stringify(workspace.path)},"tool_name":"ScheduleWakeup","tool_input":${text}}`,
          )
          expect(tallyText(workspace)).not.toContain(secret)
          if (delaySeconds >= 3600) return expectSilent(said)
          const given = expectStretched(said)
          expect(given['delaySeconds']).toBe(Math.min(3600, 2 * Math.max(60, delaySeconds)))
          expect(JSON.stringify({ ...given, delaySeconds })).toBe(JSON.stringify(JSON.parse(text)))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('an event with anything in its fields is answered by one line, a complaint or silence', async () => {
    using workspace = makeWorkspace()
    const field = fc.constantFrom('tool_name', 'tool_input', 'prompt_id', 'cwd', 'hook_event_name', 'x')
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(
        'ScheduleWakeup',
        'CronCreate',
        WAKEUP,
        CRON,
        { noop: true },
        { delaySeconds: '60' },
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, value), async (fields) => {
        const { status, stdout, stderr } = await rearm(
          JSON.stringify({
            hook_event_name: 'PreToolUse',
            session_id: SESSION,
            tool_name: 'ScheduleWakeup',
            ...fields,
          }),
          ['--workspace', workspace.path],
        )
        expect(status).toBe(0)
        expect(stdout.length + stderr.length).toBeLessThanOrEqual(1)
        for (const line of stdout)
          expect(line).toStartWith('{"hookSpecificOutput":{"hookEventName":"PreToolUse",')
        for (const line of stderr) expect(line).not.toContain('fault of dos-hook')
      }),
      { numRuns: 500 },
    )
    workspace.records()
  })
})

describe('The real command', () => {
  for (const by of RUNTIMES) {
    test(`stretches and refuses by exactly one line, as ${by}`, async () => {
      using workspace = makeWorkspace()
      const event = toolCall(workspace, 'ScheduleWakeup', { ...WAKEUP, more: { nested: ['…'] } })
      expectReleased(await run(event, { by, args: ['rearm'] }))
      const stretched = await run(event, { by, args: ['rearm'] })
      expect(stretched).toMatchObject({
        status: 0,
        stderr: '',
        stdout:
          '{"hookSpecificOutput":{"hookEventName":"PreToolUse","updatedInput":{"delaySeconds":120,' +
          '"reason":"waiting for the build","prompt":"look at the build","noop":true,"more":{"nested":["…"]}}}}\n',
      })
      workspace.put('dos.toml', DENY)
      const denied = await run(event, { by, args: ['rearm', '--max-markers', '1'] })
      expect(denied).toMatchObject({ status: 0, stderr: '' })
      expect(denied.stdout).toMatch(
        /^\{"hookSpecificOutput":\{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"[^\n]*"\}\}\n$/,
      )
    })
  }

  test('lets everything malformed pass, with at most one line that says why and nothing recorded', async () => {
    using workspace = makeWorkspace()
    const args = ['rearm', '--workspace', workspace.path]
    const samples = fc.sample(malformedStdin, { seed: 20260610, numRuns: 250 }).values()
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const bytes of samples) {
          const ended = await run(bytes, { args, cwd: workspace.path })
          // An event of another name is none of its business.
          if (ended.stderr === '') expectReleased(ended)
          else expect(expectTrouble(ended)).not.toContain('fault of dos-hook')
        }
      }),
    )
    expect(workspace.all()).toEqual([])
  })
})

describe('Events and flags', () => {
  test('of another name are passed over, and one of no name is told', async () => {
    using workspace = makeWorkspace()
    for (const name of ['Stop', 'PostToolUse', 'UserPromptSubmit', 7]) {
      expectSilent(await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP, { hook_event_name: name })))
    }
    const { status, stdout, stderr } = await rearm(
      toolCall(workspace, 'ScheduleWakeup', WAKEUP, { hook_event_name: null }),
    )
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: [],
      stderr: ['the event has no hook_event_name, where PreToolUse was expected'],
    })
    expect(workspace.all()).toEqual([])
  })

  test('a dos.toml that cannot be read lets the call through, with one line that says why', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nrearm = 4\n')
    const { status, stdout, stderr } = await schedule(workspace)
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: [],
      stderr: [expect.stringMatching(/dos\.toml:2:9: rearm must be .*, but is 4$/)],
    })
    expect(ops(workspace)).toBe('')
  })

  test('a call without a session passes, and is told', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await rearm(
      toolCall(workspace, 'ScheduleWakeup', WAKEUP, { session_id: undefined }),
    )
    expect({ stdout, stderr }).toEqual({ stdout: [], stderr: [expect.stringMatching(/^no session: /)] })
  })

  test('--dry-run says what would be done, writes nothing and changes nothing', async () => {
    using workspace = makeWorkspace()
    const dry = async (args: readonly string[] = []): Promise<string> => {
      const event = toolCall(workspace, 'ScheduleWakeup', WAKEUP)
      const { status, stdout, stderr } = await rearm(event, ['--dry-run', ...args])
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      return stderr.join()
    }
    expect(await dry()).toBe('dry run: would pass: 1 no-op tick in a row')
    expect(workspace.all()).toEqual([])
    await schedule(workspace)
    const before = tallyText(workspace)
    expect(await dry()).toBe('dry run: would stretch: 2 no-op ticks in a row: 60 s become 120 s')
    workspace.put('dos.toml', DENY)
    expect(await dry(['--max-markers', '2'])).toStartWith('dry run: would deny: Nothing was scheduled')
    expect(tallyText(workspace)).toBe(before)
  })

  test('--json prints one object that no host takes for an answer', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(2))
    const { stdout, stderr } = await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP), ['--json'])
    expect(stderr).toEqual([])
    expect(stdout.map((line) => JSON.parse(line))).toEqual([
      {
        verb: 'rearm',
        action: 'stretch',
        prompt: null,
        markers_emitted: 3,
        max_markers: 4,
        delay_seconds: 240,
        reason: '3 no-op ticks in a row: 60 s become 240 s',
        session_id: SESSION,
        workspace: workspace.path,
        tally: workspace.tally,
        dry_run: false,
        trouble: false,
        warnings: [],
      },
    ])
  })

  test('--help tells every flag, and a wrong command line leaves with 1 and the nearest right word', async () => {
    const { status, stdout, stderr } = await rearm('', ['-h'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: [] })
    for (const flag of ['--max-markers', '--session-id', '--workspace', '--json', '--dry-run', '--debug']) {
      expect(stdout[0]).toContain(`  ${flag} `)
    }
    expect(await rearm('', ['--max-marker', '3'])).toMatchObject({
      status: 1,
      stdout: [],
      stderr: ['there is no flag --max-marker; the nearest is --max-markers. See dos-hook rearm --help'],
    })
  })
})
