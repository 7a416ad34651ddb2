import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { run } from './support/command.ts'
import { expectReleased, expectSafe, expectTrouble } from './support/expectations.ts'
import { call, type Said } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { malformedStdin } from './support/malformed.ts'
import { commit, makeRepository, WITH_GIT } from './support/repository.ts'
import { crons, expectSilent, expectTurnedAway, ops, submitted, tallyText, wake } from './support/schedule.ts'
import { MARKER, makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'
const LOOK = 'look at the build'

/** A session that has scheduled this. */
async function scheduled(workspace: Workspace, ...prompts: readonly string[]): Promise<void> {
  expectSilent(await wake(workspace.stop({ session_crons: crons(...prompts) })))
}

describe('On Stop', () => {
  test.each([
    ['no list of schedules', {}],
    ['an empty list', { session_crons: [] }],
    ['no list but null', { session_crons: null }],
    ['a list that is none', { session_crons: { 0: { prompt: LOOK }, length: 1 } }],
    ['a list of things without a prompt', { session_crons: [null, 7, LOOK, [LOOK], {}, { prompt: 7 }] }],
    ['background tasks alone', { background_tasks: [{ id: 'b1' }], session_crons: [] }],
  ])('a session that schedules nothing is left without a trace: %s', async (_, more) => {
    using workspace = makeWorkspace()
    expectSilent(await wake(workspace.stop(more)))
    expect(workspace.all()).toEqual([])
  })

  test('it remembers digests of the prompts, sorted, each once, and never answers', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK, 'another', ` ${LOOK}\n`)
    const [record, ...more] = workspace.records()
    expect(more).toEqual([])
    expect(record).toMatchObject({ op: 'SCHEDULE', schema: { family: 'wait-marker', version: 1 } })
    const prompts = record?.['prompts'] as readonly string[]
    expect(prompts).toHaveLength(2)
    for (const prompt of prompts) expect(prompt).toMatch(/^[0-9a-f]{32}$/)
    expect([...prompts]).toEqual([...prompts].sort())
    // A golden digest: what was recorded by an older version has to be found again.
    expect(prompts).toContain('7a75ea3996da670baa51d0476276a28d')
  })

  test('it writes only what is new: the same prompts under new ids are not', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    await scheduled(workspace, LOOK)
    await wake(workspace.stop({ session_crons: [{ id: 'new', schedule: '1 1 * * *', prompt: LOOK }] }))
    expect(ops(workspace)).toBe('S')
    await scheduled(workspace, LOOK, 'another')
    await scheduled(workspace, 'another', LOOK)
    expect(ops(workspace)).toBe('SS')
    await scheduled(workspace)
    await scheduled(workspace)
    expect(ops(workspace)).toBe('SSS')
    expect(workspace.records().at(-1)).toMatchObject({ prompts: [] })
  })

  test('a list that is absent is unknown: what was remembered stays', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    expectSilent(await wake(workspace.stop()))
    expect(ops(workspace)).toBe('S')
    expectTurnedAway(await wake(submitted(workspace, LOOK), ['--max-markers', '0']))
    await scheduled(workspace)
    expectSilent(await wake(submitted(workspace, LOOK), ['--max-markers', '0']))
  })

  test("Qwen Code's name for the list is read as well", async () => {
    using workspace = makeWorkspace()
    expectSilent(await wake(workspace.stop({ crons: crons(LOOK) })))
    expectTurnedAway(await wake(submitted(workspace, LOOK), ['--max-markers', '0']))
  })

  test('no more prompts are remembered than fit into a small record', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, ...Array.from({ length: 3000 }, (_, at) => `${LOOK} ${at}`))
    expect(workspace.records()[0]?.['prompts']).toHaveLength(500)
  })

  test('a turn that made a commit gives the whole budget back, and is remembered with what is scheduled', async () => {
    using workspace = makeWorkspace()
    const cwd = makeRepository(workspace)
    const env = WITH_GIT
    const event = { cwd, session_crons: crons(LOOK) }
    const tally = (): readonly unknown[] =>
      workspaceRecords(cwd).map(({ op, prompts, reason }) => [op, prompts, reason])

    await wake(workspace.stop(event), [], { env })
    expectSilent(await wake(submitted(workspace, LOOK, { cwd }), [], { env }))
    workspace.put('repository/mine', 'work')
    commit(cwd, 'work')
    expectSilent(await wake(workspace.stop(event), [], { env }))
    expectSilent(await wake(workspace.stop(event), [], { env }))
    const prompts = [expect.stringMatching(/^[0-9a-f]{32}$/)]
    expect(tally()).toEqual([
      ['SCHEDULE', prompts, undefined],
      ['MARKER', undefined, 'a scheduled prompt'],
      ['RESET', prompts, expect.stringMatching(/^progress: /)],
    ])
    for (let tick = 0; tick < 4; tick += 1) {
      expectSilent(await wake(submitted(workspace, LOOK, { cwd }), [], { env }))
    }
    expectTurnedAway(await wake(submitted(workspace, LOOK, { cwd }), [], { env }))
  })

  test('progress in a session with a tally but no schedule is recorded, too, and no progress is not', async () => {
    using workspace = makeWorkspace()
    const cwd = makeRepository(workspace)
    workspace.put(`repository/.dos/markers/${SESSION}.jsonl`, MARKER)
    const ask = () => wake(workspace.stop({ cwd }), [], { env: WITH_GIT })
    expectSilent(await ask())
    expect(workspaceRecords(cwd)).toHaveLength(1)
    // The baseline comes with the first record of this hook.
    await wake(submitted(workspace, 'hello', { cwd }), [], { env: WITH_GIT })
    workspace.put('repository/mine', 'work')
    commit(cwd, 'work')
    expectSilent(await ask())
    expect(workspaceRecords(cwd).map(({ op }) => op)).toEqual(['MARKER', 'RESET', 'RESET'])
  })
})

