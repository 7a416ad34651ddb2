import { expect, test } from 'bun:test'
import { DEFAULT_MARKER_POLICY, decide, findSignal, MARKER_TABLE, markerPolicy } from '../src/index.ts'

const STOP = { stopHookActive: false, loopFlag: false, env: { DOS_LOOP: '1', MINE: '1' } }

test('By default four markers are held, two variables arm and no list, and what is held or woken is left alone', () => {
  expect(DEFAULT_MARKER_POLICY).toEqual({
    maxStreak: 4,
    armOnEnv: ['DOS_LOOP', 'CID_RUN_ID'],
    armOnEvent: [],
    respectStopHookActive: true,
    releaseWhenWoken: true,
    onExhausted: 'release',
    holdForm: 'block',
    budget: 'session',
  })
  expect(Object.isFrozen(DEFAULT_MARKER_POLICY)).toBe(true)
  expect(markerPolicy()).toEqual(DEFAULT_MARKER_POLICY)
})

test('A caller names the fields that differ, as a plain object', () => {
  expect(markerPolicy({ maxStreak: 2, budget: undefined })).toEqual({
    ...DEFAULT_MARKER_POLICY,
    maxStreak: 2,
  })
  expect(decide({ ...STOP, policy: { armOnEnv: ['MINE'] } }).name).toBe('MINE')
  expect(decide({ ...STOP, policy: { armOnEnv: [] } }).armed).toBe(false)
})

test.each([
  ['maxStreak', 2.5, 'a whole number, 0 or more, but is 2.5'],
  ['armOnEnv', 1, 'a name or a list of names, but is 1'],
  ['armOnEvent', ['crons'], '"background_tasks", "session_crons" or a list of these, but is ["crons"]'],
  ['respectStopHookActive', 1, 'true or false, but is 1'],
  ['releaseWhenWoken', 'no', 'true or false, but is "no"'],
  ['onExhausted', 'stop', '"release" or "halt", but is "stop"'],
  ['holdForm', 'quiet', '"block" or "context", but is "quiet"'],
  ['budget', null, '"session", "run" or "workspace", but is null'],
])(
  'A policy with a wrong %s is a RangeError that says so, wherever it is handed in',
  (field, value, message) => {
    const policy = { [field]: value } as object
    const error = new RangeError(`${field} must be ${message}`)
    expect(() => markerPolicy(policy)).toThrow(error)
    expect(() => decide({ ...STOP, policy })).toThrow(error)
    expect(() => findSignal({ ...STOP, policy })).toThrow(error)
  },
)

test('The table has a key for each field, in snake case', () => {
  expect(Object.entries(MARKER_TABLE.keys).map(([field, { name }]) => [field, name])).toEqual(
    Object.keys(DEFAULT_MARKER_POLICY).map((field) => [
      field,
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    ]),
  )
})
