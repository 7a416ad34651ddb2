import { describe, expect, test } from 'bun:test'
import { DEFAULT_MARKER_POLICY, type MarkerPolicy } from '../src/index.ts'
import { type LoadResult, markerPolicyFromFile, markerPolicyFromToml } from '../src/toml.ts'

const FINE = { problems: [], warnings: [], untold: 0 }

function loaded(changed: Partial<MarkerPolicy>) {
  return { ok: true, policy: { ...DEFAULT_MARKER_POLICY, ...changed }, ...FINE }
}

function complaints({ problems, warnings }: LoadResult<MarkerPolicy>): readonly string[] {
  return [...problems, ...warnings].map(
    ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
  )
}

describe('the [marker] table of a TOML text', () => {
  test.each<[string, Partial<MarkerPolicy>]>([
    [
      '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false',
      { maxStreak: 2, respectStopHookActive: false },
    ],
    ['marker.arm_on_env = [\n  " A ", # ours\n  "",\n]', { armOnEnv: ['A'] }],
    ['marker = { arm_on_event = "session_crons" }', { armOnEvent: ['session_crons'] }],
    [
      '\uFEFF[marker]\r\non_exhausted = "halt"\r\nrelease_when_woken = false',
      { onExhausted: 'halt', releaseWhenWoken: false },
    ],
    ['[marker]\nhold_form = "context"\nbudget = "run"', { holdForm: 'context', budget: 'run' }],
    ['[marker]', {}],
    ['[noop_streak]\nmax_streak = 2', {}],
  ])('is read from %j', async (text, changed) => {
    expect(await markerPolicyFromToml(text)).toEqual(loaded(changed) as LoadResult<MarkerPolicy>)
  })

  test('leaves to its base what it does not name', async () => {
    const base = { maxStreak: 7, armOnEnv: ['MINE'] }
    expect(await markerPolicyFromToml('marker.max_streak = 2', { base })).toEqual(
      loaded({ maxStreak: 2, armOnEnv: ['MINE'] }) as LoadResult<MarkerPolicy>,
    )
  })

  test('is refused with all its mistakes, each in its place, and the nearest name of an unknown key', async () => {
    const text = '[marker]\nrespect_stop_hook_active = 0\nmax_streak = "4"\nmax_steak = 3'
    const refused = await markerPolicyFromToml(text, { file: 'my.toml' })
    expect(refused.ok || refused.policy).toBeUndefined()
    expect(complaints(refused)).toEqual([
      'my.toml:3:14: max_streak must be a whole number, 0 or more, but is "4"',
      'my.toml:2:28: respect_stop_hook_active must be true or false, but is 0',
      'my.toml:4:1: [marker] has no key "max_steak"; the nearest is max_streak',
    ])
  })

  test.each([
    ['max_markers', 'max_streak'],
    ['arm_on', 'arm_on_env'],
    ['arm_on_events', 'arm_on_event'],
    ['release_when_awoken', 'release_when_woken'],
    ['on_exhaust', 'on_exhausted'],
    ['hold_from', 'hold_form'],
    ['stop_hook_active', 'respect_stop_hook_active'],
  ])('has for %s the nearest name %s', async (key, nearest) => {
    expect(complaints(await markerPolicyFromToml(`[marker]\n${key} = 3`))).toEqual([
      `dos.toml:2:1: [marker] has no key "${key}"; the nearest is ${nearest}`,
    ])
  })
})

describe('the [marker] table of a file', () => {
  test('is read from the path, once, and the messages name it', async () => {
    const asked: string[] = []
    const refused = await markerPolicyFromFile('/w/dos.toml', (path) => {
      asked.push(path)
      return '[marker]\nmax_streak = -1'
    })
    expect(asked).toEqual(['/w/dos.toml'])
    expect(complaints(refused)).toEqual([
      '/w/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is -1',
    ])
  })

  test('is the base where there is no file', async () => {
    const options = { base: { maxStreak: 7 } }
    expect(await markerPolicyFromFile('dos.toml', () => undefined, options)).toEqual(
      loaded({ maxStreak: 7 }) as LoadResult<MarkerPolicy>,
    )
  })

  test('is the error of the reader where the file cannot be read', async () => {
    const denied = new Error('EACCES: permission denied')
    const readText = () => {
      throw denied
    }
    await expect(markerPolicyFromFile('dos.toml', readText)).rejects.toBe(denied)
  })
})