describe('On UserPromptSubmit', () => {
  test.each([['a human'], [NOTIFICATION], [LOOK], ['']])(
    'a session without a tally is left without a trace: %j',
    async (prompt) => {
      using workspace = makeWorkspace()
      expectSilent(await wake(submitted(workspace, prompt)))
      expect(workspace.all()).toEqual([])
    },
  )

  test('scheduled prompts run until the budget is spent, and are turned away then, without growing the tally', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    for (let tick = 0; tick < 4; tick += 1) expectSilent(await wake(submitted(workspace, LOOK)))
    const before = tallyText(workspace)
    for (let tick = 0; tick < 3; tick += 1) {
      const reason = expectTurnedAway(await wake(submitted(workspace, LOOK)))
      expect(reason).toMatch(/^dos-hook: .*turned away before it cost a request.*4 of 4.*prompt of your own/)
    }
    expect(tallyText(workspace)).toBe(before)
    expect(ops(workspace)).toBe('SMMMM')
  })

  test("a human's prompt gives the whole budget back, and says nothing", async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    for (let tick = 0; tick < 5; tick += 1) await wake(submitted(workspace, LOOK))
    expectSilent(await wake(submitted(workspace, 'how is it going?')))
    for (let tick = 0; tick < 4; tick += 1) expectSilent(await wake(submitted(workspace, LOOK)))
    expectTurnedAway(await wake(submitted(workspace, LOOK)))
    expect(ops(workspace)).toBe('SMMMMRMMMM')
  })

  test('a notification is never turned away, gives nothing back and is not recorded', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    for (let tick = 0; tick < 5; tick += 1) await wake(submitted(workspace, LOOK))
    const before = tallyText(workspace)
    expectSilent(await wake(submitted(workspace, NOTIFICATION)))
    expectSilent(await wake(submitted(workspace, NOTIFICATION), ['--max-markers', '0']))
    expect(tallyText(workspace)).toBe(before)
    expectTurnedAway(await wake(submitted(workspace, LOOK)))
  })

  test('a prompt that the host makes up for a loop without one is known for scheduled', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, '<<autonomous-loop-dynamic>>')
    const tick = '# Autonomous loop tick (dynamic pacing)\n\nRun the autonomous check'
    expectTurnedAway(await wake(submitted(workspace, tick), ['--max-markers', '0']))
    expectSilent(await wake(submitted(workspace, 'how is it going?'), ['--max-markers', '0']))
  })

  test('markers of every verb count in the one streak', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    workspace.put(`.dos/markers/${SESSION}.jsonl`, tallyText(workspace) + MARKER.repeat(3))
    expectSilent(await wake(submitted(workspace, LOOK)))
    expectTurnedAway(await wake(submitted(workspace, LOOK)))
  })

  test('what went forward while nobody was awake gives the budget back, too', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[progress]\npaths = ["status"]\n[wake]\nmax_streak = 1\n')
    workspace.put('status', 'queued')
    await scheduled(workspace, LOOK)
    expectSilent(await wake(submitted(workspace, LOOK)))
    expectTurnedAway(await wake(submitted(workspace, LOOK)))
    workspace.put('status', 'built in 12 s')
    expectSilent(await wake(submitted(workspace, LOOK)))
    expectTurnedAway(await wake(submitted(workspace, LOOK)))
    expect(ops(workspace)).toBe('SMRM')
  })

  test.each([
    // dos.toml, arguments, the cap
    [undefined, [], 4],
    ['', [], 4],
    ['[marker]\nmax_streak = 2\n', [], 2],
    ['[marker]\nmax_streak = 2\n[wake]\nrearm = "deny"\n', [], 2],
    ['[marker]\nmax_streak = 2\n[wake]\nmax_streak = 3\n', [], 3],
    ['[wake]\nmax_streak = 3\n', [], 3],
    ['[wake]\nmax_streak = 0\n', [], 0],
    ['[noop_streak]\nmax_streak = 1\n', [], 4],
    ['[marker]\nmax_streak = 2\n[wake]\nmax_streak = 3\n', ['--max-markers', '1'], 1],
    [undefined, ['--max-markers=0'], 0],
  ])('with the dos.toml %j and the arguments %j the budget is %i', async (toml, args, cap) => {
    using workspace = makeWorkspace()
    if (toml !== undefined) workspace.put('dos.toml', toml)
    await scheduled(workspace, LOOK)
    const turnedAway: boolean[] = []
    for (let tick = 0; tick <= cap; tick += 1) {
      turnedAway.push((await wake(submitted(workspace, LOOK), args)).stdout.length > 0)
    }
    expect(turnedAway).toEqual([...Array(cap).fill(false), true])
  })
})

