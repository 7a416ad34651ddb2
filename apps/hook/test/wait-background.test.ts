import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { processesWith, uniqueSeconds } from './support/process-names.ts'
import { PATH, waiting, waits } from './support/waiting.ts'

setDefaultTimeout(120_000)

/** A call of the hook by a host that started this in the background, so many milliseconds before. */
async function hosted(
  background: string,
  event: string,
  env: Readonly<Record<string, string>>,
  ms = 50,
): Promise<Ended> {
  const within = [process.execPath, join(import.meta.dir, 'support', 'fake-host.ts'), background, String(ms)]
  return run(event, { within, env: { PATH, ...env } })
}

const tasks = (...commands: readonly string[]) => ({
  background_tasks: commands.map((command) => ({ id: 'b', type: 'shell', status: 'running', command })),
})

const UNATTENDED = { CLAUDE_CODE_SESSION_ATTENDED: '0' }

describe.concurrent('Background shells', () => {
  test('are waited for, and then the turn is released to a host that tells of them', async () => {
    using workspace = waiting('background = true')
    const command = `sleep 3; echo 'it is "done"' > ${workspace.path}/done`
    const ended = await hosted(command, workspace.stop(tasks(command)), UNATTENDED)
    expectReleased(ended)
    expect(readFileSync(join(workspace.path, 'done'), 'utf8')).toBe('it is "done"\n')
    expect(ended.ms).toBeLessThan(15_000)
    expect(waits(workspace)).toEqual([
      {
        op: 'WAIT',
        reason: expect.stringMatching(/^waited [\d.]+ s for a background shell to end$/),
        waited_seconds: expect.any(Number),
        for: 'background',
      },
    ])
  })

  for (const env of [{}, { CLAUDE_CODE_ENTRYPOINT: 'sdk-cli' }]) {
    test(`are told of by a hold where the host is too old to say whether it is attended: ${JSON.stringify(env)}`, async () => {
      using workspace = waiting('background = true')
      const ended = await hosted('sleep 3; true', workspace.stop(tasks('sleep 3; true')), env)
      expect(expectHeld(ended).reason).toMatch(
        /^Wait marker 1 of 4: what ran in the background has ended; the hook waited/,
      )
      expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
    })
  }

  test('of Codex are found by their sessions, and told of by a hold', async () => {
    using workspace = waiting('background = true')
    const command = `sleep 3; touch ${workspace.path}/done`
    const ended = await hosted(command, workspace.stop({ turn_id: 't' }), { CLAUDE_PID: '1' }, 400)
    expect(expectHeld(ended).reason).toContain('what ran in the background has ended')
    expect(existsSync(join(workspace.path, 'done'))).toBe(true)
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
  })

  test('that take too long are held as without a wait', async () => {
    using workspace = waiting('background = true\nmax_seconds = 0.6')
    const ended = await hosted('sleep 6; true', workspace.stop(tasks('sleep 6; true')), UNATTENDED)
    expect(expectHeld(ended).reason).toMatch(
      /The hook waited 0\.\d s in vain for a background shell to end\.$/,
    )
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
  })

  for (const [why, event, env] of [
    ['that a person watches', tasks('sleep 20; true'), { CLAUDE_CODE_SESSION_ATTENDED: '1' }],
    ['that are somebody else', tasks('sleep 21; true'), UNATTENDED],
    ['that are not running any more', { background_tasks: [] }, UNATTENDED],
    ['of a host that says nothing of them', {}, UNATTENDED],
  ] as const) {
    test(`are not waited for: those ${why}`, async () => {
      using workspace = waiting('background = true')
      workspace.put(
        'dos.toml',
        `${readFileSync(join(workspace.path, 'dos.toml'), 'utf8')}[marker]\nrelease_when_woken = false\n`,
      )
      const seconds = uniqueSeconds()
      const ended = await hosted(`sleep 20; true ${seconds}`, workspace.stop(event), env)
      expectHeld(ended)
      expect(ended.ms).toBeLessThan(15_000)
      expect(waits(workspace)).toEqual([{ op: 'MARKER' }])
      for (const pid of processesWith(seconds)) process.kill(pid, 'SIGKILL')
    })
  }
})
