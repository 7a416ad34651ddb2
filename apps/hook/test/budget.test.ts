import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { call, report } from './support/fake-io.ts'
import { MARKER, makeWorkspace, NOTED, SESSION, type Workspace } from './support/workspace.ts'

const TALLY = join('.dos', 'markers', `${SESSION}.jsonl`)

/** How many of so many Stops in a row are held. */
async function heldOf(stops: number, workspace: Workspace, ...args: readonly string[]): Promise<number> {
  let held = 0
  for (let at = 0; at < stops; at += 1) {
    held += (await call(['marker', '--loop', ...args], { stdin: workspace.stop() })).stdout.length
  }
  return held
}

describe('The cap', () => {
  for (const [what, args, toml, cap] of [
    ['4 where nobody says otherwise', [], undefined, 4],
    ['4 where the table does not name it', [], '[marker]\narm_on_env = []\n', 4],
    ["the table's max_streak", [], '[marker]\nmax_streak = 2\n', 2],
    ['--max-markers, before the table', ['--max-markers', '3'], '[marker]\nmax_streak = 1\n', 3],
    ['--max-markers, also where it is looser', ['--max-markers=6'], '[marker]\nmax_streak = 1\n', 6],
    ['the last --max-markers of several', ['--max-markers', '9', '--max-markers', '1'], undefined, 1],
    ['0 of --max-markers: the first marker is refused', ['--max-markers', '0'], undefined, 0],
    ['0 of the table: the first marker is refused', [], '[marker]\nmax_streak = 0\n', 0],
    ["[noop_streak]'s max_streak where [marker] names none", [], '[noop_streak]\nmax_streak = 1\n', 1],
    [
      "[noop_streak]'s max_streak where [marker] names something else",
      [],
      '[marker]\narm_on_env = []\n[noop_streak]\nmax_streak = 1\n',
      1,
    ],
    ['--max-markers, before [noop_streak]', ['--max-markers=2'], '[noop_streak]\nmax_streak = 1\n', 2],
    ['at most 100 where a file names it', [], '[marker]\nmax_streak = 9007199254740991\n', 100],
    ['more than 100 only by --max-markers', ['--max-markers=103'], '[marker]\nmax_streak = 2\n', 103],
    [
      'that of [marker], whatever [noop_streak] says',
      [],
      '[noop_streak]\nmax_streak = 9\n[marker]\nmax_streak = 2\n',
      2,
    ],
  ] as const) {
    test(`is ${what}`, async () => {
      using workspace = makeWorkspace()
      if (toml !== undefined) workspace.put('dos.toml', toml)
      expect(await heldOf(cap + 3, workspace, ...args)).toBe(cap)
      expect(workspace.records()).toHaveLength(cap)
      expect(await report(['--loop', ...args], { stdin: workspace.stop() })).toMatchObject({
        allow_marker: false,
        markers_emitted: cap,
        max_markers: cap,
        trouble: false,
      })
    })
  }

  test('that is 0 leaves no tally', async () => {
    using workspace = makeWorkspace()
    expect(await heldOf(2, workspace, '--max-markers', '0')).toBe(0)
    expect(workspace.all()).toEqual(['.dos', '.dos/.gitignore', ...NOTED])
  })
})

describe('A marker', () => {
  test('is one line that any reader of the format can take, with why it was held', async () => {
    using workspace = makeWorkspace()
    await call(['marker', '--loop'], { stdin: workspace.stop() })
    expect(readFileSync(workspace.tally, 'utf8')).toMatch(
      /^\{"id":"id-\d+","op":"MARKER","reason":"--loop says that this hook is bound to a loop; progress could not be checked: there is no git repository here","schema":\{"family":"wait-marker","version":1\},"ts":"2026-06-09T12:52:00Z"\}\n$/,
    )
  })

  test('carries the run that CID_RUN_ID names, and so does a reset; an empty one is none', async () => {
    using workspace = makeWorkspace()
    const stdin = workspace.stop()
    await call(['marker'], { stdin, env: { CID_RUN_ID: 'run-7' } })
    await call(['marker', '--reset'], { stdin, env: { CID_RUN_ID: 'run-7' } })
    await call(['marker', '--loop'], { stdin, env: { CID_RUN_ID: '' } })
    expect(workspace.records().map(({ op, run_id }) => [op, run_id])).toEqual([
      ['MARKER', 'run-7'],
      ['RESET', 'run-7'],
      ['MARKER', undefined],
    ])
  })
})

describe('A budget', () => {
  test('that is spent records nothing more and releases in silence', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(4))
    const stdin = workspace.stop()
    expect(await call(['marker', '--loop'], { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [] })
    expect(readFileSync(workspace.tally, 'utf8')).toBe(MARKER.repeat(4))
  })

  test('that others overspent stays spent', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(9))
    expect(await heldOf(1, workspace)).toBe(0)
  })

  test('is that of one session: another has its own', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(4))
    expect(await report(['--loop', '--session-id', 'other'], { stdin: workspace.stop() })).toMatchObject({
      allow_marker: true,
      markers_emitted: 1,
    })
  })

  test('is not touched by a torn, foreign or too new line', async () => {
    using workspace = makeWorkspace()
    const skipped = [
      '{"op":"RESET","schema":2}',
      '{"op":"MARKER","schema":{"family":"lease","version":1}}',
      '{"op":"MAR',
    ]
    workspace.put(TALLY, `${MARKER.repeat(3)}${skipped.join('\n')}`)
    expect(await report(['--loop'], { stdin: workspace.stop() })).toMatchObject({
      allow_marker: true,
      markers_emitted: 4,
    })
    expect(await heldOf(1, workspace)).toBe(0)
  })

  test('is spent exactly as a counter that is zeroed by progress would say, whatever the order of calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 5 }),
        fc.array(fc.constantFrom('stop', 'stop', 'stop', 'reset', 'ordinary', 'latched', 'dry'), {
          maxLength: 25,
        }),
        async (cap, calls) => {
          using workspace = makeWorkspace()
          const loop = ['marker', '--loop', `--max-markers=${cap}`]
          let streak = 0
          for (const each of calls) {
            const latched = workspace.stop({ stop_hook_active: true })
            const ask = {
              stop: () => call(loop, { stdin: workspace.stop() }),
              dry: () => call([...loop, '--dry-run'], { stdin: workspace.stop() }),
              latched: () => call(loop, { stdin: latched }),
              ordinary: () => call(['marker'], { stdin: workspace.stop() }),
              reset: () => call(['marker', '--reset'], { stdin: workspace.stop() }),
            }[each]
            const { stdout } = await ask()
            expect(stdout).toHaveLength(each === 'stop' && streak < cap ? 1 : 0)
            if (each === 'reset') streak = 0
            if (each === 'stop' && streak < cap) streak += 1
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('A hold that cannot be made durable', () => {
  test('is a release that names the file and what to do', async () => {
    using workspace = makeWorkspace()
    workspace.folder(TALLY)
    expect(await call(['marker', '--loop'], { stdin: workspace.stop() })).toMatchObject({
      status: 0,
      stdout: [],
      stderr: [`${workspace.tally} is not a regular file: move it away`],
    })
  })

  test('and nobody took from stdout is told on stderr, its marker counted', async () => {
    using workspace = makeWorkspace()
    expect(await call(['marker', '--loop'], { stdin: workspace.stop(), printed: false })).toMatchObject({
      status: 0,
      stderr: ['nobody took the answer from stdout: the turn is released, and its marker stays counted'],
    })
    expect(workspace.records()).toHaveLength(1)
  })
})
