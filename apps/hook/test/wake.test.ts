import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
    ['[noop_streak]\nmax_streak = 1\n', [], 1],
    ['[noop_streak]\nmax_streak = 1\n[marker]\nmax_streak = 2\n', [], 2],
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

/** The records of a session whose workspace is a folder inside that of the test. */
function workspaceRecords(root: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(join(root, '.dos', 'markers', `${SESSION}.jsonl`), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line: string) => JSON.parse(line))
}
