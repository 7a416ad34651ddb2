import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { run } from './support/command.ts'
import { expectReleased, expectSafe, expectTrouble } from './support/expectations.ts'
import type { Said } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { malformedStdin } from './support/malformed.ts'
import { crons, expectSilent, expectTurnedAway, ops, submitted, tallyText, wake } from './support/schedule.ts'
import { makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'
const LOOK = 'look at the build'

/** A session that has scheduled this. */
async function scheduled(workspace: Workspace, ...prompts: readonly string[]): Promise<void> {
  expectSilent(await wake(workspace.stop({ session_crons: crons(...prompts) })))
}

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
      { numRuns: storm(150, 50) },
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
      { numRuns: 20 },
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
    const samples = fc.sample(malformedStdin, { seed: 20260609, numRuns: storm(300, 120) }).values()
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
      'stdin was nested deeper than 1000 levels or had more than 100000 parts, more than a hook event can have',
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