describe('Whatever comes, in whatever order,', () => {
  type Step =
    | { readonly on: 'stop'; readonly list: readonly number[] | undefined }
    | { readonly on: 'prompt'; readonly of: number | 'human' | 'notification' }

  const PROMPTS = ['look at the build', 'look at the deployment', NOTIFICATION.replace('b1', 'mine')]
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      on: fc.constant('stop' as const),
      list: fc.option(fc.subarray([0, 1, 2]), { nil: undefined }),
    }),
    {
      weight: 3,
      arbitrary: fc.record({
        on: fc.constant('prompt' as const),
        of: fc.constantFrom<(0 | 1 | 2 | 'human' | 'notification')[]>(0, 0, 1, 2, 'human', 'notification'),
      }),
    },
  )

  test('a session is judged as a plain model of it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat({ max: 3 }), async (steps, cap) => {
        using workspace = makeWorkspace()
        const args = ['--max-markers', String(cap)]
        let known: readonly number[] = []
        let tally = ''
        let streak = 0
        for (const one of steps) {
          if (one.on === 'stop') {
            const list = one.list?.map((at) => PROMPTS[at] ?? '')
            expectSilent(
              await wake(workspace.stop(list === undefined ? {} : { session_crons: crons(...list) }), args),
            )
            if (one.list !== undefined && one.list.join() !== known.join()) {
              tally += 'S'
              known = one.list
            }
          } else {
            const prompt = promptOf(one.of)
            const said = await wake(submitted(workspace, prompt), args)
            if (typeof one.of === 'number' && known.includes(one.of)) {
              if (streak < cap) {
                expectSilent(said)
                streak += 1
                tally += 'M'
              } else {
                expectTurnedAway(said)
              }
            } else {
              expectSilent(said)
              // What begins like a notification and is not scheduled is one.
              if (tally !== '' && one.of !== 'notification' && one.of !== 2) {
                streak = 0
                tally += 'R'
              }
            }
          }
          expect(ops(workspace)).toBe(tally)
        }
        if (tally === '') expect(workspace.all()).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  function promptOf(of: number | 'human' | 'notification'): string {
    if (of === 'human') return 'how is it going?'
    return of === 'notification' ? NOTIFICATION : (PROMPTS[of] ?? '')
  }

  test('no word of a prompt is in the tally or in an answer', async () => {
    const word = fc.stringMatching(/^[G-Zg-z]{12,40}$/)
    const secret = fc
      .array(fc.oneof(word, word, fc.string({ unit: 'grapheme', minLength: 1 })), {
        minLength: 1,
        maxLength: 5,
      })
      .map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(fc.array(secret, { minLength: 1, maxLength: 4 }), secret, async (prompts, human) => {
        using workspace = makeWorkspace()
        const said: Said[] = []
        const hear = async (stdin: string): Promise<void> => {
          for (const args of [['--debug'], ['--dry-run'], ['--json']]) {
            said.push(await wake(stdin, ['--max-markers', '2', ...args]))
          }
          said.push(await wake(stdin, ['--max-markers', '2']))
        }
        await hear(workspace.stop({ session_crons: crons(...prompts) }))
        for (const prompt of [...prompts, human, ...prompts]) await hear(submitted(workspace, prompt))
        const heard = tallyText(workspace) + JSON.stringify(said)
        for (const prompt of [...prompts, human]) {
          for (const one of prompt.match(/[G-Zg-z]{12,}/g) ?? []) expect(heard).not.toContain(one)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('The real command', () => {
  for (const by of RUNTIMES) {
    test(`turns away by exactly one line, and keeps the same digests, as ${by}`, async () => {
      using workspace = makeWorkspace()
      await scheduled(workspace, LOOK, 'another')
      const before = tallyText(workspace)
      const args = ['wake', '--max-markers', '1']
      expectReleased(await run(workspace.stop({ session_crons: crons('another', LOOK) }), { by, args }))
      expect(tallyText(workspace)).toBe(before)
      expectReleased(await run(submitted(workspace, LOOK), { by, args }))
      const ended = await run(submitted(workspace, LOOK), { by, args })
      expect(ended).toMatchObject({ status: 0, stderr: '' })
      expect(ended.stdout).toBe(
        '{"decision":"block","reason":"dos-hook: A scheduled prompt was turned away before it cost a request; ' +
          'the budget is spent: 1 of 1 no-op turns since the last progress. To go on, send a prompt of your own ' +
          'in other words: it resets the count. To end the schedule, tell the agent to delete it."}\n',
      )
    })
  }

  test('grants twelve calls at once exactly the places that are left', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const calls = Array.from({ length: 12 }, () =>
      run(submitted(workspace, LOOK), { args: ['wake', '--max-markers', '5'] }),
    )
    const ended = await Promise.all(calls)
    for (const each of ended) expectSafe(each)
    expect(ended.filter(({ stdout }) => stdout === '')).toHaveLength(5)
    expect(ended.filter(({ stdout }) => stdout.startsWith('{"decision":"block"'))).toHaveLength(7)
  })

  test('lets everything malformed pass, with one line that says why and nothing recorded', async () => {
    using workspace = makeWorkspace()
    const args = ['wake', '--workspace', workspace.path]
    const lines = new Set<string>()
    const samples = fc.sample(malformedStdin, { seed: 20260609, numRuns: 300 }).values()
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const bytes of samples) {
          const ended = await run(bytes, { args, cwd: workspace.path })
          // An event of another name is none of its business.
          if (new TextDecoder().decode(bytes).includes('"AfterAgent"')) expectReleased(ended)
          else lines.add(expectTrouble(ended))
        }
      }),
    )
    expect([...lines].toSorted()).toEqual([
      'no session: the event has no session_id and --session-id is not given',
      'stdin was JSON but not an object, where a hook event was expected',
      'stdin was empty, where a hook event in JSON was expected',
      'stdin was not JSON, where a hook event was expected',
      'the event has no hook_event_name: Stop and UserPromptSubmit are told apart by it',
      'the session id has no letter or number in it, so it can have no tally',
    ])
    expect(workspace.all()).toEqual([])
  })
})

describe('An event with anything in its fields', () => {
  const field = fc.constantFrom(
    'prompt',
    'session_crons',
    'crons',
    'prompt_id',
    'cwd',
    'hook_event_name',
    'x',
  )
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(fc.record({ prompt: fc.jsonValue({ maxDepth: 1 }) })),
  )

  test('is answered by one line, a complaint or silence, and breaks nothing', async () => {
    using workspace = makeWorkspace()
    const event = fc.tuple(fc.constantFrom('Stop', 'UserPromptSubmit'), fc.dictionary(field, value))
    await fc.assert(
      fc.asyncProperty(event, async ([name, fields]) => {
        const { status, stdout, stderr } = await wake(
          JSON.stringify({ hook_event_name: name, session_id: SESSION, ...fields }),
          ['--workspace', workspace.path],
        )
        expect(status).toBe(0)
        expect(stdout.length + stderr.length).toBeLessThanOrEqual(1)
        for (const line of stdout) expect(line).toStartWith('{"decision":"block","reason":"dos-hook: ')
        for (const line of stderr) expect(line).not.toContain('fault of dos-hook')
      }),
      { numRuns: 500 },
    )
    workspace.records()
  })

  test('of another name, or of none, is passed over', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const before = tallyText(workspace)
    for (const name of ['SessionStart', 'PreToolUse', 'SubagentStop', 'stop', 'AfterAgent', 7, {}]) {
      expectSilent(await wake(submitted(workspace, LOOK, { hook_event_name: name }), ['--max-markers', '0']))
    }
    const { stdout, stderr } = await wake(submitted(workspace, LOOK, { hook_event_name: undefined }))
    expect({ stdout, lines: stderr.length }).toEqual({ stdout: [], lines: 1 })
    expect(tallyText(workspace)).toBe(before)
  })

  test('without a prompt passes, and is said to be so', async () => {
    using workspace = makeWorkspace()
    for (const prompt of [undefined, null, 7, [LOOK], { text: LOOK }]) {
      const { stdout, stderr } = await wake(submitted(workspace, prompt), ['--max-markers', '0'])
      expect({ stdout, stderr }).toEqual({ stdout: [], stderr: ['the event has no prompt'] })
    }
  })
})

