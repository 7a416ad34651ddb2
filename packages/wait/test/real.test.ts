import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeOps, waitForBackground, waitUntil, watchForEnd } from '../src/index.ts'
import { procFiles, psCommand, sleep } from '../src/node-ops.ts'
import { becomes, processesWith, uniqueSeconds } from './support/processes.ts'

setDefaultTimeout(30_000)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wait-')))
afterAll(() => rmSync(folder, { recursive: true }))

const ops = nodeOps({ env: { PATH: process.env['PATH'], GREETING: 'hello' } })
const never = new AbortController().signal
const run = (command: string, boundMs = 10_000, signal = never) =>
  ops.run({ command, folder, boundMs }, signal)

describe('a command', () => {
  test('answers with its status, or with none where a signal ended it', async () => {
    expect(await run('exit 0')).toEqual({ kind: 'exited', status: 0 })
    expect(await run('exit 7')).toEqual({ kind: 'exited', status: 7 })
    expect(await run('kill -9 $$')).toEqual({ kind: 'exited', status: null })
  })

  test('runs in its folder with its environment and no other, without stdin or anyone to talk to', async () => {
    await run('{ pwd; echo "$GREETING$HOME"; cat; readlink /proc/$$/fd/1; } > said; echo out; echo err >&2')
    expect(readFileSync(join(folder, 'said'), 'utf8').split('\n')).toEqual([
      folder,
      'hello',
      join(folder, 'said'),
      '',
    ])
    await run(
      'readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 > /proc/self/cwd/ends; ls /proc/$$/fd > fds',
    )
    expect(readFileSync(join(folder, 'ends'), 'utf8')).toStartWith('/dev/null\n')
    expect(readFileSync(join(folder, 'fds'), 'utf8').trim().split('\n').length).toBeLessThanOrEqual(4)
  })

  test('is killed at its bound with everything that it started', async () => {
    const seconds = uniqueSeconds()
    const began = performance.now()
    expect(await run(`sleep ${seconds} & sleep ${seconds}`, 300)).toEqual({ kind: 'killed' })
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  test('leaves nothing behind in its group when it has ended', async () => {
    const seconds = uniqueSeconds()
    expect(await run(`sleep ${seconds} & exit 0`)).toEqual({ kind: 'exited', status: 0 })
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  test('is killed when the wait is ended from outside', async () => {
    const seconds = uniqueSeconds()
    const controller = new AbortController()
    const result = run(`sh -c 'sleep ${seconds}; true'`, 60_000, controller.signal)
    expect(await becomes(() => processesWith(`sleep ${seconds}`).length > 0)).toBe(true)
    controller.abort()
    expect(await result).toEqual({ kind: 'killed' })
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    expect(await run('exit 0', 1000, controller.signal)).toEqual({ kind: 'killed' })
  })

  test('that cannot be started says so', async () => {
    const gone = await ops.run({ command: 'true', folder: join(folder, 'gone'), boundMs: 1000 }, never)
    expect(gone).toMatchObject({ kind: 'failed' })
    expect(await run(`: ${'x'.repeat(200_000)}`)).toMatchObject({ kind: 'failed' })
  })
})

test('sleep takes as long as it should, or until the signal', async () => {
  const began = performance.now()
  await sleep(60, never)
  expect(performance.now() - began).toBeGreaterThanOrEqual(55)
  const controller = new AbortController()
  const sleeping = sleep(60_000, controller.signal)
  controller.abort()
  await sleeping
  await sleep(60_000, controller.signal)
  expect(performance.now() - began).toBeLessThan(5000)
})

describe.each([
  ['the files of Linux', procFiles],
  ['ps', psCommand],
] as const)('processes by %s', (_, source) => {
  test('have this one among them, with its parent and its arguments', () => {
    const self = source.processes().find(({ pid }) => pid === process.pid)
    expect(self).toMatchObject({
      pid: process.pid,
      parent: process.ppid,
      name: expect.stringContaining('bun'),
    })
    expect(self !== undefined && source.isRunning(self)).toBe(true)
    expect(source.commandLine(process.pid)).toContain('bun')
  })

  test('tell the younger from the older, a session of its own from one that is not, and an end', async () => {
    const own = spawn('/bin/sh', ['-c', 'sleep 100; true'], { detached: true, stdio: 'ignore' })
    const other = spawn('/bin/sh', ['-c', 'sleep 100; true'], { stdio: 'ignore' })
    const find = (pid: number | undefined) => source.processes().find((each) => each.pid === pid)
    try {
      const [self, first, second] = [find(process.pid), find(own.pid), find(other.pid)]
      if (self === undefined || first === undefined || second === undefined) throw new Error('not listed')
      expect(first).toMatchObject({ parent: process.pid, leads: true, name: 'sh' })
      expect(second).toMatchObject({ parent: process.pid, leads: false, name: 'sh' })
      expect(first.startedMs).toBeGreaterThanOrEqual(self.startedMs)
      expect(second.startedMs).toBeGreaterThanOrEqual(first.startedMs)
      expect(source.commandLine(first.pid)).toContain('sleep 100; true')
      process.kill(-first.pid, 'SIGKILL')
      expect(await becomes(() => !source.isRunning(first))).toBe(true)
      expect(find(own.pid)).toBeUndefined()
    } finally {
      other.kill('SIGKILL')
    }
  })
})

test('the background shells of this process are waited for', async () => {
  const seconds = `0.7${process.pid}`
  const shell = spawn('/bin/bash', ['-c', `true && eval 'sleep ${seconds}; true' < /dev/null`], {
    detached: true,
    stdio: 'ignore',
  })
  const { pid } = spawn('/bin/sh', ['-c', 'sleep 100; true'], { stdio: 'ignore' })
  try {
    const request = {
      self: pid ?? 0,
      host: process.pid,
      commands: [`sleep ${seconds}; true`],
      maxSeconds: 20,
    }
    const wait = await waitForBackground(request, ops, never)
    expect(wait).toMatchObject({ end: 'met', shells: 1 })
    expect(wait.waitedMs).toBeGreaterThan(300)
    expect(wait.waitedMs).toBeLessThan(5000)
    expect(shell.exitCode).toBe(0)
  } finally {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }
})

test('a condition is waited for', async () => {
  const request = { folder, everySeconds: 0.05, maxEverySeconds: 0.1, maxSeconds: 20 }
  setTimeout(() => run('touch done'), 1000)
  const wait = await waitUntil({ ...request, command: 'test -f done' }, ops, never)
  expect(wait).toMatchObject({ end: 'met', last: { kind: 'exited', status: 0 } })
  expect(wait.runs).toBeGreaterThan(2)
  const late = await waitUntil({ ...request, command: 'exit 9', maxSeconds: 0.5 }, ops, never)
  expect(late).toMatchObject({ end: 'late', last: { kind: 'exited', status: 9 } })
})

describe('a watch', () => {
  test('is ended by a signal, which then does again what it did', async () => {
    const before = process.listenerCount('SIGHUP')
    const watch = watchForEnd({ checks: [] })
    process.kill(process.pid, 'SIGHUP')
    expect(await becomes(() => watch.signal.aborted)).toBe(true)
    expect(watch.signal.reason).toBe('SIGHUP came')
    watch.stop()
    expect(process.listenerCount('SIGHUP')).toBe(before)
  })

  test('is ended by the first check that says why, and by none before', async () => {
    let why: string | undefined
    const watch = watchForEnd({ checks: [() => undefined, () => why] })
    await Bun.sleep(50)
    expect(watch.signal.aborted).toBe(false)
    why = 'the host is gone'
    expect(await becomes(() => watch.signal.aborted)).toBe(true)
    expect(watch.signal.reason).toBe('the host is gone')
    watch.stop()
  })

  test('is ended at once by what is so already', () => {
    const watch = watchForEnd({ checks: [() => 'nobody is there'] })
    expect(watch.signal.aborted).toBe(true)
    watch.stop()
  })
})
