import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { appendFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '@dos/desk/explain/command'
import { run } from './support/command.ts'
import { callDesk, type DeskSaid } from './support/fake-desk-io.ts'
import { NOW } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { HOUR, LOOP, line, MINUTE, masked, putTally } from './support/tallies.ts'
import { runInTerminal } from './support/terminal.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = line('MARKER', { reason: LOOP, id: 'a' })
const NO_COLOR = { NO_COLOR: '1' }

/** The verb in this process, at {@link NOW}. */
function ask(workspace: Workspace, args: readonly string[] = [], given = {}): Promise<DeskSaid> {
  return callDesk(explain, ['--workspace', workspace.path, ...args], given)
}

/** What it says, where all is well. */
async function told(workspace: Workspace, args: readonly string[] = []): Promise<string> {
  const { status, stdout, stderr } = await ask(workspace, args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: [] })
  return stdout
}

/** A tally with a line of every kind in it. */
function putStory(workspace: Workspace): string {
  const at = (ts: string, more: Readonly<Record<string, unknown>>) => ({ ts, ...more })
  const lines = [
    line('RESET', at('2026-06-09T23:58:00Z', { reason: 'progress: a commit' })),
    line('MARKER', at('2026-06-09T23:59:00Z', { reason: LOOP, run_id: 'r1' })),
    '{"op":"MARKER","reason":"--loop says that th\n',
    line('MARKER', at('2026-06-10T00:01:00Z', { reason: 'a scheduled prompt', verb: 'wake' })),
    line('SCHEDULE', at('2026-06-10T00:02:00Z', { prompts: [] })),
    '{"op":"RESET","schema":{"family":"lease","version":1}}\n',
    '{"op":"RESET","schema":{"family":"wait-marker","version":2}}\n',
    '[]\n',
    '\n',
    line(
      'MARKER',
      at('2026-06-10T00:03:00Z', { reason: `a reason with \u001b[31mcolour\u202e and 待つ in it` }),
    ),
    '{"op":"MAR',
  ]
  return putTally(workspace, 'nightly', lines.join(''), 90 * MINUTE)
}

describe('In a terminal the story of a tally', () => {
  for (const cols of [60, 100, 200]) {
    test(`fits ${cols} columns, and needs no colours`, async () => {
      using workspace = makeWorkspace('/tmp')
      putStory(workspace)
      const call = { cwd: workspace.path, cols, env: NO_COLOR }
      const { text, lines, status } = await runInTerminal(['explain', 'nightly'], call)
      expect(status).toBe(0)
      expect(`\n${masked(text, workspace)}\n`).toMatchSnapshot()
      expect(Math.max(...lines.map((each) => Bun.stringWidth(each)))).toBeLessThanOrEqual(cols)
    })
  }

  test('is the same by whatever runs it, and has colours where nothing speaks against them', async () => {
    using workspace = makeWorkspace()
    putStory(workspace)
    const texts: string[] = []
    for (const by of RUNTIMES) {
      texts.push((await runInTerminal(['explain'], { by, cwd: workspace.path, env: NO_COLOR })).text)
    }
    const dressed = await runInTerminal(['explain'], { cwd: workspace.path })
    expect(new Set([...texts, dressed.text]).size).toBe(1)
    const cells = ['nightly', 'LINE', '0 → 1', 'no JSON', 'SCHEDULE', 'RESET', 'torn', '3 of 4'].map(
      (text) => [text, dressed.styleOf(text)],
    )
    expect(Object.fromEntries(cells)).toEqual({
      nightly: { bold: true },
      LINE: { dim: true },
      '0 → 1': { bold: true },
      'no JSON': { colour: 3 },
      SCHEDULE: { dim: true },
      RESET: { colour: 2 },
      torn: { colour: 3 },
      '3 of 4': { colour: 3 },
    })
  })
})

