import { describe, expect, test } from 'bun:test'
import { HOST_NAMES } from '@dos/hook-dialect'
import { bindings, handWork, inspect, wire } from '../src/index.ts'

const WANTED = { command: ['/opt/dos-hook'], loop: false, wake: false, timeoutSeconds: 40 }
const WRITTEN = HOST_NAMES.filter((host) => handWork(host) === undefined)

describe('a host without settings', () => {
  test.each(WRITTEN)('gets a file of its own: %s', (host) => {
    const wired = wire(host, undefined, bindings(host, WANTED))
    expect(wired.ok && wired.text).toMatchSnapshot()
  })

  test.each(WRITTEN)('gets a file that says just what was asked for: %s', (host) => {
    const wired = wire(host, undefined, bindings(host, WANTED))
    if (!wired.ok) throw new Error(wired.problem.message)
    expect(inspect(host, wired.text)).toMatchObject({
      ok: true,
      found: [
        { verb: 'marker', timeoutSeconds: 40, hasIf: false, loop: false, absolute: true, byHand: false },
      ],
    })
  })
})
