import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { findHost, findShells, type ProcessInfo } from '../src/processes.ts'
import { processOf } from './support/fake-ops.ts'

/** init, the host, a background shell with what it runs, and a hook that a shell started. */
const PROCESSES: readonly ProcessInfo[] = [
  processOf(1, 0, { name: 'init' }),
  processOf(10, 1, { name: 'claude' }),
  processOf(20, 10),
  processOf(21, 20, { name: 'sleep', leads: false }),
  processOf(30, 10, { name: 'sh' }),
  processOf(31, 30, { name: 'dos-hook', leads: false }),
]

/** As Claude Code 2.1.330 starts `sleep 4.7 && echo 'it is \'"done"`. */
const WRAPPED = `/bin/bash -c source /home/user/snapshot.sh 2>/dev/null || true && eval 'sleep 4.7 && echo '"'"'it is \\'"'"'"done"' < /dev/null && pwd -P >| /tmp/cwd`

const LINES: Readonly<Record<number, string>> = {
  20: WRAPPED,
  21: 'sleep 4.7',
  30: '/bin/sh -c dos-hook marker --loop',
  31: 'dos-hook marker --loop',
}

const host = processOf(10, 1, { name: 'claude' })

function shells(commands: readonly string[] | undefined, more: readonly ProcessInfo[] = [], lines = {}) {
  const commandLine = (pid: number): string => ({ ...LINES, ...lines })[pid] ?? ''
  return findShells([...PROCESSES, ...more], { self: 31, host, commands, commandLine }).map(({ pid }) => pid)
}

describe('the host', () => {
  test('is the process that is named', () => {
    expect(findHost(PROCESSES, 31, 10)?.pid).toBe(10)
    expect(findHost(PROCESSES, 31, 20)?.pid).toBe(20)
  })

  test('is else the nearest ancestor that is no shell', () => {
    expect(findHost(PROCESSES, 31)?.pid).toBe(10)
    expect(findHost(PROCESSES, 31, 99)?.pid).toBe(10)
    expect(findHost(PROCESSES, 21)?.pid).toBe(10)
  })

  test('is never the first process of the machine, unless it is named', () => {
    expect(findHost([processOf(1, 0, { name: 'init' }), processOf(5, 1)], 5)).toBeUndefined()
    expect(findHost([processOf(1, 0, { name: 'claude' }), processOf(5, 1)], 5, 1)?.pid).toBe(1)
  })

  test('is nobody where this process is not listed', () => {
    expect(findHost([], 31)).toBeUndefined()
  })
})

describe('a shell whose command is told', () => {
  test.each([
    ['however the host quoted it', `sleep 4.7 && echo 'it is \\'"done"`, [20]],
    ['however it is spaced', 'sleep 4.7\n  && echo', [20]],
    ['by its beginning, should the rest be missing', 'sleep 4.7', [20]],
    ['not by that of another', 'sleep 4.8', []],
    ['not by a blank one', ' ', []],
  ])('is found %s', (_, command, pids) => {
    expect(shells([command])).toEqual(pids)
  })

  test('is found where it put the command in its own place', () => {
    const sleeping = processOf(22, 10, { name: 'sleep' })
    expect(shells(['sleep 9'], [sleeping], { 22: 'sleep 9' })).toEqual([22])
  })

  test('is found by the first hundred characters of a long one', () => {
    const long = `echo ${'x'.repeat(300)}`
    const line = `/bin/bash -c eval '${long.slice(0, 200)}`
    expect(shells([long], [processOf(22, 10)], { 22: line })).toEqual([22])
  })

  test('is no other child that has the words somewhere in its arguments', () => {
    const server = processOf(22, 10, { name: 'node' })
    expect(shells(['make'], [server], { 22: 'node cmake-server' })).toEqual([])
  })

  test('is not what started this process, whatever it was told to run', () => {
    expect(shells(['dos-hook marker'])).toEqual([])
  })

  test('is not one that was started after this process', () => {
    expect(shells(['make'], [processOf(40, 10)], { 40: '/bin/bash -c make' })).toEqual([])
  })
})

describe('a shell that the host says nothing about', () => {
  test('is found by its session', () => {
    expect(shells(undefined)).toEqual([20])
    expect(shells(undefined, [processOf(22, 10, { leads: false })])).toEqual([20])
  })

  test('is not another hook of the same Stop', () => {
    const moment = (processOf(30, 10) as ProcessInfo).startedMs
    for (const startedMs of [moment - 99, moment, moment + 99]) {
      expect(shells(undefined, [processOf(29, 10, { startedMs })])).toEqual([20])
    }
    expect(shells(undefined, [processOf(29, 10, { startedMs: moment - 100 })])).toEqual([20, 29])
  })

  test('is a child of the host itself', () => {
    expect(shells(undefined, [processOf(22, 1)])).toEqual([20])
  })
})

test('whatever the processes are, only children of the host are found, and none that this one comes from', () => {
  const info = fc.record({
    pid: fc.integer({ min: 1, max: 12 }),
    parent: fc.integer({ min: 0, max: 12 }),
    name: fc.constantFrom('sh', 'node', 'sleep'),
    leads: fc.boolean(),
    startedMs: fc.integer({ min: 0, max: 500 }),
  })
  const list = fc.uniqueArray(info, { selector: ({ pid }) => pid })
  fc.assert(
    fc.property(list, fc.option(fc.constant(['sleep']), { nil: undefined }), (processes, commands) => {
      const found = findHost(processes, 5)
      if (found === undefined) return
      const search = { self: 5, host: found, commands, commandLine: () => 'sleep' }
      for (const shell of findShells(processes, search)) {
        expect(shell.parent).toBe(found.pid)
        expect(shell.pid).not.toBe(5)
      }
    }),
  )
})
