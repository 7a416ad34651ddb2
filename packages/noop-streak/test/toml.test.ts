import { describe, expect, test } from 'bun:test'
import { formatProblem } from '@dos/toml-table'
import { streakPolicyFromFile, streakPolicyFromToml } from '../src/toml.ts'
import { withCap } from './support/laws.ts'

describe('the [noop_streak] table of a TOML text', () => {
  test.each([
    ['under its header', '[noop_streak]\nmax_streak = 2', 2],
    ['as a dotted key', 'noop_streak.max_streak = 2', 2],
    ['as an inline table', 'noop_streak = { max_streak = 2 }', 2],
    ['after a byte order mark', '\uFEFF[noop_streak]\nmax_streak = 2', 2],
    ['with CRLF line ends', '[noop_streak]\r\nmax_streak = 2\r\n', 2],
    ['where it refuses the first turn', '[noop_streak]\nmax_streak = 0', 0],
    ['where it is empty', '[noop_streak]', 4],
    ['where it is not there', '', 4],
    ['beside the table of another', '[marker]\nmax_streak = 9', 4],
  ])('is read %s', async (_, text, cap) => {
    expect(await streakPolicyFromToml(text)).toEqual({ ok: true, policy: withCap(cap), warnings: [] })
  })

  test('falls back to the base it is given', async () => {
    expect(await streakPolicyFromToml('', { base: withCap(7) })).toMatchObject({ policy: withCap(7) })
    expect(await streakPolicyFromToml('noop_streak = 1', { base: withCap(7) })).toMatchObject({ ok: false })
  })

  test.each([
    ['2.5', '2.5'],
    ['"4"', '"4"'],
    ['-1', '-1'],
    ['true', 'true'],
    ['[4]', '[4]'],
    ['{}', 'a table'],
    ['inf', 'inf'],
    ['2026-06-09', 'the date 2026-06-09'],
  ])('refuses max_streak = %s with its place', async (written, described) => {
    const text = `# ours\n[noop_streak]\nmax_streak = ${written}\n`
    expect(await complaints(text)).toEqual([
      `dos.toml:3:14: max_streak must be a whole number, 0 or more, but is ${described}`,
    ])
  })

  test('answers a syntax error and a table that is none with their places', async () => {
    expect(await complaints('[noop_streak]\nmax_streak = four')).toEqual([
      'dos.toml:2:14: Invalid TOML document: invalid value',
    ])
    expect(await complaints('noop_streak = 4')).toEqual([
      'dos.toml:1:15: [noop_streak] must be a table, but is 4',
    ])
  })

  test('warns of an unknown key, names the nearest, and goes by the rest', async () => {
    const loaded = await streakPolicyFromToml('[noop_streak]\nmax_steak = 9', { file: 'my.toml' })
    expect(loaded).toMatchObject({ ok: true, policy: withCap(4) })
    expect(loaded.warnings.map(formatProblem)).toEqual([
      'my.toml:2:1: [noop_streak] has no key "max_steak"; the nearest is max_streak',
    ])
  })
})

describe('the [noop_streak] table of a file', () => {
  test('is read from the path, which the messages name', async () => {
    const loaded = await streakPolicyFromFile('a/dos.toml', (path) => `[noop_streak]\nmax_streak = "${path}"`)
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([
      'a/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is "a/dos.toml"',
    ])
  })

  test('is the base where there is no file', async () => {
    expect(await streakPolicyFromFile('dos.toml', () => undefined, { base: withCap(7) })).toEqual({
      ok: true,
      policy: withCap(7),
      warnings: [],
    })
  })

  test('is the error of the reader where the file cannot be read', async () => {
    const denied = new Error('EACCES: permission denied')
    const readText = () => {
      throw denied
    }
    await expect(streakPolicyFromFile('dos.toml', readText)).rejects.toBe(denied)
  })
})

async function complaints(text: string): Promise<readonly string[]> {
  const loaded = await streakPolicyFromToml(text)
  return loaded.ok ? [] : loaded.problems.map(formatProblem)
}
