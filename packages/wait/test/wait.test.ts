import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { MAX_RUN_MS, waitForBackground, waitUntil } from '../src/wait.ts'
import { type FakeGiven, fakeWorld, processOf } from './support/fake-ops.ts'

const UNTIL = { command: 'test -f x', folder: '/ws', everySeconds: 5, maxEverySeconds: 60, maxSeconds: 540 }

test('A time that is no number above 0 is a RangeError that says so, and nothing is run', async () => {
  const { ops, signal, runs } = fakeWorld({})
  for (const seconds of [Number.NaN, 0, -1, '9 min' as unknown as number]) {
    const error = new RangeError(`maxSeconds must be a number of seconds above 0, but is ${seconds}`)
    await expect(waitUntil({ ...UNTIL, maxSeconds: seconds }, ops, signal)).rejects.toThrow(error)
    await expect(waitForBackground({ ...BACKGROUND, maxSeconds: seconds }, ops, signal)).rejects.toThrow(
      error,
    )
  }
  expect(runs).toEqual([])
})

describe('waiting until a command succeeds', () => {
  test('takes no time where it does so at once', async () => {
    const { ops, signal, pauses } = fakeWorld({ run: () => ({ status: 0 }) })
    expect(await waitUntil(UNTIL, ops, signal)).toMatchObject({ end: 'met', waitedMs: 0, runs: 1 })
    expect(pauses).toEqual([])
  })

  test('runs it in its folder, with pauses that grow, until it does', async () => {
    const { ops, signal, runs } = fakeWorld({ run: (nth) => ({ status: nth === 4 ? 0 : 1, ms: 100 }) })
    expect(await waitUntil(UNTIL, ops, signal)).toMatchObject({ end: 'met', waitedMs: 24_150, runs: 4 })
    expect(runs).toEqual(
      [0, 5100, 12_700, 24_050].map((at) => ({
        command: 'test -f x',
        folder: '/ws',
        boundMs: MAX_RUN_MS,
        at,
      })),
    )
  })

  test('gives up when the time is over, having looked once more just before', async () => {
    const { ops, signal, runs } = fakeWorld({ run: () => ({ status: 3, ms: 1000 }) })
    const wait = await waitUntil({ ...UNTIL, maxSeconds: 20 }, ops, signal)
    expect(wait).toEqual({ end: 'late', waitedMs: 19_500, runs: 4, last: { kind: 'exited', status: 3 } })
    expect(runs.map(({ at }) => at)).toEqual([0, 6000, 14_500, 18_500])
  })

  test('goes on after a run that hangs, as long as there is time', async () => {
    const { ops, signal } = fakeWorld({ run: (nth) => (nth === 1 ? { ms: 1e9 } : { status: 0 }) })
    expect(await waitUntil(UNTIL, ops, signal)).toMatchObject({
      end: 'met',
      waitedMs: MAX_RUN_MS + 5000,
      runs: 2,
    })
  })

  test('is over with a run that hangs to the end', async () => {
    const { ops, signal } = fakeWorld({ run: () => ({ ms: 1e9 }) })
    const wait = await waitUntil({ ...UNTIL, maxSeconds: 30 }, ops, signal)
    expect(wait).toEqual({ end: 'late', waitedMs: 30_000, runs: 1, last: { kind: 'killed' } })
  })

  test('is none where the command cannot be started', async () => {
    const { ops, signal } = fakeWorld({ run: () => ({ failed: 'ENOENT' }) })
    expect(await waitUntil(UNTIL, ops, signal)).toMatchObject({
      end: 'nothing',
      last: { kind: 'failed', why: 'ENOENT' },
    })
  })

  test('makes a hundred polls of one wait', async () => {
    const { ops, signal } = fakeWorld({ run: (nth) => ({ status: nth === 100 ? 0 : null }) })
    const often = { ...UNTIL, everySeconds: 0.05, maxEverySeconds: 0.05 }
    expect(await waitUntil(often, ops, signal)).toMatchObject({ end: 'met', runs: 100, waitedMs: 99 * 50 })
  })
})

