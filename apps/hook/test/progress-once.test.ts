import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { count, tallyPaths } from '@dos/marker-sensor'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { run } from './support/command.ts'
import { call } from './support/fake-io.ts'
import { makeOwnRepository, ops, stop } from './support/progressing.ts'
import { commit, WITH_GIT } from './support/repository.ts'
import { crons, rearm, submitted, toolCall, wake } from './support/schedule.ts'
import { SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const WAKEUP = { delaySeconds: 60, reason: 'waiting', prompt: 'look' }

/** The turn made a commit. */
function work(workspace: Workspace): void {
  workspace.put('mine', `work ${Math.random()}`)
  commit(workspace.path, 'work')
}

describe('What another verb has seen go forward in a turn', () => {
  for (const [named, turn, next] of [
    ['is named by the host', { prompt_id: 'one' }, { prompt_id: 'two' }],
    ['is not', {}, {}],
  ] as const) {
    test(`releases the Stop of that turn, and of no other, where a turn ${named}: a call that schedules`, async () => {
      using workspace = makeOwnRepository()
      expect(await stop(workspace)).toBe('hold 1')
      work(workspace)
      await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP, turn), [], { env: WITH_GIT })
      expect(await stop(workspace, { stdin: workspace.stop(turn) })).toBe('reset')
      expect(await stop(workspace, { stdin: workspace.stop(next) })).toBe('hold 1')
      expect(ops(workspace)).toEqual(['MARKER', 'RESET', 'RESET', 'MARKER'])
    })

    test(`does so where a turn ${named}: a wake that is bound to the same Stop`, async () => {
      using workspace = makeOwnRepository()
      const listed = { session_crons: crons('look') }
      await wake(workspace.stop({ ...turn, ...listed }), [], { env: WITH_GIT })
      expect(await stop(workspace, { stdin: workspace.stop({ ...turn, ...listed }) })).toBe('hold 1')
      work(workspace)
      const stdin = workspace.stop({ ...next, ...listed })
      await wake(stdin, [], { env: WITH_GIT })
      expect(await stop(workspace, { stdin })).toBe('reset')
      expect(await stop(workspace, { stdin: workspace.stop({ prompt_id: 'three', ...listed }) })).toBe(
        'hold 1',
      )
    })
  }

  for (const [named, turn] of [
    ['named', { prompt_id: 'one' }],
    ['not named', {}],
  ] as const) {
    test(`is not forgotten in a turn that is ${named}: a second reset, an empty call, another marker`, async () => {
      using workspace = makeOwnRepository()
      const reset = () =>
        call(['marker', '--reset', '--session-id', SESSION, '--workspace', workspace.path], { env: WITH_GIT })
      const asked = () =>
        rearm(toolCall(workspace, 'ScheduleWakeup', { ...WAKEUP, noop: true }, turn), [], { env: WITH_GIT })
      const stdin = workspace.stop(turn)
      expect(await stop(workspace)).toBe('hold 1')
      for (const hooks of [
        [reset, reset],
        [reset, asked],
        [asked, reset],
        [asked, asked],
      ]) {
        work(workspace)
        for (const hook of hooks) await hook()
        expect(await stop(workspace, { stdin })).toBe('reset')
        expect(await stop(workspace, { stdin: workspace.stop() })).toBe('hold 1')
      }
    })
  }

  test('releases a second marker at the same Stop, where the host names turns and the Stop is the first of its chain', async () => {
    using workspace = makeOwnRepository()
    const at = (latched: boolean) => workspace.stop({ prompt_id: 'one', stop_hook_active: latched })
    expect(await stop(workspace)).toBe('hold 1')
    work(workspace)
    expect(await stop(workspace, { stdin: at(false) })).toBe('reset')
    expect(await stop(workspace, { stdin: at(false) })).toBe('reset')
    workspace.put('dos.toml', '[marker]\nrespect_stop_hook_active = false\n')
    commit(workspace.path, 'policy')
    expect(await stop(workspace, { stdin: at(true) })).toBe('reset')
    expect(await stop(workspace, { stdin: at(true) })).toBe('hold 1')
  })

  test('in the turn before ends with a prompt at which the budget is given back', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    work(workspace)
    await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP), [], { env: WITH_GIT })
    const prompt = submitted(workspace, 'go on')
    await call(['marker', '--reset'], { stdin: prompt, env: WITH_GIT })
    expect(await stop(workspace)).toBe('hold 1')
  })

  test('in another turn, by its name, releases nothing', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    work(workspace)
    await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP, { prompt_id: 'one' }), [], { env: WITH_GIT })
    expect(await stop(workspace, { stdin: workspace.stop({ prompt_id: 'two' }) })).toBe('hold 1')
  })
})

describe('One commit gives the budget back once, however many see it at the same moment:', () => {
  for (const [what, args] of [
    ['passes of a shell loop', ['check', '--claim', '--run', 'r']],
    ['Stops of one session', ['marker', '--loop']],
  ] as const) {
    test(`${what}`, async () => {
      using workspace = makeOwnRepository()
      // Time to look: a hook that is late sees nothing, and what is slow here is not what is tested.
      workspace.put('dos.toml', '[progress]\nbudget_ms = 5000\n')
      commit(workspace.path, 'policy')
      const once = () => run(workspace.stop(), { args, env: WITH_GIT, cwd: workspace.path })
      await once()
      for (let round = 0; round < storm(3, 1); round += 1) {
        work(workspace)
        const all = await Promise.all(Array.from({ length: storm(24, 12) }, once))
        const granted = all.filter(({ status, stdout }) =>
          args[0] === 'check' ? status === 0 : stdout !== '',
        )
        const session = args[0] === 'check' ? 'r' : JSON.parse(workspace.stop()).session_id
        const paths = tallyPaths(workspace.path, session)
        if (paths === undefined) throw new Error('no tally')
        // Of the Stops, those that saw the commit are released for it, and need not leave four to be held.
        if (args[0] === 'check') expect(granted).toHaveLength(4)
        else expect(granted.length).toBeLessThanOrEqual(4)
        expect(count(paths)).toBeGreaterThanOrEqual(granted.length)
      }
    })
  }
})
