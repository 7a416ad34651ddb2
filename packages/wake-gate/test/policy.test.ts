import { expect, test } from 'bun:test'
import { DEFAULT_WAKE_POLICY, judgeRearm, WAKE_TABLE, type WakePolicy } from '../src/index.ts'

const CALL = { tool: 'ScheduleWakeup', input: { delaySeconds: 60 }, noopTicks: 4, delta: false }

test('By default there are four turns, and delays are stretched', () => {
  expect(DEFAULT_WAKE_POLICY).toEqual({ maxStreak: 4, rearm: 'stretch' })
  expect(Object.isFrozen(DEFAULT_WAKE_POLICY)).toBe(true)
  expect(Object.values(WAKE_TABLE.keys).map(({ name }) => name)).toEqual(['max_streak', 'rearm'])
})

test('A caller names what differs, as a plain object', () => {
  expect(judgeRearm(CALL).updatedInput).toEqual({ delaySeconds: 480 })
  expect(judgeRearm({ ...CALL, policy: { rearm: 'deny' } }).do).toBe('deny')
  expect(judgeRearm({ ...CALL, policy: { rearm: 'deny', maxStreak: 5 } }).do).toBe('pass')
})

test.each([
  [{ maxStreak: '4' }, 'maxStreak must be a whole number, 0 or more, but is "4"'],
  [{ rearm: 'never' }, 'rearm must be "stretch", "deny" or "observe", but is "never"'],
])('The policy %j is a RangeError that says why', (policy, message) => {
  expect(() => judgeRearm({ ...CALL, policy: policy as unknown as WakePolicy })).toThrow(
    new RangeError(message),
  )
})
