import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Ended, run, start } from './support/command.ts'
import { expectHeld, expectSafe, parseHold } from './support/expectations.ts'
import { launch, RUNTIMES, tool } from './support/launch.ts'
import { becomes, processesWith, uniqueSeconds } from './support/process-names.ts'
import { ALLOWED, PATH, until, waiting } from './support/waiting.ts'
import type { Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

/** The hook waited and was ended: it said nothing and left nothing. */
async function expectVanished(ended: Ended, workspace: Workspace, seconds: string): Promise<void> {
  expect(ended).toMatchObject({ status: 0, signal: null, stdout: '', stderr: '' })
  expect(workspace.all()).toEqual(['dos.toml'])
  expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
}

describe('A wait is ended at once', () => {
  for (const by of RUNTIMES) {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      test(`by ${signal}: ${by}`, async () => {
        const seconds = uniqueSeconds()
        using workspace = waiting(until(`sleep ${seconds} & sleep ${seconds}; true`))
        const running = await start({ ...ALLOWED, by })
        running.write(workspace.stop())
        running.end()
        expect(await becomes(() => processesWith(`sleep\0${seconds}`).length === 2)).toBe(true)
        const began = performance.now()
        running.kill(signal)
        await expectVanished(await running.ended, workspace, seconds)
        expect(performance.now() - began).toBeLessThan(10_000)
      })
    }
  }

  test('at whatever moment the signal comes: nothing is said, recorded or left behind', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(until(`sleep 0.01; sleep ${seconds} & sleep 0.02; false`))
    let waited = 0
    // The longer the fewer of them have waited: a busy machine takes longer to come to that.
    for (let round = 0; round < 60 || (waited <= 10 && round < 300); round += 1) {
      const running = await start(ALLOWED)
      running.write(workspace.stop())
      running.end()
      await Bun.sleep(Math.random() * (250 + 10 * Math.max(0, round - 60)))
      running.kill('SIGTERM')
      const ended = await running.ended
      // Before it waits, a signal ends the process as it always did.
      if (ended.signal === null) waited += 1
      else expect(ended.signal).toBe('SIGTERM')
      expect(ended).toMatchObject({ stdout: '', stderr: '' })
    }
    expect(waited).toBeGreaterThan(10)
    expect(workspace.all()).toEqual(['dos.toml'])
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  // Node has no way to poll a descriptor that it only writes to.
  for (const by of RUNTIMES.filter((name) => name !== 'node with the script')) {
    test(`when the host closes the socket that it reads from: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const [command = '', ...words] = (await launch(by)).words
      const child = spawn(command, [...words, ...(ALLOWED.args ?? [])], { env: { PATH }, cwd: '/' })
      child.stdin.end(workspace.stop())
      expect(await becomes(() => processesWith(seconds).length > 0)).toBe(true)
      const exited = new Promise((resolve) =>
        child.on('exit', (status, signal) => resolve({ status, signal })),
      )
      const complaints = new Response(Readable.toWeb(child.stderr) as ReadableStream).text()
      child.stdout.destroy()
      expect(await exited).toEqual({ status: 0, signal: null })
      expect(await complaints).toBe('')
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })

    test(`when nobody reads from its pipe any more: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const script = `{ "$@"; echo "status $?" >&2; } | sleep 0.5`
      const within = [tool('sh'), '-c', script, 'sh']
      const ended = await run(workspace.stop(), { ...ALLOWED, by, within })
      expect(ended).toMatchObject({ status: 0, stdout: '', stderr: 'status 0\n' })
      expect(ended.ms).toBeLessThan(15_000)
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })
  }

  test('and not where stdout is a file, which nobody has to read at once', async () => {
    using workspace = waiting(until('test -f done'))
    const out = join(workspace.path, 'out')
    const script = `"$@" > '${out}'; echo "status $?" >&2`
    const call = run(workspace.stop(), {
      ...ALLOWED,
      by: 'bun with the script',
      within: [tool('sh'), '-c', script, 'sh'],
    })
    await Bun.sleep(800)
    workspace.put('done', '')
    expect((await call).stderr).toBe('status 0\n')
    expect(parseHold(readFileSync(out, 'utf8')).reason).toContain('the condition is met')
  })

  for (const by of RUNTIMES) {
    test(`when what started the hook is killed: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const running = await start({ ...ALLOWED, by, within: [tool('sh'), '-c', '"$@"; true', 'sh'] })
      running.write(workspace.stop())
      running.end()
      expect(await becomes(() => processesWith(`sleep\0${seconds}`).length > 0)).toBe(true)
      running.kill('SIGKILL')
      expect(await running.ended).toMatchObject({ signal: 'SIGKILL', stdout: '', stderr: '' })
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })
  }

  test('when the host is killed and a shell between it and the hook lives on', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(until(`sleep ${seconds}; true`))
    const host = join(import.meta.dir, 'support', 'fake-host.ts')
    const within = [process.execPath, host, '', '0', tool('sh'), '-c', '"$@"; true', 'sh']
    const running = await start({ ...ALLOWED, within })
    running.write(workspace.stop())
    running.end()
    expect(await becomes(() => processesWith(`sleep\0${seconds}`).length > 0)).toBe(true)
    running.kill('SIGKILL')
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL', stdout: '', stderr: '' })
    expect(workspace.all()).toEqual(['dos.toml'])
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  test('and only then: a host that keeps its ends open is answered', async () => {
    using workspace = waiting(until('test -f done'))
    const running = await start(ALLOWED)
    running.write(workspace.stop())
    await Bun.sleep(1500)
    workspace.put('done', '')
    const ended = await running.ended
    expectSafe(ended)
    expectHeld(ended)
  })
})
