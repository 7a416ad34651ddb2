import { describe, expect, test } from 'bun:test'
import { call, type Given, report } from './support/fake-io.ts'
import { makeWorkspace } from './support/workspace.ts'

/** Evidence, the `[marker]` table if there is one, and by what it arms: the first that matches. */
const rows: readonly (readonly [
  what: string,
  evidence: { readonly args?: readonly string[]; readonly env?: Given['env']; readonly active?: unknown },
  table: string | undefined,
  armedBy: string,
  name?: string,
])[] = [
  ['nothing at all', {}, undefined, 'no-evidence'],
  ['--loop', { args: ['--loop'] }, undefined, 'loop-flag'],
  ['DOS_LOOP', { env: { DOS_LOOP: '1' } }, undefined, 'env', 'DOS_LOOP'],
  ['DOS_LOOP=0: its value is not looked at', { env: { DOS_LOOP: '0' } }, undefined, 'env', 'DOS_LOOP'],
  ['CID_RUN_ID', { env: { CID_RUN_ID: 'r' } }, undefined, 'env', 'CID_RUN_ID'],
  [
    'both variables, the first of the list',
    { env: { CID_RUN_ID: 'r', DOS_LOOP: '1' } },
    undefined,
    'env',
    'DOS_LOOP',
  ],
  ['--loop before a variable', { args: ['--loop'], env: { DOS_LOOP: '1' } }, undefined, 'loop-flag'],
  ['an empty value', { env: { DOS_LOOP: '', CID_RUN_ID: '' } }, undefined, 'no-evidence'],
  ['another variable', { env: { LOOP: '1', dos_loop: '1' } }, undefined, 'no-evidence'],
  ['the latch before --loop', { args: ['--loop'], active: true }, undefined, 'stop-hook-active'],
  ['the latch before a variable', { env: { DOS_LOOP: '1' }, active: true }, undefined, 'stop-hook-active'],
  ['the latch alone', { active: true }, undefined, 'stop-hook-active'],
  ['a latch that is no boolean', { args: ['--loop'], active: 'true' }, undefined, 'loop-flag'],
  ['a latch that is absent', { args: ['--loop'], active: undefined }, undefined, 'loop-flag'],
  [
    'the latch, not respected',
    { args: ['--loop'], active: true },
    'respect_stop_hook_active = false',
    'loop-flag',
  ],
  ['the latch, not respected, alone', { active: true }, 'respect_stop_hook_active = false', 'no-evidence'],
  ['a variable of the table', { env: { MY_LOOP: '1' } }, 'arm_on_env = ["X", "MY_LOOP"]', 'env', 'MY_LOOP'],
  ['a single name in the table', { env: { MY_LOOP: '1' } }, 'arm_on_env = " MY_LOOP "', 'env', 'MY_LOOP'],
  [
    'a default variable that the table leaves out',
    { env: { DOS_LOOP: '1' } },
    'arm_on_env = ["X"]',
    'no-evidence',
  ],
  ['no variable of an empty list', { env: { DOS_LOOP: '1', '': '1' } }, 'arm_on_env = []', 'no-evidence'],
  ['--loop with an empty list', { args: ['--loop'] }, 'arm_on_env = []', 'loop-flag'],
  ['a name that every object has', {}, 'arm_on_env = ["constructor", "hasOwnProperty"]', 'no-evidence'],
]

describe('A Stop is armed or not by', () => {
  for (const [what, { args = [], env = {}, active = false }, table, armedBy, name = null] of rows) {
    test(`${what}${table === undefined ? '' : ` (${table})`}: ${armedBy}`, async () => {
      using workspace = makeWorkspace()
      if (table !== undefined) workspace.put('dos.toml', `[marker]\n${table}\n`)
      const given = { stdin: workspace.stop({ stop_hook_active: active }), env }
      const armed = armedBy === 'env' || armedBy === 'loop-flag'

      expect(await report(args, given)).toMatchObject({
        armed,
        armed_by: armedBy,
        armed_name: name,
        allow_marker: armed,
        markers_emitted: armed ? 1 : 0,
        trouble: false,
        stderr: [],
      })
      expect(workspace.records()).toHaveLength(armed ? 1 : 0)
    })
  }
})

test('An ordinary turn is released in silence and leaves no trace on disk', async () => {
  using workspace = makeWorkspace()
  expect(await call(['marker'], { stdin: workspace.stop() })).toMatchObject({
    status: 0,
    stdout: [],
    stderr: [],
  })
  expect(workspace.all()).toEqual([])
})

test('A turn inside a held chain is released in silence and leaves no trace on disk', async () => {
  using workspace = makeWorkspace()
  const stdin = workspace.stop({ stop_hook_active: true })
  expect(await call(['marker', '--loop'], { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [] })
  expect(workspace.all()).toEqual([])
})

test('The variables are those handed in: what a workspace slipped in was taken out before', async () => {
  using workspace = makeWorkspace()
  process.env['DOS_LOOP'] = 'of this process'
  try {
    expect(await report([], { stdin: workspace.stop() })).toMatchObject({ armed: false })
  } finally {
    delete process.env['DOS_LOOP']
  }
})
