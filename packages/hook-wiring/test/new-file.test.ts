import { describe, expect, test } from 'bun:test'
import { HOST_NAMES } from '@dos/hook-dialect'
import { handWork, inspect, wire } from '../src/index.ts'
import { done, wanted } from './support/wanted.ts'

const WRITTEN = HOST_NAMES.filter((host) => handWork(host) === undefined)

describe.each(WRITTEN)('%s without settings', (host) => {
  test('gets a file of its own', () => {
    expect(done(wire(host, undefined, wanted(host))).text).toMatchSnapshot()
  })

  test('gets a file that says just what was asked for', () => {
    const { text } = done(wire(host, undefined, wanted(host, { timeoutSeconds: 40, loop: true })))
    expect(inspect(host, text)).toMatchObject({
      ok: true,
      found: [
        { verb: 'marker', timeoutSeconds: 40, hasIf: false, loop: true, absolute: true, byHand: false },
      ],
    })
  })
})

test('the agent that schedules its own turns is bound at four places', () => {
  expect(done(wire('claude-code', undefined, wanted('claude-code', { wake: true }))).text).toMatchSnapshot()
})

test('a host whose settings are not written here is refused with what to do by hand', () => {
  const refused = wire('kiro', undefined, [])
  expect(refused).toEqual({ ok: false, problem: { message: handWork('kiro') ?? '' } })
  expect(refused.ok || refused.problem.message).toContain('~/.kiro/agents/NAME.json')
})
