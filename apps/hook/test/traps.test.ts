import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_PROGRESS_POLICY, look, nodeOps } from '@dos/progress'
import { run } from './support/command.ts'
import { makeHome } from './support/home.ts'
import { RUNTIMES } from './support/launch.ts'
import { type Clone, makeClone, TRAPS, type Trap, USERS_ENV } from './support/traps.ts'

setDefaultTimeout(120_000)

/** A look that asks git everything that it may ever be asked. */
function lookAt(clone: Clone, { workspace = '.', env }: Trap): void {
  const before = clone.git('rev-parse', 'HEAD~1').trim().slice(0, 20)
  clone.sprung()
  const ops = nodeOps({ env: { ...USERS_ENV, ...env?.(clone) } })
  const policy = { ...DEFAULT_PROGRESS_POLICY, budgetMs: 20_000, paths: ['inside', 'a.txt'] }
  const at = join(clone.path, workspace)
  const previous = before.length === 20 ? { commit: before, tree: '0', untracked: '0' } : {}
  look({ workspace: at, stands: clone.path, policy, ops, previous, since: 0 })
  look({ workspace: clone.path, stands: at, policy, ops, since: 0 })
}

test('There are traps of every kind, each with a name of its own', () => {
  expect(new Set(TRAPS.map(({ name }) => name)).size).toBe(TRAPS.length)
  expect(TRAPS.length).toBeGreaterThanOrEqual(60)
  expect(TRAPS.filter(({ spring }) => spring !== undefined).length).toBeGreaterThanOrEqual(60)
})

describe('A look springs no trap that a plain command would:', () => {
  test.each(TRAPS.map((trap): [string, Trap] => [trap.name, trap]))('%s', (name, trap) => {
    using clone = makeClone()
    trap.set(clone, name)
    clone.work()
    lookAt(clone, trap)
    expect(clone.sprung()).toEqual([])
    if (trap.spring === undefined) return
    trap.spring(clone)
    expect(clone.sprung()).toContain(name.replaceAll('/', '|'))
  })
})

/** The environments of several traps as one: each folder of a PATH before the user's own. */
function together(clone: Clone, traps: readonly Trap[]): Record<string, string> {
  const all = traps.map(({ env }) => env?.(clone) ?? {})
  const paths = all.flatMap(({ PATH }) => PATH?.split(':') ?? [])
  return Object.assign({}, USERS_ENV, ...all, { PATH: [...new Set(paths), USERS_ENV['PATH']].join(':') })
}

/** The command as hosts and people start it, twice over with work in between. */
async function callAll(
  clone: Clone,
  by: (typeof RUNTIMES)[number],
  traps: readonly Trap[],
  home: string,
): Promise<void> {
  const env = { ...together(clone, traps), HOME: home, CLAUDE_PROJECT_DIR: clone.path }
  const event = (name: string, more: object = {}): string =>
    JSON.stringify({ hook_event_name: name, session_id: 's', cwd: clone.path, ...more })
  const crons = [{ id: 'c', schedule: '* * * * *', prompt: 'look' }]
  const calls: readonly (readonly [args: readonly string[], stdin: string])[] = [
    [['marker', '--loop'], event('Stop')],
    [['check', '--claim', '--run', 'nightly'], ''],
    [['wake'], event('Stop', { session_crons: crons })],
    [['wake'], event('UserPromptSubmit', { prompt: 'look' })],
    [
      ['rearm'],
      event('PreToolUse', {
        tool_name: 'ScheduleWakeup',
        tool_input: { delaySeconds: 60, reason: 'r', prompt: 'p', noop: true },
      }),
    ],
    [['doctor'], ''],
    [['status'], ''],
    [['explain', 's'], ''],
  ]
  for (const round of [1, 2]) {
    for (const [args, stdin] of calls) {
      if (round === 2 && ['doctor', 'status', 'explain'].includes(args[0] ?? '')) continue
      expect(await run(stdin, { by, args, cwd: clone.path, env })).toMatchObject({ signal: null })
    }
    clone.work()
  }
}

describe('The real command springs none of them,', () => {
  for (const by of RUNTIMES) {
    test(`all of them set at once, as ${by}`, async () => {
      using clone = makeClone()
      using home = makeHome()
      const traps = TRAPS.filter(({ alone }) => alone !== true)
      for (const trap of traps) trap.set(clone, trap.name)
      clone.git('add', '--all', '.traps')
      clone.work()
      clone.sprung()
      await callAll(clone, by, traps, home.path)
      expect(clone.sprung()).toEqual([])
      // It was a look that saw something: all this is no reason to see nothing.
      expect(readFileSync(join(clone.path, '.dos/markers/s.jsonl'), 'utf8')).toContain('new/file.txt')
    })
  }

  test('nor each of those that can only be set alone, as the compiled command', async () => {
    using home = makeHome()
    for (const trap of TRAPS.filter(({ alone }) => alone === true)) {
      using clone = makeClone()
      trap.set(clone, trap.name)
      clone.work()
      clone.sprung()
      const cwd = join(clone.path, trap.workspace ?? '.')
      const stdin = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd })
      await run(stdin, { args: ['marker', '--loop'], cwd, env: { ...USERS_ENV, HOME: home.path } })
      expect([trap.name, ...clone.sprung()]).toEqual([trap.name])
    }
  })
})
