import { expect, test } from 'bun:test'
import { streakPolicyFromFile, streakPolicyFromToml } from '../src/toml.ts'

const FINE = { problems: [], warnings: [], untold: 0 }

test.each([
  ['[noop_streak]\nmax_streak = 2', 2],
  ['noop_streak.max_streak = 0', 0],
  ['[noop_streak]', 4],
  ['[marker]\nmax_streak = 9', 4],
])('The [noop_streak] table of %j says %i', async (text, maxStreak) => {
  expect(await streakPolicyFromToml(text)).toEqual({ ok: true, policy: { maxStreak }, ...FINE })
})

test('What it does not name is left to the base', async () => {
  const base = { maxStreak: 7 }
  expect(await streakPolicyFromToml('', { base })).toMatchObject({ policy: base })
  expect(await streakPolicyFromFile('dos.toml', () => undefined, { base })).toMatchObject({ policy: base })
})

test('A wrong value has its place in the file that was asked for', async () => {
  const read = await streakPolicyFromFile('a/dos.toml', (path) => `[noop_streak]\nmax_streak = "${path}"`)
  const message = 'max_streak must be a whole number, 0 or more, but is "a/dos.toml"'
  expect(read).toEqual({
    ok: false,
    ...FINE,
    problems: [{ file: 'a/dos.toml', line: 2, column: 14, message }],
  })
})

test('What the reader of the file throws is passed on', async () => {
  const denied = new Error('EACCES: permission denied')
  const readText = () => {
    throw denied
  }
  await expect(streakPolicyFromFile('dos.toml', readText)).rejects.toBe(denied)
})