describe('The story of a tally', () => {
  test('through a pipe has one line for each line, none of them cut', async () => {
    using workspace = makeWorkspace('/tmp')
    putStory(workspace)
    const { stdout } = await run('', {
      args: ['explain', 'nightly'],
      cwd: workspace.path,
      env: { COLUMNS: '40' },
    })
    expect(`\n${masked(stdout, workspace)}`).toMatchSnapshot()
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })

  test('is told of its last 40 lines, and by --all of all', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 's', MARKER.repeat(100))
    const some = await told(workspace, ['s'])
    expect(some).toContain('60 earlier lines are left out: --all shows them, too.\n')
    expect(some).toContain('\n  61  ')
    expect(some).not.toContain('\n  60  ')
    expect(some).toContain(' 99 → 100  MARKER')
    const all = await told(workspace, ['s', '--all'])
    expect(all).not.toContain('left out')
    expect(all.match(/MARKER/g)).toHaveLength(100)
  })

  test('is that of the session written last, where none is named', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'older', MARKER, HOUR, NOW)
    putTally(workspace, 'newer', MARKER, MINUTE, NOW)
    putTally(workspace, 'oldest', MARKER, 2 * HOUR, NOW)
    expect(await told(workspace)).toStartWith('session  newer\n')
    expect(await told(workspace)).toContain('written  1 min ago\n')
  })

  test.each(['0198c1e2-7a10', '0198', '0198c1e2-7a10-7c3e', 'ünï', '../0198c1e2-7a10-7c3e', 'cafe\u0301'])(
    'is found by its name, by how that begins, and by the id that it is made of: %j',
    async (wanted) => {
      using workspace = makeWorkspace()
      putTally(workspace, '0198c1e2-7a10-7c3e', MARKER)
      putTally(workspace, 'ünïcode', MARKER)
      putTally(workspace, 'café', MARKER)
      expect(await told(workspace, [wanted])).toContain(' → 1  MARKER')
    },
  )

  test('is that of the name itself, also where others begin with it', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'run', MARKER)
    putTally(workspace, 'run-2', MARKER)
    expect(await told(workspace, ['run'])).toStartWith('session  run\n')
  })

  test('is for scripts one object', async () => {
    using workspace = makeWorkspace()
    const file = putTally(workspace, 's', `${line('RESET')}x\u001b\u009b\n${MARKER}`, HOUR, NOW)
    const json = await told(workspace, ['s', '--json'])
    expect(json).toMatch(/^\{[ -~]*\}\n$/)
    expect(JSON.parse(json)).toEqual({
      ...{ session_id: 's', workspace: workspace.path, tally: file },
      last_written: new Date(NOW - HOUR).toISOString(),
      lines_left_out: 0,
      lines: [
        { line: 1, streak: 0, kind: 'reset', op: 'RESET', fields: JSON.parse(line('RESET')) },
        {
          line: 2,
          streak: 0,
          kind: 'skipped',
          skipped: 'not-json',
          explanation: expect.stringContaining('x\\u001b'),
        },
        { line: 3, streak: 1, kind: 'marker', op: 'MARKER', fields: JSON.parse(MARKER) },
      ],
      ...{ streak: 1, max_streak: 4 },
      next_stop: {
        answer: 'hold',
        reason: 'no-op turn 2 of 4 since the last progress',
        armed_by: ['--loop', 'DOS_LOOP', 'CID_RUN_ID'],
      },
    })
  })

  test.each([
    [
      '',
      [],
      '0 of 4 markers since the last progress, 4 left',
      'held, where it is armed and did no work: no-op turn 1 of 4 since the last progress',
    ],
    [
      MARKER.repeat(3),
      [],
      '3 of 4 markers since the last progress, 1 left',
      'held, where it is armed and did no work: no-op turn 4 of 4',
    ],
    [
      MARKER.repeat(4),
      [],
      '4 of 4 markers since the last progress, the budget is spent',
      'released, armed or not: the budget is spent',
    ],
    [MARKER.repeat(4), ['--max-markers', '9'], '4 of 9 markers since the last progress, 5 left', 'held'],
    ['x'.repeat(5 * 1024 * 1024), [], "the streak can't be told", 'released, armed or not: '],
  ])('ends with where things stand, and what the next Stop would meet', async (content, args, now, next) => {
    using workspace = makeWorkspace()
    putTally(workspace, 's', content)
    const text = await told(workspace, ['s', ...args])
    expect(text).toContain(`\nnow        ${now}\n`)
    expect(text).toContain(`\nnext Stop  ${next}`)
    // And that is what the hook does.
    const { stdout } = await run(workspace.stop(), { args: ['marker', '--loop', ...args] })
    expect(stdout.startsWith('{"decision":"block"') ? 'held' : 'released').toBe(
      next.slice(0, next.search(/[,:]|$/)),
    )
  })

  test('tells of a halt where the next Stop of the same chain is one', async () => {
    using workspace = makeWorkspace()
    workspace.put(
      'dos.toml',
      '[marker]\nmax_streak = 1\non_exhausted = "halt"\nrespect_stop_hook_active = false\n',
    )
    const next = async () => /^next Stop {2}(\w+)/m.exec(await told(workspace, ['s']))?.[1]
    const stop = async (stop_hook_active: boolean) =>
      (
        await run(workspace.stop({ stop_hook_active }), {
          args: ['marker', '--loop', '--dialect=claude-code'],
        })
      ).stdout
    await stop(false)
    expect(await next()).toBe('released')
    expect(await stop(true)).toBe('')
    expect(await told(workspace, ['s'])).toContain(
      'SPENT   the budget was found spent, and the turn released',
    )
    expect(await next()).toBe('halted')
    expect(JSON.parse(await told(workspace, ['s', '--json'])).next_stop.answer).toBe('halt')
    expect(await stop(true)).toContain('"continue":false')
    expect(await next()).toBe('released')
    await run(workspace.stop(), { args: ['marker', '--reset'] })
    expect(await next()).toBe('held')
  })

  test('knows what dos.toml says, and what follows where it says nothing', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 's', MARKER)
    workspace.put(
      'dos.toml',
      '[marker]\nmax_streak = 1\narm_on_env = ["MINE"]\narm_on_event = "background_tasks"\n',
    )
    const text = await told(workspace)
    expect(text).toContain('1 of 1 markers since the last progress, the budget is spent')
    expect(text).toContain('armed by   --loop, MINE, background_tasks\n')
    workspace.put('dos.toml', '[marker]\nmax_streak = "1"\n')
    expect(await told(workspace)).toMatch(/next Stop {2}released, armed or not: .*dos\.toml:2:14/)
  })

  test('of a tally that grows while it is told is whole', async () => {
    using workspace = makeWorkspace()
    const file = putTally(workspace, 's', MARKER.repeat(3))
    appendFileSync(file, MARKER.slice(0, 30))
    expect(await told(workspace)).toContain('  torn ')
  })
})

