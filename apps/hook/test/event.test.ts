import { describe, expect, test } from 'bun:test'
import type { Stdin } from '@dos/hook-call/io'
import { call, report } from './support/fake-io.ts'
import { makeWorkspace, NOTED, SESSION } from './support/workspace.ts'

const LOOP = ['marker', '--loop']

describe('What is no event', () => {
  const noEvent: readonly (readonly [string, string | Stdin, string])[] = [
    ['nothing', '', 'stdin was empty, where a hook event in JSON was expected'],
    ['blank', ' \n\t\r\n', 'stdin was empty, where a hook event in JSON was expected'],
    ['not JSON', 'Stop', 'stdin was not JSON, where a hook event was expected'],
    ['JSON that is torn', '{"session_id":"s"', 'stdin was not JSON, where a hook event was expected'],
    ['two objects', '{"session_id":"s"}{}', 'stdin was not JSON, where a hook event was expected'],
    ['a list', '[{"session_id":"s"}]', 'stdin was JSON but not an object, where a hook event was expected'],
    ['null', 'null', 'stdin was JSON but not an object, where a hook event was expected'],
    ['a string', '"Stop"', 'stdin was JSON but not an object, where a hook event was expected'],
    ['late', { kind: 'late' }, 'no hook event came in on stdin within 2000 ms'],
    [
      'too long',
      { kind: 'too-long', limit: 7 },
      'stdin was longer than 7 bytes, more than a hook event can be',
    ],
    ['unreadable', { kind: 'broken', cause: new Error('EIO') }, 'stdin could not be read: Error: EIO'],
  ]
  for (const [what, stdin, why] of noEvent) {
    test(`is released and said to be so: ${what}`, async () => {
      using workspace = makeWorkspace()
      const args = [...LOOP, '--session-id', SESSION, '--workspace', workspace.path]
      expect(await call(args, { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [why] })
      expect(workspace.all()).toEqual([])
    })
  }
})

describe('The deadline of stdin', () => {
  for (const [value, deadline] of [
    [undefined, 2000],
    ['', 2000],
    ['150', 150],
    ['0', 2000],
    ['-5', 2000],
    ['soon', 2000],
    ['Infinity', 2000],
    ['600000', 2000],
    ['599999', 599_999],
  ] as const) {
    test(`is ${deadline} ms where DOS_HOOK_STDIN_TIMEOUT_MS is ${value ?? 'not set'}`, async () => {
      const { deadline: given } = await call(LOOP, { env: { DOS_HOOK_STDIN_TIMEOUT_MS: value } })
      expect(given).toBe(deadline)
    })
  }
})

describe('An event that gives its name', () => {
  for (const name of ['Stop', 'AfterAgent', 'agentStop', undefined, null]) {
    test(`is answered when that is ${name}`, async () => {
      using workspace = makeWorkspace()
      const stdin = workspace.stop({ hook_event_name: name })
      expect(await report(['--loop'], { stdin })).toMatchObject({ allow_marker: true })
      expect(workspace.records()).toHaveLength(1)
    })
  }

  for (const name of [
    'SubagentStop',
    'SessionStart',
    'PreToolUse',
    'Stop ',
    '',
    7,
    false,
    {},
    ['Stop'],
    { toString: null },
  ]) {
    test(`is released in silence, and not counted, when that is ${JSON.stringify(name)}`, async () => {
      using workspace = makeWorkspace()
      const stdin = workspace.stop({ hook_event_name: name })
      expect(await call(LOOP, { stdin })).toMatchObject({ status: 0, stdout: [], stderr: [] })
      expect(await report(['--loop'], { stdin })).toMatchObject({
        allow_marker: false,
        trouble: false,
        reason: expect.stringContaining('is no Stop event'),
      })
      expect(workspace.all()).toEqual([])
    })
  }
})

describe('The session', () => {
  test('is the one that --session-id names, whatever the event says', async () => {
    using workspace = makeWorkspace()
    await call([...LOOP, '--session-id', 'mine'], { stdin: workspace.stop() })
    expect(workspace.records('mine')).toHaveLength(1)
    expect(workspace.records()).toEqual([])
  })

  test("is the event's where --session-id is empty, as an unset shell variable makes it", async () => {
    using workspace = makeWorkspace()
    await call([...LOOP, '--session-id', ''], { stdin: workspace.stop() })
    expect(workspace.records()).toHaveLength(1)
  })

  for (const id of [undefined, null, '', 7, true, {}, ['s']]) {
    test(`is missing where the event's session_id is ${JSON.stringify(id)}: released and said to be so`, async () => {
      using workspace = makeWorkspace()
      expect(await call(LOOP, { stdin: workspace.stop({ session_id: id }) })).toMatchObject({
        status: 0,
        stdout: [],
        stderr: ['no session: the event has no session_id and --session-id is not given'],
      })
      expect(workspace.all()).toEqual([])
    })
  }

  test('has no tally where its id has neither letter nor number: released and said to be so', async () => {
    using workspace = makeWorkspace()
    expect(await call(LOOP, { stdin: workspace.stop({ session_id: '../..' }) })).toMatchObject({
      stdout: [],
      stderr: ['the session id has no letter or number in it, so it can have no tally'],
    })
    expect(workspace.all()).toEqual([])
  })

  test('cannot leave its folder by its id', async () => {
    using workspace = makeWorkspace()
    await call(LOOP, { stdin: workspace.stop({ session_id: '../../etc/passwd' }) })
    expect(workspace.records('etcpasswd')).toHaveLength(1)
    expect(workspace.all()).toEqual([
      '.dos',
      '.dos/.gitignore',
      '.dos/markers',
      '.dos/markers/etcpasswd.jsonl',
      ...NOTED,
    ])
  })
})

describe('A reset', () => {
  test('zeroes the streak and says nothing, whatever event it comes with', async () => {
    for (const hook_event_name of ['SessionStart', 'UserPromptSubmit', 'Stop', 'PostToolUse', undefined, 7]) {
      using workspace = makeWorkspace()
      await call(LOOP, { stdin: workspace.stop() })
      const stdin = workspace.stop({ hook_event_name })
      expect(await call(['marker', '--reset'], { stdin })).toMatchObject({
        status: 0,
        stdout: [],
        stderr: [],
      })
      expect(workspace.records().map(({ op }) => op)).toEqual(['MARKER', 'RESET'])
      expect(await report(['--loop'], { stdin: workspace.stop() })).toMatchObject({ markers_emitted: 1 })
    }
  })

  for (const [source, resets] of [
    ['startup', true],
    ['clear', true],
    ['new', true],
    [undefined, true],
    [null, true],
    [7, true],
    ['compact', false],
    ['resume', false],
    ['fork', false],
    ['whatever comes', false],
  ] as const) {
    test(`at a SessionStart whose source is ${source} ${resets ? 'zeroes the streak' : 'leaves it: the loop goes on'}`, async () => {
      using workspace = makeWorkspace()
      await call(LOOP, { stdin: workspace.stop() })
      const stdin = workspace.stop({ hook_event_name: 'SessionStart', source })
      expect(await call(['marker', '--reset'], { stdin })).toMatchObject({
        status: 0,
        stdout: [],
        stderr: [],
      })
      expect(workspace.records().map(({ op }) => op)).toEqual(resets ? ['MARKER', 'RESET'] : ['MARKER'])
      expect(await report(['--reset'], { stdin })).toMatchObject({ reset: resets, trouble: false })
    })
  }

  test('at a Stop or a prompt goes by no source: only a session that starts has one', async () => {
    for (const hook_event_name of ['Stop', 'UserPromptSubmit', undefined]) {
      using workspace = makeWorkspace()
      const stdin = workspace.stop({ hook_event_name, source: 'resume' })
      expect(await report(['--reset'], { stdin })).toMatchObject({ reset: true })
    }
  })

  test('at a start of a session in the words of another host is told in the same way', async () => {
    using workspace = makeWorkspace()
    for (const [source, resets] of [
      ['new', true],
      ['resume', false],
    ] as const) {
      const stdin = JSON.stringify({ sessionId: 's', timestamp: 1, cwd: workspace.path, source })
      expect(await report(['--reset'], { stdin })).toMatchObject({ dialect: 'copilot', reset: resets })
    }
  })

  test('with --session-id and --workspace reads no stdin at all', async () => {
    using workspace = makeWorkspace()
    const args = ['marker', '--reset', '--session-id', SESSION, '--workspace', workspace.path]
    const told = await call(args, { stdin: workspace.stop({ session_id: 'not asked' }) })
    expect(told).toEqual({ status: 0, stdout: [], stderr: [], deadline: undefined })
    expect(workspace.records().map(({ op }) => op)).toEqual(['RESET'])
  })

  test('needs neither arming nor a dos.toml in order, and wins over --loop and the latch', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', 'not TOML')
    const stdin = workspace.stop({ stop_hook_active: true })
    expect(await call(['marker', '--reset', '--loop'], { stdin })).toMatchObject({ stdout: [], stderr: [] })
    expect(workspace.records().map(({ op }) => op)).toEqual(['RESET'])
  })

  test('with --session-id needs no event: stdin is not even read where it is a device', async () => {
    using workspace = makeWorkspace()
    const args = ['marker', '--reset', '--session-id', SESSION]
    expect(await call(args, { cwd: workspace.path, stdinIsDevice: true })).toEqual({
      status: 0,
      stdout: [],
      stderr: [],
      deadline: undefined,
    })
    expect(workspace.records()).toHaveLength(1)
  })

  for (const [what, stdin] of [
    ['nothing', ''],
    ['no JSON', 'HEAD main\n'],
    ['nothing in time', { kind: 'late' }],
  ] as const) {
    test(`with --session-id needs no event: there is ${what} on stdin`, async () => {
      using workspace = makeWorkspace()
      const args = ['marker', '--reset', '--session-id', SESSION]
      expect(await call(args, { cwd: workspace.path, stdin })).toMatchObject({ stdout: [], stderr: [] })
      expect(workspace.records()).toHaveLength(1)
    })
  }

  test('with --session-id still takes the workspace from an event that is there', async () => {
    using workspace = makeWorkspace()
    const args = ['marker', '--reset', '--session-id', 'mine']
    expect(await call(args, { stdin: workspace.stop() })).toMatchObject({ stdout: [], stderr: [] })
    expect(workspace.records('mine')).toHaveLength(1)
  })

  test('without --session-id needs an event, and a Stop needs one even with it', async () => {
    using workspace = makeWorkspace()
    const given = { cwd: workspace.path, stdin: '', stdinIsDevice: true }
    const released = { status: 0, stdout: [], stderr: [expect.stringContaining('stdin was empty')] }
    expect(await call(['marker', '--reset'], given)).toMatchObject(released)
    expect(await call([...LOOP, '--session-id', SESSION], given)).toMatchObject(released)
    expect(workspace.all()).toEqual([])
  })
})
