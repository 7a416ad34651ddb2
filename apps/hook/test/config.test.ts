import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, run } from './support/command.ts'
import { expectHeld, expectTrouble } from './support/expectations.ts'
import { call, report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

/** A table that is refused, the place that is named, and what is said of it. */
const refused: readonly (readonly [what: string, toml: string, place: string, why: RegExp])[] = [
  ['no value', '[marker]\nmax_streak =\n', '2:13', /./],
  ['a header that is left open', '[marker\nmax_streak = 1\n', '1:8', /./],
  ['a string that is left open', '[marker]\narm_on_env = "DOS\n', '2:18', /./],
  ['a list that is left open', '[marker]\narm_on_env = ["DOS_LOOP"\n', '3:1', /./],
  ['a key given twice', '[marker]\nmax_streak = 1\nmax_streak = 2\n', '3:', /./],
  ['no TOML at all', 'max_streak: 4\n', '1:', /./],
  ['JSON', '{"marker": {"max_streak": 4}}\n', '1:1', /./],
  ['broken syntax in a table of others', '[marker]\n[other]\nx = \n', '3:', /./],
  ['a value of [progress]', '[progress]\nwatch = 4\n', '2:9', /^watch must be .*, but is 4$/],
  ['a value of [wait]', '[marker]\n[wait]\nbackground = 1\n', '3:14', /^background must be .*, but is 1$/],
  [
    'a value of a table whose name is written with an escape',
    '["w\\u0061it"]\nbackground = 1\n',
    '2:14',
    /^background must be .*, but is 1$/,
  ],
  ['a value of an inline table', 'progress = { watch = 4 }\n', '1:22', /^watch must be .*, but is 4$/],
  [
    'a fraction',
    '[marker]\nmax_streak = 2.5\n',
    '2:14',
    /^max_streak must be a whole number, 0 or more, but is 2.5$/,
  ],
  ['a string for a number', '[marker]\nmax_streak = "4"\n', '2:14', /^max_streak must be .*, but is "4"$/],
  ['a negative number', '[marker]\nmax_streak = -1\n', '2:14', /^max_streak must be .*, but is -1$/],
  [
    'a truth value for a number',
    '[marker]\nmax_streak = true\n',
    '2:14',
    /^max_streak must be .*, but is true$/,
  ],
  ['a list for a number', '[marker]\nmax_streak = [4]\n', '2:14', /^max_streak must be .*, but is \[4\]$/],
  ['nan', '[marker]\nmax_streak = nan\n', '2:14', /^max_streak must be .*, but is nan$/],
  ['inf', '[marker]\nmax_streak = inf\n', '2:14', /^max_streak must be .*, but is inf$/],
  [
    'a date',
    '[marker]\nmax_streak = 2026-06-09\n',
    '2:14',
    /^max_streak must be .*, but is the date 2026-06-09$/,
  ],
  ['a table for a number', '[marker.max_streak]\nx = 1\n', '1:1', /^max_streak must be .*, but is a table$/],
  [
    'a number for names',
    '[marker]\narm_on_env = 4\n',
    '2:14',
    /^arm_on_env must be a name or a list of names, but is 4$/,
  ],
  [
    'numbers among names',
    '[marker]\narm_on_env = ["A", 1]\n',
    '2:14',
    /^arm_on_env must be .*, but is \["A", 1\]$/,
  ],
  [
    'a number for a truth value',
    '[marker]\nrespect_stop_hook_active = 1\n',
    '2:28',
    /^respect_stop_hook_active must be true or false, but is 1$/,
  ],
  [
    'an array of tables',
    '[[marker]]\nmax_streak = 1\n',
    '1:1',
    /^\[marker\] must be a table, but is \[a table\]$/,
  ],
  ['a value for the table', 'marker = 4\n', '1:10', /^\[marker\] must be a table, but is 4$/],
  [
    'a bad value behind Windows line ends',
    '[marker]\r\n# four\r\nmax_streak = "4"\r\n',
    '3:14',
    /but is "4"$/,
  ],
  ['a bad value behind a byte order mark', '\ufeff[marker]\nmax_streak = "4"\n', '2:14', /but is "4"$/],
  ['broken syntax behind a byte order mark', '\ufeff[marker\n', '1:8', /./],
  [
    'terminal escapes',
    '[marker]\nmax_streak = "\\u001b[31m\\u202E"\n',
    '2:14',
    /but is "\\u001b\[31m\\u202e"$/,
  ],
]

describe('A dos.toml', () => {
  for (const [what, toml, place, why] of refused) {
    test(`with ${what} releases, and one line names file, line, column and what is wrong`, async () => {
      using workspace = makeWorkspace()
      const file = workspace.put('dos.toml', toml)
      const { status, stdout, stderr } = await call(['marker', '--loop'], { stdin: workspace.stop() })
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      expect(stderr).toHaveLength(1)
      expect(stderr[0]).toStartWith(`${file}:${place}`)
      expect(stderr[0]?.slice(file.length)).toMatch(/^:\d+:\d+: [^\p{Cc}]+$/u)
      expect(stderr[0]?.slice(file.length).replace(/^:\d+:\d+: /, '')).toMatch(why)
      expect(workspace.all()).toEqual(['dos.toml'])
    })
  }

  test('with several bad values tells of each, in one line', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = 2.5\narm_on_env = 4\n')
    const { stderr } = await call(['marker', '--loop'], { stdin: workspace.stop() })
    expect(stderr).toHaveLength(1)
    expect(stderr[0]).toMatch(/dos\.toml:2:14: max_streak .*; .*dos\.toml:3:14: arm_on_env /)
  })

  test('is refused before anyone asks whether the turn is armed', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = 2.5\n')
    expect(await report([], { stdin: workspace.stop() })).toMatchObject({ trouble: true, armed: false })
  })

  for (const [what, toml] of [
    ['is empty', ''],
    ['is blank', '\n\n'],
    ['begins with a byte order mark', '\ufeff[marker]\nmax_streak = 4\n'],
    ['has Windows line ends', '[marker]\r\nmax_streak = 4\r\n'],
    ['has no [marker]', '[other]\nmax_streak = "x"\n'],
    ['has an empty [marker]', '[marker]\n'],
    ['gives the table inline', 'marker = { max_streak = 4 }\n'],
    ['gives the table by dotted keys', 'marker.max_streak = 4\n'],
  ] as const) {
    test(`that ${what} is fine`, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', toml)
      expect(await report(['--loop'], { stdin: workspace.stop() })).toMatchObject({
        allow_marker: true,
        max_markers: 4,
        warnings: [],
        stderr: [],
      })
    })
  }

  for (const [key, nearest] of [
    ['max_streaks', 'max_streak'],
    ['max_markers', 'max_streak'],
    ['arm_on', 'arm_on_env'],
    ['respect_stop_hook', 'respect_stop_hook_active'],
  ] as const) {
    test(`with the unknown key ${key} works, and a warning names ${nearest}`, async () => {
      using workspace = makeWorkspace()
      const file = workspace.put('dos.toml', `[marker]\nmax_streak = 2\n${key} = 1\n`)
      const { stdout, stderr } = await call(['marker', '--loop'], { stdin: workspace.stop() })
      expect(stdout).toHaveLength(1)
      expect(stderr).toEqual([
        `warning: ${file}:3:1: [marker] has no key "${key}"; the nearest is ${nearest}`,
      ])
    })
  }

  test('of a folder above that is a root is that of the workspace', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = 7\n')
    const cwd = workspace.folder('sub')
    expect(await report(['--loop'], { stdin: workspace.stop({ cwd }) })).toMatchObject({ max_markers: 7 })
  })
})