const SHELL_LINE = '/bin/bash -c make'

const given = (ends: FakeGiven['ends'] = {}): FakeGiven => ({
  processes: [
    processOf(10, 1, { name: 'claude' }),
    processOf(20, 10),
    processOf(21, 10),
    processOf(30, 10, { name: 'dos-hook' }),
  ],
  commandLines: { 20: SHELL_LINE, 21: SHELL_LINE },
  ends,
})

const BACKGROUND = { self: 30, commands: ['make'], maxSeconds: 540 }

describe('waiting for background shells', () => {
  test('ends within a second of the last of them', async () => {
    const { ops, signal, pauses } = fakeWorld(given({ 20: 1000, 21: 90_000 }))
    const wait = await waitForBackground(BACKGROUND, ops, signal)
    expect(wait).toMatchObject({ end: 'met', shells: 2 })
    expect(wait.waitedMs).toBeGreaterThanOrEqual(90_000)
    expect(wait.waitedMs).toBeLessThan(91_000)
    expect(pauses.slice(0, 5)).toEqual([250, 375, 562.5, 843.75, 1000])
  })

  test('gives up when the time is over', async () => {
    const { ops, signal } = fakeWorld(given({ 20: 1000 }))
    const wait = await waitForBackground({ ...BACKGROUND, maxSeconds: 10 }, ops, signal)
    expect(wait).toMatchObject({ end: 'late', shells: 2 })
    expect(wait.waitedMs).toBeGreaterThan(9900)
    expect(wait.waitedMs).toBeLessThanOrEqual(10_000)
  })

  test('is none where they are gone already, or nowhere to be seen', async () => {
    for (const world of [fakeWorld(given({ 20: 0, 21: 0 })), fakeWorld()]) {
      expect(await waitForBackground(BACKGROUND, world.ops, world.signal)).toEqual({
        end: 'nothing',
        waitedMs: 0,
        shells: 0,
      })
    }
  })

  test('asks the host that is named', async () => {
    const { ops, signal } = fakeWorld(given())
    expect(await waitForBackground({ ...BACKGROUND, host: 20 }, ops, signal)).toMatchObject({
      end: 'nothing',
    })
  })
})

test('whenever a wait is ended from outside, it ends there and then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 530_000 }), fc.boolean(), async (ms, background) => {
      const world = fakeWorld({ ...given(), run: () => ({ ms: 700 }) })
      world.abortAt(ms)
      const wait = background
        ? await waitForBackground(BACKGROUND, world.ops, world.signal)
        : await waitUntil(UNTIL, world.ops, world.signal)
      expect(wait.end).toBe('aborted')
      expect(world.now()).toBe(ms)
    }),
  )
})

test('however long runs take, a wait is never longer than it may be, and ends as soon as it can', async () => {
  const run = fc.record({
    ms: fc.integer({ min: 0, max: 100_000 }),
    status: fc.constantFrom(0, 1, 127, null),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { minLength: 1, maxLength: 20 }),
      fc.record({
        everySeconds: fc.double({ min: 0.05, max: 100, noNaN: true }),
        maxEverySeconds: fc.double({ min: 0.05, max: 100, noNaN: true }),
        maxSeconds: fc.double({ min: 0.05, max: 600, noNaN: true }),
      }),
      async (plan, seconds) => {
        const world = fakeWorld({ run: (nth) => plan[(nth - 1) % plan.length] ?? {} })
        const wait = await waitUntil({ ...UNTIL, ...seconds }, world.ops, world.signal)
        expect(wait.waitedMs).toBeLessThanOrEqual(seconds.maxSeconds * 1000 + 1e-6)
        expect(wait.runs).toBe(world.runs.length)
        expect(wait.end).toBe(wait.last?.kind === 'exited' && wait.last.status === 0 ? 'met' : 'late')
      },
    ),
  )
})
