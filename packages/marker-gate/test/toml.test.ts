import { describe, expect, test } from 'bun:test'
import { formatProblem } from '@dos/toml-table'
import type { MarkerPolicyFields } from '../src/index.ts'
import { type MarkerTomlResult, markerPolicyFromFile, markerPolicyFromToml } from '../src/toml.ts'
import { policyOf } from './support/policies.ts'

const ACCEPTED: readonly [string, string, Partial<MarkerPolicyFields>][] = [
  [
    'whole',
    '[marker]\nmax_streak = 2\narm_on_env = ["A"]\nrespect_stop_hook_active = false',
    {
      maxStreak: 2,
      armOnEnv: ['A'],
      respectStopHookActive: false,
    },
  ],
  [
    'whole, with what a loop may add',
    '[marker]\narm_on_event = ["background_tasks", "session_crons"]\nrelease_when_woken = false\non_exhausted = "halt"',
    { armOnEvent: ['background_tasks', 'session_crons'], releaseWhenWoken: false, onExhausted: 'halt' },
  ],
  ['with a single list', '[marker]\narm_on_event = "session_crons"', { armOnEvent: ['session_crons'] }],
  ['in part', '[marker]\nmax_streak = 2', { maxStreak: 2 }],
  ['with a single name', '[marker]\narm_on_env = " A "', { armOnEnv: ['A'] }],
  ['with an empty list', '[marker]\narm_on_env = []', { armOnEnv: [] }],
  [
    'with a list over several lines',
    '[marker]\narm_on_env = [\n  "A", # ours\n  "B",\n]',
    { armOnEnv: ['A', 'B'] },
  ],
  ['as dotted keys', 'marker.max_streak = 2\nmarker.arm_on_env = "A"', { maxStreak: 2, armOnEnv: ['A'] }],
  ['as an inline table', 'marker = { max_streak = 2 }', { maxStreak: 2 }],
  ['under a quoted header', '["marker"]\n"max_streak" = 2', { maxStreak: 2 }],
  ['after a byte order mark', '\uFEFF[marker]\nmax_streak = 2', { maxStreak: 2 }],
  ['with CRLF line ends', '# ours\r\n[marker]\r\nmax_streak = 2\r\n', { maxStreak: 2 }],
  ['with a number in another base', '[marker]\nmax_streak = 0x1_0', { maxStreak: 16 }],
  ['empty', '[marker]', {}],
  ['absent from an empty text', '', {}],
  ['absent beside another table', '[noop_streak]\nmax_streak = 2', {}],
  ['absent beside a table of its name further down', '[x.marker]\nmax_streak = 2', {}],
]

const REFUSED: readonly [string, string][] = [
  ['[marker]\nmax_streak = 2.5', '2:14: max_streak must be a whole number, 0 or more, but is 2.5'],
  ['[marker]\nmax_streak = 4.5e0', '2:14: max_streak must be a whole number, 0 or more, but is 4.5'],
  ['[marker]\nmax_streak = "4"', '2:14: max_streak must be a whole number, 0 or more, but is "4"'],
  ['[marker]\nmax_streak = -1', '2:14: max_streak must be a whole number, 0 or more, but is -1'],
  ['[marker]\nmax_streak = true', '2:14: max_streak must be a whole number, 0 or more, but is true'],
  ['[marker]\nmax_streak = [4]', '2:14: max_streak must be a whole number, 0 or more, but is [4]'],
  ['[marker]\nmax_streak = nan', '2:14: max_streak must be a whole number, 0 or more, but is nan'],
  ['[marker]\nmax_streak = inf', '2:14: max_streak must be a whole number, 0 or more, but is inf'],
  ['[marker]\nmax_streak = {}', '2:14: max_streak must be a whole number, 0 or more, but is a table'],
  ['[marker.max_streak]', '1:1: max_streak must be a whole number, 0 or more, but is a table'],
  ['marker.max_streak = -1', '1:21: max_streak must be a whole number, 0 or more, but is -1'],
  ['marker = { max_streak = -1 }', '1:25: max_streak must be a whole number, 0 or more, but is -1'],
  ['[marker]\r\nmax_streak = -1\r\n', '2:14: max_streak must be a whole number, 0 or more, but is -1'],
  ['[marker]\narm_on_env = 1', '2:14: arm_on_env must be a name or a list of names, but is 1'],
  ['[marker]\narm_on_env = ["A", 1]', '2:14: arm_on_env must be a name or a list of names, but is ["A", 1]'],
  [
    '[marker]\nrespect_stop_hook_active = 1',
    '2:28: respect_stop_hook_active must be true or false, but is 1',
  ],
  [
    '[marker]\nrespect_stop_hook_active = 2026-06-09',
    '2:28: respect_stop_hook_active must be true or false, but is the date 2026-06-09',
  ],
  [
    '[marker]\narm_on_event = ["crons"]',
    '2:16: arm_on_event must be "background_tasks", "session_crons" or a list of these, but is ["crons"]',
  ],
  ['[marker]\nrelease_when_woken = 0', '2:22: release_when_woken must be true or false, but is 0'],
  ['[marker]\non_exhausted = "stop"', '2:16: on_exhausted must be "release" or "halt", but is "stop"'],
  ['[marker]\nhold_form = "quiet"', '2:13: hold_form must be "block" or "context", but is "quiet"'],
  ['marker = 4', '1:10: [marker] must be a table, but is 4'],
  ['marker = 2026-06-09', '1:10: [marker] must be a table, but is the date 2026-06-09'],
  ['[[marker]]\nmax_streak = 2', '1:1: [marker] must be a table, but is [a table]'],
  ['[marker]\nmax_streak = four', '2:14: Invalid TOML document: invalid value'],
  [
    '[marker]\nmax_streak = 1\nmax_streak = 2',
    '3:1: Invalid TOML document: trying to redefine an already defined table or value',
  ],
  ['[marker', '1:2: Invalid TOML document: incomplete key-value: cannot find end of key'],
]

