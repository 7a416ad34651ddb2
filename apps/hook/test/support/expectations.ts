import { expect } from 'bun:test'
import type { Ended } from './command.ts'

/** What holds a turn open, as hosts read it. */
export interface Hold {
  readonly decision: 'block'
  readonly reason: string
}

/**
 * What holds of every call that ended by itself: hosts take status 2 for a hold, and half a line for who knows what.
 */
export function expectSafe({ status, signal, stdout }: Ended): void {
  expect({ signal, status }).toEqual({ signal: null, status: status === 1 ? 1 : 0 })
  if (stdout !== '') expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
}

/** The turn was held, with nothing else to say. @returns the answer */
export function expectHeld(ended: Ended): Hold {
  expectSafe(ended)
  expect(ended).toMatchObject({ status: 0, stderr: '' })
  return parseHold(ended.stdout)
}

/** One line, exactly what a host takes for a hold. */
export function parseHold(stdout: string): Hold {
  expect(stdout).toEndWith('}\n')
  const hold: Hold = JSON.parse(stdout)
  expect(Object.keys(hold)).toEqual(['decision', 'reason'])
  expect(hold.decision).toBe('block')
  expect(hold.reason).toMatch(/\bmarker \d+ of \d+\b/)
  return hold
}

/** The turn was released, and nothing was wrong. */
export function expectReleased(ended: Ended): void {
  expectSafe(ended)
  expect(ended).toMatchObject({ status: 0, stdout: '', stderr: '' })
}

/** The turn was released, and one line on stderr tells why. @returns that line */
export function expectTrouble(ended: Ended): string {
  expectSafe(ended)
  expect(ended).toMatchObject({ status: 0, stdout: '' })
  expect(ended.stderr).toMatch(/^dos-hook: [^\r\n]+\n$/)
  return ended.stderr.slice('dos-hook: '.length, -1)
}
