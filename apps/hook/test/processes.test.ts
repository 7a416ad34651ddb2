import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { run, start } from './support/command.ts'
import { expectHeld, expectReleased, expectSafe, parseHold } from './support/expectations.ts'
import { type LaunchName, RUNTIMES } from './support/launch.ts'
import { MARKER, makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const TALLY = join('.dos', 'markers', `${SESSION}.jsonl`)

/** The places that as many calls were granted, all given their event at the same moment. */
async function placesOf(calls: number, by: LaunchName, workspace: Workspace): Promise<readonly string[]> {
  const running = await Promise.all(Array.from({ length: calls }, () => start({ by })))
  // By then they wait for it.
  await Bun.sleep(100 + calls * 5)
  for (const { write, end } of running) {
    write(workspace.stop())
    end()
  }
  const ended = await Promise.all(running.map((each) => each.ended))
  const held = ended.filter(({ stdout }) => stdout !== '')
  for (const each of ended) {
    if (held.includes(each)) expectHeld(each)
    else expectReleased(each)
  }
  return held.map(({ stdout }) => /marker \d+ of \d+/.exec(parseHold(stdout).reason)?.[0] ?? '').toSorted()
}

describe('Hooks that run at the same moment', () => {
  for (const [by, calls] of [
    ['the compiled command', storm(64, 24)],
    ['bun with the script', storm(16, 6)],
    ['node with the script', storm(16, 6)],
  ] as const) {
    test(`get exactly the four places there are in a fresh workspace: ${calls}, by ${by}`, async () => {
      using workspace = makeWorkspace()
      const places = await placesOf(calls, by, workspace)
      expect(places).toEqual(['marker 1 of 4', 'marker 2 of 4', 'marker 3 of 4', 'marker 4 of 4'])
      const records = workspace.records()
      expect(records.map(({ op }) => op)).toEqual(records.map(() => 'MARKER'))
      expect(records.length).toBeGreaterThanOrEqual(4)
      expect(await placesOf(2, by, workspace)).toEqual([])
    })

    test(`get exactly the one place that is left: ${calls}, by ${by}`, async () => {
      using workspace = makeWorkspace()
      workspace.put(TALLY, `${MARKER.repeat(7)}{"op":"RESET"}\n${MARKER.repeat(3)}`)
      expect(await placesOf(calls, by, workspace)).toEqual(['marker 4 of 4'])
      expect(await placesOf(2, by, workspace)).toEqual([])
    })
  }

  test('get none of a budget that is spent, and write nothing', async () => {
    using workspace = makeWorkspace()
    workspace.put(TALLY, MARKER.repeat(4))
    expect(await placesOf(16, 'the compiled command', workspace)).toEqual([])
    expect(readFileSync(workspace.tally, 'utf8')).toBe(MARKER.repeat(4))
  })

  test('keep to the budgets of their sessions, each of which has its own', async () => {
    using workspace = makeWorkspace()
    const calls = Array.from({ length: 24 }, (_, at) =>
      run(workspace.stop({ session_id: `session-${at % 3}` }), {
        args: ['marker', '--loop', '--max-markers=2'],
      }),
    )
    const ended = await Promise.all(calls)
    for (const each of ended) expectSafe(each)
    expect(ended.filter(({ stdout }) => stdout !== '')).toHaveLength(6)
  })
})

const UNBOUNDED = ['marker', '--loop', '--max-markers', '1000000']

describe('A hook that is killed', () => {
  for (const [by, kills] of [
    ['the compiled command', storm(200, 25)],
    ['bun with the script', storm(30, 10)],
    ['node with the script', storm(30, 10)],
  ] as const) {
    test(`at any of ${kills} moments never printed a hold that is not recorded, nor half of one: ${by}`, async () => {
      using workspace = makeWorkspace()
      const call = { by, args: UNBOUNDED }
      const printed: string[] = []
      const holdWhole = async (): Promise<number> => {
        const ended = await run(workspace.stop(), call)
        printed.push(expectHeld(ended).reason)
        return ended.ms
      }
      // When a record is about to be made. Found out as the kills go on, since the machine may have other things to do.
      let aim = await holdWhole()

      let killed = 0
      let before = 0
      let after = 0
      for (let attempt = 0; killed < kills && attempt < kills * 5; attempt += 1) {
        const records = workspace.records().length
        const running = await start(call)
        running.write(workspace.stop())
        running.end()
        // Early and late moments in turn. Not a timer: its steps of a millisecond would be a tenth of a whole call.
        const until = performance.now() + (((attempt * 7) % 25) / 25) * 1.5 * aim
        while (performance.now() < until);
        running.kill('SIGKILL')
        const { signal, stdout } = await running.ended
        if (stdout !== '') printed.push(parseHold(stdout).reason)
        if (signal === 'SIGKILL') killed += 1
        if (workspace.records().length > records) {
          after += 1
          aim *= 0.9
        } else {
          before += 1
          aim *= 1.1
        }
        if (attempt % 10 === 0) await holdWhole()
      }

      expect(killed).toBe(kills)
      // The moments lie on both sides of the record.
      expect(before).toBeGreaterThan(0)
      expect(after).toBeGreaterThan(0)
      const markers = workspace.records().filter(({ op }) => op === 'MARKER')
      expect(printed.length).toBeLessThanOrEqual(markers.length)
      // No two holds are of the same marker, and none is of a marker that isn't there.
      const ranks = printed.map((reason) => Number(/marker (\d+) of/.exec(reason)?.[1]))
      expect(new Set(ranks).size).toBe(ranks.length)
      expect(Math.max(...ranks)).toBeLessThanOrEqual(markers.length)
    })
  }

  for (const by of RUNTIMES) {
    test(`politely, while it waits for its event, prints nothing and records nothing: ${by}`, async () => {
      using workspace = makeWorkspace()
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
        const running = await start({ by, cwd: workspace.path })
        running.write(workspace.stop().slice(0, -1))
        await Bun.sleep(150)
        running.kill(signal)
        expect(await running.ended).toMatchObject({ status: null, signal, stdout: '', stderr: '' })
      }
      expect(workspace.all()).toEqual([])
      expectHeld(await run(workspace.stop(), { by }))
    })
  }
})