describe('Where something is broken,', () => {
  test.each([
    ['[wake]\nmax_streak = "two"\n', /dos\.toml:2:14: max_streak must be a whole number/],
    ['[wake]\nrearm = "never"\n', /dos\.toml:2:9: rearm must be "stretch", "deny" or "observe"/],
    ['[marker]\nmax_streak = -1\n', /dos\.toml:2:14: max_streak/],
    ['[progress]\nwatch = 4\n', /dos\.toml:2:9: watch/],
    ['[wake\n', /dos\.toml:1/],
  ])(
    'by the dos.toml %j, nothing is turned away and nothing recorded, but a human still gives the budget back',
    async (toml, line) => {
      using workspace = makeWorkspace()
      await scheduled(workspace, LOOK)
      workspace.put('dos.toml', toml)
      for (const event of [submitted(workspace, LOOK), workspace.stop({ session_crons: crons('new') })]) {
        const { status, stdout, stderr } = await wake(event, ['--max-markers', '0'])
        expect({ status, stdout, stderr }).toEqual({
          status: 0,
          stdout: [],
          stderr: [expect.stringMatching(line)],
        })
      }
      expect(ops(workspace)).toBe('S')
      const { stdout, stderr } = await wake(submitted(workspace, 'how is it going?'))
      expect({ stdout, lines: stderr.length, ops: ops(workspace) }).toEqual({
        stdout: [],
        lines: 1,
        ops: 'SR',
      })
    },
  )

  test('an unknown key is a warning that names the nearest', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nre_arm = "deny"\n')
    const { stderr } = await wake(workspace.stop({ session_crons: crons(LOOK) }))
    expect(stderr).toEqual([expect.stringMatching(/^warning: .*"re_arm"; the nearest is rearm$/)])
  })

  test('by a tally that leads out of the workspace, everything passes, and one line says so', async () => {
    using workspace = makeWorkspace()
    using elsewhere = makeWorkspace()
    mkdirSync(join(workspace.path, '.dos'))
    symlinkSync(elsewhere.path, join(workspace.path, '.dos', 'markers'))
    for (const event of [submitted(workspace, LOOK), workspace.stop({ session_crons: crons(LOOK) })]) {
      const { status, stdout, stderr } = await wake(event)
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: [],
        stderr: [expect.stringContaining('is not inside the workspace')],
      })
    }
    expect(elsewhere.all()).toEqual([])
  })
})

