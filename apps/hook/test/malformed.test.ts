import { expect, setDefaultTimeout, test } from 'bun:test'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { run } from './support/command.ts'
import { expectHeld, expectTrouble } from './support/expectations.ts'
import { malformedStdin, malformedToml } from './support/malformed.ts'
import { makeWorkspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

/** The same inputs every time: what fails can be run again. */
const SEED = 20260609
const WORKERS = 4

/** Does something with each of these, a few at once. */
async function each<T>(items: readonly T[], work: (item: T, worker: number) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      for (const item of queue) await work(item, worker)
    }),
  )
}

test('Malformed stdins are each released, with one line that says why and nothing recorded', async () => {
  using workspace = makeWorkspace()
  const args = ['marker', '--loop', '--workspace', workspace.path]
  const samples = fc.sample(malformedStdin, { seed: SEED, numRuns: storm(600, 90) })
  const lines = new Map<string, number>()
  await each(samples, async (bytes) => {
    const ended = await run(bytes, { args, cwd: workspace.path })
    const line = expectTrouble(ended)
    expect(line).not.toContain('a fault of dos-hook itself')
    lines.set(line, (lines.get(line) ?? 0) + 1)
  })
  // Every way to be malformed was met, and more than once.
  expect([...lines.keys()].toSorted()).toEqual([
    'no session: the event has no session_id and --session-id is not given',
    'stdin was JSON but not an object, where a hook event was expected',
    'stdin was empty, where a hook event in JSON was expected',
    'stdin was nested deeper than 1000 levels or had more than 100000 parts, more than a hook event can have',
    'stdin was not JSON, where a hook event was expected',
    'the session id has no letter or number in it, so it can have no tally',
  ])
  expect(Math.min(...lines.values())).toBeGreaterThan(1)
  expect(workspace.all()).toEqual([])
  // What is well formed would have been held here.
  expectHeld(await run(workspace.stop(), { args, cwd: workspace.path }))
})

test('Malformed dos.toml each release, with one line that names file, line and column and nothing recorded', async () => {
  using workspace = makeWorkspace()
  const samples = fc.sample(malformedToml, { seed: SEED, numRuns: storm(250, 50) })
  await each(samples, async ({ text, line }, worker) => {
    const root = workspace.folder(String(worker))
    const file = join(root, 'dos.toml')
    writeFileSync(file, text)
    const told = expectTrouble(await run(workspace.stop({ cwd: root })))
    expect(told).toStartWith(`${file}:${line ?? ''}`)
    expect(told.slice(file.length)).toMatch(/^:\d+:\d+: ./)
    expect(told).not.toContain('a fault of dos-hook itself')
  })
  expect(samples.filter(({ line }) => line !== undefined).length).toBeGreaterThan(samples.length / 4)
  expect(workspace.all().filter((path) => path.includes('.dos'))).toEqual([])
  // What is well formed would have been held here.
  const [root = ''] = workspace.all()
  rmSync(join(workspace.path, root, 'dos.toml'))
  expectHeld(await run(workspace.stop({ cwd: join(workspace.path, root) })))
})