describe('the [marker] table of a TOML text', () => {
  test.each(ACCEPTED)('is read %s', async (_, text, fields) => {
    expect(await markerPolicyFromToml(text)).toEqual({ ok: true, policy: policyOf(fields), warnings: [] })
  })

  test('leaves to its base what it does not name', async () => {
    const base = policyOf({ maxStreak: 7, armOnEnv: ['MINE'] })
    expect(await markerPolicyFromToml('', { base })).toMatchObject({ policy: base })
    expect(await markerPolicyFromToml('marker.max_streak = 2', { base })).toMatchObject({
      policy: policyOf({ maxStreak: 2, armOnEnv: ['MINE'] }),
    })
  })

  test.each(REFUSED)('is refused where the text is %j', async (text, complaint) => {
    expect(complaints(await markerPolicyFromToml(text))).toEqual([`dos.toml:${complaint}`])
  })

  test('is refused with all its mistakes, each in its place', async () => {
    const text = '[marker]\nrespect_stop_hook_active = 0\nmax_streak = -1\nmax_steak = 3'
    expect(complaints(await markerPolicyFromToml(text, { file: 'my.toml' }))).toEqual([
      'my.toml:3:14: max_streak must be a whole number, 0 or more, but is -1',
      'my.toml:2:28: respect_stop_hook_active must be true or false, but is 0',
      'my.toml:4:1: [marker] has no key "max_steak"; the nearest is max_streak',
    ])
  })

  test.each([
    ['max_markers', 'max_streak'],
    ['MAX_STREAK', 'max_streak'],
    ['arm_on', 'arm_on_env'],
    ['arm_on_events', 'arm_on_event'],
    ['release_when_awoken', 'release_when_woken'],
    ['on_exhaust', 'on_exhausted'],
    ['hold_from', 'hold_form'],
    ['respect_stop_hook', 'respect_stop_hook_active'],
    ['stop_hook_active', 'respect_stop_hook_active'],
  ])('warns of the unknown key %s, names %s and goes by the rest', async (key, nearest) => {
    const loaded = await markerPolicyFromToml(`[marker]\nmax_streak = 2\n${key} = 3`)
    expect(loaded).toMatchObject({ ok: true, policy: policyOf({ maxStreak: 2 }) })
    expect(complaints(loaded)).toEqual([
      `dos.toml:3:1: [marker] has no key "${key}"; the nearest is ${nearest}`,
    ])
  })
})

describe('the [marker] table of a file', () => {
  test('is read from the path, once, and the messages name it', async () => {
    const asked: string[] = []
    const loaded = await markerPolicyFromFile('/w/dos.toml', (path) => {
      asked.push(path)
      return '\uFEFF[marker]\r\nmax_streak = -1'
    })
    expect(asked).toEqual(['/w/dos.toml'])
    expect(complaints(loaded)).toEqual([
      '/w/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is -1',
    ])
  })

  test('is the base where there is no file', async () => {
    const base = policyOf({ maxStreak: 7 })
    const readText = () => undefined
    expect(await markerPolicyFromFile('dos.toml', readText, { base })).toMatchObject({ policy: base })
    expect(await markerPolicyFromFile('dos.toml', readText)).toEqual({
      ok: true,
      policy: policyOf({}),
      warnings: [],
    })
  })

  test('is the error of the reader where the file cannot be read', async () => {
    const denied = new Error('EACCES: permission denied')
    const readText = () => {
      throw denied
    }
    await expect(markerPolicyFromFile('dos.toml', readText)).rejects.toBe(denied)
  })
})

function complaints(loaded: MarkerTomlResult): readonly string[] {
  return [...(loaded.ok ? [] : loaded.problems), ...loaded.warnings].map(formatProblem)
}