describe('Flags', () => {
  test('--dry-run says what would be done, writes nothing and turns nothing away', async () => {
    using workspace = makeWorkspace()
    const dry = async (stdin: string): Promise<string> => {
      const { status, stdout, stderr } = await wake(stdin, ['--dry-run', '--max-markers', '1'])
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      return stderr.join()
    }
    expect(await dry(workspace.stop({ session_crons: crons(LOOK) }))).toStartWith('dry run: would remember: ')
    expect(workspace.all()).toEqual([])
    await scheduled(workspace, LOOK)
    const before = tallyText(workspace)
    expect(await dry(submitted(workspace, LOOK))).toStartWith('dry run: would grant: ')
    expect(await dry(submitted(workspace, 'how is it going?'))).toStartWith('dry run: would reset: ')
    expect(await dry(submitted(workspace, NOTIFICATION))).toStartWith('dry run: would pass: ')
    expect(await dry(workspace.stop({ session_crons: [] }))).toStartWith('dry run: would remember: ')
    expect(tallyText(workspace)).toBe(before)
    await wake(submitted(workspace, LOOK))
    expect(await dry(submitted(workspace, LOOK))).toStartWith('dry run: would refuse: ')
  })

  test('--json prints one object that no host takes for an answer', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const { stdout, stderr } = await wake(submitted(workspace, LOOK), ['--json', '--max-markers', '0'])
    expect(stderr).toEqual([])
    expect(stdout.map((line) => JSON.parse(line))).toEqual([
      {
        verb: 'wake',
        action: 'refuse',
        prompt: 'scheduled',
        markers_emitted: 0,
        max_markers: 0,
        delay_seconds: null,
        reason: expect.stringContaining('turned away'),
        session_id: SESSION,
        workspace: workspace.path,
        tally: workspace.tally,
        dry_run: false,
        trouble: false,
        warnings: [],
      },
    ])
  })

  test('--session-id and --workspace come before what the event says', async () => {
    using workspace = makeWorkspace()
    using other = makeWorkspace()
    const args = ['--session-id', 'other', '--workspace', other.path]
    await wake(workspace.stop({ session_crons: crons(LOOK) }), args)
    expect(workspace.all()).toEqual([])
    expect(other.records('other')).toHaveLength(1)
  })

  test('--help tells every flag, and a wrong command line leaves with 1 and the nearest right word', async () => {
    const { status, stdout, stderr } = await wake('', ['--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: [] })
    for (const flag of ['--max-markers', '--session-id', '--workspace', '--json', '--dry-run', '--debug']) {
      expect(stdout[0]).toContain(`  ${flag} `)
    }
    expect(await wake('', ['--jsn'])).toEqual({
      status: 1,
      stdout: [],
      stderr: ['there is no flag --jsn; the nearest is --json. See dos-hook wake --help'],
      deadline: undefined,
    })
    for (const [wrong, right] of [
      ['wak', 'wake'],
      ['rarm', 'rearm'],
    ] as const) {
      const { status, stderr } = await call([wrong])
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: [`there is no verb "${wrong}"; the nearest is ${right}. See dos-hook --help`],
      })
    }
    expect(await wake('', ['--loop'])).toMatchObject({ status: 1, stdout: [] })
    expect(await wake('', ['--max-markers', '-1'])).toMatchObject({ status: 1, stdout: [] })
  })

  test('--debug tells each step on stderr and changes no answer', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await wake(workspace.stop({ session_crons: crons(LOOK) }), ['--debug'])
    expect(stdout).toEqual([])
    expect(stderr.every((line) => line.startsWith('debug: '))).toBe(true)
    expect(stderr.at(-1)).toBe('debug: remember: scheduled prompts: 1')
    expect(ops(workspace)).toBe('S')
  })

  test('an answer that nobody takes is told', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const { stderr } = await wake(submitted(workspace, LOOK), ['--max-markers', '0'], { printed: false })
    expect(stderr).toEqual(['nobody took the answer from stdout'])
  })
})

/** The records of a session whose workspace is a folder inside that of the test. */
function workspaceRecords(root: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(join(root, '.dos', 'markers', `${SESSION}.jsonl`), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line: string) => JSON.parse(line))
}