describe('Where there is nothing to tell', () => {
  test('a sentence says so', async () => {
    using workspace = makeWorkspace()
    expect(await told(workspace)).toBe(
      `No session of ${workspace.path} has a tally: nothing was held or counted here yet.\n`,
    )
    expect(JSON.parse(await told(workspace, ['--json']))).toMatchObject({ session_id: null, lines: [] })
    putTally(workspace, 'empty', '')
    expect(await told(workspace)).toContain('\nThe tally is empty.\n')
  })

  test.each([
    [['nihgtly'], 'no session "nihgtly" has a tally in '],
    [['nihgtly'], '; the nearest is nightly'],
    [['nope'], /^no session "nope" has a tally in [^;]*$/],
    [['run'], '7 sessions begin with "run": '],
    [['run'], ' and 2 more'],
    [['\u001b[2J'], 'no session "\\u001b[2J" has a tally'],
    [['--al'], 'there is no flag --al; the nearest is --all. See dos-hook explain --help'],
    [['a', 'b'], 'there is no argument "b"'],
    [['nightly', '--loop'], '--loop is for an event on stdin, not for the tally of a session'],
    [['--dialect', 'gemni'], 'there is no dialect "gemni"'],
    [['--max-markers', 'x'], '--max-markers must be a whole number'],
    [['--workspace', '/no/such/folder'], 'is not a folder that exists'],
    [['folder'], 'is not a regular file: move it away'],
    [['link'], 'which is not inside the workspace'],
  ])('%j is told in one line on stderr, with status 1', async (args, words) => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    putTally(workspace, 'nightly', MARKER)
    putTally(workspace, 'a', MARKER)
    for (const number of [1, 2, 3, 4, 5, 6, 7]) putTally(workspace, `run-${number}`, MARKER)
    mkdirSync(join(workspace.path, '.dos/markers/folder.jsonl'))
    symlinkSync(outside.put('secret', MARKER), join(workspace.path, '.dos/markers/link.jsonl'))
    const { status, stdout, stderr } = await ask(workspace, args)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toEqual([
      typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
    ])
    expect(stderr[0]).not.toMatch(/\p{Cc}/u)
  })
})
