import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { claim, count, decodeLine, reset } from '../src/index.ts'
import { startChild, toldBy } from './support/processes.ts'
import { makeWorkspace, NOW, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = '{"op":"MARKER"}\n'
const SLOW = 60_000

/** Hundreds of processes take long: without this variable a handful stands for them. */
const STORMS = Boolean(process.env['DOS_HOOK_STORMS'])

/** Long enough for this many processes to have started and to wait. */
const soon = (processes: number) => Date.now() + 200 + processes * 15

/** What as many processes got that all claimed at the same moment. */
async function claimsAtOnce(workspace: Workspace, processes: number): Promise<readonly unknown[]> {
  const at = soon(processes)
  const children = Array.from({ length: processes }, () => startChild('claim-at', workspace.workspace, at))
  return (await Promise.all(children.map(toldBy))).flat()
}

const linesOf = (workspace: Workspace) => workspace.text().split('\n').slice(0, -1)

describe('Processes that claim at the same time', () => {
  for (const [scene, before, processes] of [
    ['a fresh workspace', undefined, STORMS ? 64 : 6],
    ['a tally with one place left', MARKER.repeat(3), STORMS ? 48 : 4],
    ['a tally with one place left behind a torn line', `${MARKER.repeat(3)}{"op":"MAR`, STORMS ? 16 : 4],
    [
      'a tally with two places left after a reset',
      `${MARKER.repeat(9)}{"op":"RESET"}\n${MARKER.repeat(2)}`,
      STORMS ? 16 : 4,
    ],
    ['a spent tally', MARKER.repeat(4), STORMS ? 16 : 2],
  ] as const) {
    test(
      `in ${scene}, ${processes} of them, get exactly the places that are left`,
      async () => {
        using workspace = makeWorkspace()
        if (before !== undefined) workspace.put(before)
        const places = 4 - count(workspace)

        const claims = await claimsAtOnce(workspace, processes)

        const ranks = claims.flatMap((each) => (Object(each).granted ? [Object(each).count] : []))
        expect(claims).toHaveLength(processes)
        expect(ranks.toSorted()).toEqual([1, 2, 3, 4].slice(4 - places))
        const added = linesOf(workspace).slice((before ?? '').split('\n').length - 1)
        expect(added.length).toBeGreaterThanOrEqual(places)
        // A torn line stays as it was; two claims at once may both end it.
        const records = added.filter((line) => line !== '' && line !== '{"op":"MAR')
        expect(records.map((line) => decodeLine(line).kind)).toEqual(records.map(() => 'record'))
        expect(new Set(records).size).toBe(records.length)
        expect(count(workspace)).toBe(4 - places + records.length)
        if (before === undefined) {
          expect(readFileSync(join(workspace.home, '.gitignore'), 'utf8')).toBe('*\n')
        }
      },
      SLOW,
    )
  }
})

describe('A process that is killed at any moment', () => {
  test(
    'was told of no grant whose marker is not in the tally, and stands in the way of no later claim',
    async () => {
      using workspace = makeWorkspace()
      const told: string[] = []
      const rounds = STORMS ? 40 : 4
      for (let round = 0; round < rounds; round += 1) {
        const child = startChild('claim-for-ever', workspace.workspace)
        let output = ''
        const first = Promise.withResolvers<void>()
        const reading = (async () => {
          const decoder = new TextDecoder()
          for await (const bytes of child.stdout) {
            output += decoder.decode(bytes, { stream: true })
            first.resolve()
          }
        })()
        await first.promise
        await Bun.sleep((round * 7) % 20)
        child.kill('SIGKILL')
        await Promise.all([reading, child.exited])
        expect(child.signalCode).toBe('SIGKILL')
        told.push(...(output.match(/^".*"$/gm) ?? []))

        reset(workspace, { now: NOW })
        expect(claim(workspace, { cap: 1, id: `after ${round}`, now: NOW })).toEqual({
          granted: true,
          count: 1,
        })
      }
      const tally = workspace.text()
      const ids = new Set(tally.match(/(?<="id":)"[^"]*"/g))
      expect(told.length).toBeGreaterThanOrEqual(rounds)
      expect(told.filter((id) => !ids.has(id))).toEqual([])
      expect(tally).toEndWith('\n')
    },
    SLOW,
  )
})
