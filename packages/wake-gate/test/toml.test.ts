import { describe, expect, test } from 'bun:test'
import { formatProblem } from '@dos/toml-table'
import type { WakePolicyFields } from '../src/index.ts'
import { wakePolicyFromFile, wakePolicyFromToml } from '../src/toml.ts'
import { policyOf } from './support/policies.ts'

const READ: readonly [string, string, Partial<WakePolicyFields>][] = [
  ['whole', '[wake]\nmax_streak = 2\nrearm = "deny"', { maxStreak: 2, rearm: 'deny' }],
  ['with CRLF line ends', '[wake]\r\nrearm = "observe"\r\n', { rearm: 'observe' }],
  ['behind a byte order mark', '\uFEFF[wake]\nmax_streak = 0', { maxStreak: 0 }],
  ['where it is empty', '[wake]', {}],
  ['where it is not there', '[marker]\nmax_streak = 9', {}],
]

describe('the [wake] table of a text', () => {
  test.each(READ)('is read %s', async (_, text, fields) => {
    expect(await wakePolicyFromToml(text)).toEqual({ ok: true, policy: policyOf(fields), warnings: [] })
  })

  test('falls back to the base it is given', async () => {
    const base = policyOf({ maxStreak: 9 })
    expect(await wakePolicyFromToml('[wake]\nrearm = "deny"', { base })).toMatchObject({
      policy: { maxStreak: 9, rearm: 'deny' },
    })
  })

  test('is refused with the place of everything that is wrong', async () => {
    expect(await complaints('# ours\n[wake]\nmax_streak = 2.5\nrearm = "never"\n')).toEqual([
      'dos.toml:3:14: max_streak must be a whole number, 0 or more, but is 2.5',
      'dos.toml:4:9: rearm must be "stretch", "deny" or "observe", but is "never"',
    ])
    expect(await complaints('wake = 4')).toEqual(['dos.toml:1:8: [wake] must be a table, but is 4'])
    expect(await complaints('[wake]\nrearm = deny')).toEqual([
      'dos.toml:2:9: Invalid TOML document: invalid value',
    ])
  })

  test('warns of an unknown key, names the nearest, and goes by the rest', async () => {
    const loaded = await wakePolicyFromToml('[wake]\nre_arm = "deny"\nmax_streak = 2', { file: 'my.toml' })
    expect(loaded).toMatchObject({ ok: true, policy: { maxStreak: 2, rearm: 'stretch' } })
    expect(loaded.warnings.map(formatProblem)).toEqual([
      'my.toml:2:1: [wake] has no key "re_arm"; the nearest is rearm',
    ])
  })
})

describe('the [wake] table of a file', () => {
  test('is read from the path, which the messages name', async () => {
    const loaded = await wakePolicyFromFile('a/dos.toml', (path) => `[wake]\nrearm = "${path}"`)
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([
      'a/dos.toml:2:9: rearm must be "stretch", "deny" or "observe", but is "a/dos.toml"',
    ])
  })

  test('is the base where there is no file', async () => {
    const base = policyOf({ rearm: 'deny' })
    expect(await wakePolicyFromFile('dos.toml', () => undefined, { base })).toEqual({
      ok: true,
      policy: base,
      warnings: [],
    })
  })

  test('is the error of the reader where the file cannot be read', async () => {
    const denied = new Error('EACCES: permission denied')
    const readText = () => {
      throw denied
    }
    await expect(wakePolicyFromFile('dos.toml', readText)).rejects.toBe(denied)
  })
})

async function complaints(text: string): Promise<readonly string[]> {
  const loaded = await wakePolicyFromToml(text)
  return loaded.ok ? [] : loaded.problems.map(formatProblem)
}