/** What stands where `dos.toml` should, and what is said of it. */
const places: readonly (readonly [what: string, put: (workspace: Workspace) => void, why: string])[] = [
  ['a FIFO', ({ path }) => spawnSync('mkfifo', [join(path, 'dos.toml')]), 'is not a regular file'],
  ['a folder', (workspace) => workspace.folder('dos.toml'), 'is not a regular file'],
  [
    'a link to a device',
    ({ path }) => symlinkSync('/dev/zero', join(path, 'dos.toml')),
    'is not a regular file',
  ],
  ['a link to itself', ({ path }) => symlinkSync('dos.toml', join(path, 'dos.toml')), 'cannot read'],
  [
    '2 MB of comment',
    (workspace) => workspace.put('dos.toml', '# a\n'.repeat(500_000)),
    'is longer than 65536 bytes',
  ],
  [
    '60 kB of bytes that are no text',
    (workspace) => workspace.put('dos.toml', new Uint8Array(60_000).fill(0xff)),
    'dos.toml:1:1: ',
  ],
  [
    'a list that is nested 60,000 deep',
    (workspace) => workspace.put('dos.toml', `x = ${'['.repeat(60_000)}`),
    'has more than 750 keys, values and tables',
  ],
]

describe('In the place of dos.toml', () => {
  for (const by of RUNTIMES) {
    for (const [what, put, why] of places) {
      test(`${what} releases at once, and one line names it, by ${by}`, async () => {
        using workspace = makeWorkspace()
        put(workspace)
        const ended = await run(workspace.stop(), { by })
        const line = expectTrouble(ended)
        expect(line).toContain(join(workspace.path, 'dos.toml'))
        expect(line).toContain(why)
        expect(ended.ms).toBeLessThan(5000)
        expect(workspace.records()).toEqual([])
      })
    }

    test(`a link to nothing is no file: the defaults apply, by ${by}`, async () => {
      using workspace = makeWorkspace()
      symlinkSync('nowhere', join(workspace.path, 'dos.toml'))
      expect(expectHeld(await run(workspace.stop(), { by })).reason).toContain('marker 1 of 4')
    })

    test(`a file that this user (nobody, where the tests run as root) may not read releases, by ${by}`, async () => {
      using workspace = makeWorkspace()
      chmodSync(workspace.path, 0o777)
      chmodSync(workspace.put('dos.toml', ''), 0)
      const ended: Ended = await run(workspace.stop(), { by, within: asNobody() })
      expect(expectTrouble(ended)).toBe(`cannot read ${join(workspace.path, 'dos.toml')}: EACCES`)
      expect(workspace.all()).toEqual(['dos.toml'])
    })
  }
})
