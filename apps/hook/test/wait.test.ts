import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { built } from './support/built.ts'
import { type Ended, run, start } from './support/command.ts'
import { expectHeld, expectReleased, expectTrouble, parseHold } from './support/expectations.ts'
import { RUNTIMES, tool } from './support/launch.ts'
import { becomes, processesWith, uniqueSeconds } from './support/process-names.ts'
import { ALLOWED, PATH, until, waiting, waits } from './support/waiting.ts'
import { MARKER, makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(120_000)

describe.concurrent('A condition', () => {
  for (const by of RUNTIMES) {
    test(`is waited for, and then the model is told by one hold: ${by}`, async () => {
      using outside = makeWorkspace()
      using workspace = waiting(until(`touch ${outside.path}/looked; test -f done`))
      const running = await start({ ...ALLOWED, by })
      running.write(workspace.stop())
      running.end()
      expect(await becomes(() => outside.all().length > 0)).toBe(true)
      await Bun.sleep(500)
      expect(workspace.all()).toEqual(['dos.toml'])
      workspace.put('done', '')
      const { reason } = expectHeld(await running.ended)
      expect(reason).toMatch(
        /^Wait marker 1 of 4: the condition is met, `touch .+; test -f done` has succeeded; the hook waited [\d.]+ s/,
      )
      expect(waits(workspace)).toEqual([
        {
          op: 'MARKER',
          reason: expect.stringMatching(/^waited [\d.]+ s until the condition was met, \d+ looks$/),
          waited_seconds: expect.any(Number),
          for: 'until',
        },
      ])
      expect(workspace.records()[0]?.['waited_seconds'] as number).toBeGreaterThan(0.3)
    })
  }

  test('that is met already costs no wait worth the name', async () => {
    using workspace = waiting(until('true'))
    const ended = await run(workspace.stop(), ALLOWED)
    expectHeld(ended)
    expect(ended.ms).toBeLessThan(10_000)
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'until' }])
  })

  test('of a hundred looks leaves one record', async () => {
    using workspace = waiting(until('echo >> looks; test "$(wc -l < looks)" -ge 100'))
    // Longer than any other call may take.
    const child = Bun.spawn([(await built()).binary, ...(ALLOWED.args ?? [])], {
      env: { PATH },
      stdin: Buffer.from(workspace.stop()),
    })
    parseHold(await new Response(child.stdout).text())
    expect(readFileSync(join(workspace.path, 'looks'), 'utf8')).toHaveLength(100)
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', reason: expect.stringContaining(', 100 looks') }])
  })

  test('that is not met in time is held as without a wait, and the model is told so', async () => {
    using workspace = waiting(`max_seconds = 0.6\n${until('exit 7')}`)
    const { reason } = expectHeld(await run(workspace.stop(), ALLOWED))
    expect(reason).toStartWith('Wait marker 1 of 4: this turn is held open only so that you can wait')
    expect(reason).toMatch(
      /The hook waited 0\.\d s in vain for the condition to be met, (one look|\d+ looks).*\.$/,
    )
    expect(waits(workspace)).toMatchObject([
      { op: 'MARKER', for: 'until', waited_seconds: expect.any(Number) },
    ])
  })

  test('is released, by then = "release", with a record that changes no streak', async () => {
    using workspace = waiting(`then = "release"\n${until('true')}`)
    for (let at = 1; at <= 6; at += 1) {
      expectReleased(await run(workspace.stop(), ALLOWED))
      expect(workspace.records()).toHaveLength(at)
    }
    expect(waits(workspace)).toMatchObject(
      Array(6).fill({ op: 'WAIT', for: 'until', waited_seconds: expect.any(Number) }),
    )
  })

  test('that hangs is ended with the wait, and nothing of it is left', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(`max_seconds = 0.5\n${until(`sleep ${seconds} & sleep ${seconds}`)}`)
    const ended = await run(workspace.stop(), ALLOWED)
    expectHeld(ended)
    expect(ended.ms).toBeLessThan(15_000)
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  test('is looked at in the workspace, whatever folder the hook stands in', async () => {
    using workspace = waiting(until('pwd > where'))
    expectHeld(await run(workspace.stop(), { ...ALLOWED, cwd: '/tmp' }))
    expect(readFileSync(join(workspace.path, 'where'), 'utf8')).toBe(`${workspace.path}\n`)
  })

  test('can say what it likes: none of it reaches the host', async () => {
    using workspace = waiting(until('echo \'{"continue":false}\'; echo no >&2; cat; true'))
    const running = await start(ALLOWED)
    running.write(workspace.stop())
    // Its stdin stays open.
    expectHeld(await running.ended)
  })

  test('can leave something running: the host does not have to wait for that', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(until(`sleep ${seconds} & setsid sleep ${seconds} & sleep 0.2`))
    const ended = await run(workspace.stop(), ALLOWED)
    expectHeld(ended)
    expect(ended.ms).toBeLessThan(15_000)
    // What it moved into a session of its own is all that is left.
    const left = processesWith(seconds)
    expect(left).toHaveLength(1)
    for (const pid of left) process.kill(pid, 'SIGKILL')
  })

  test('that cannot be looked at is no wait, and is complained of', async () => {
    using workspace = waiting(until(`: ${'x'.repeat(60_000)}`))
    // Linux gives arguments and environment a quarter of the stack: enough for the hook, but not for the condition.
    const room = 8192 * 256 - 40_000
    const pad = Array.from({ length: 20 }, (_, at) => [`PAD${at}`, 'x'.repeat(room / 20)] as const)
    const within = [tool('sh'), '-c', 'ulimit -s 8192; exec "$@"', 'sh']
    const ended = await run(workspace.stop(), {
      ...ALLOWED,
      env: { PATH, ...Object.fromEntries(pad) },
      within,
    })
    expect(parseHold(ended.stdout).reason).not.toContain('waited')
    expect(ended.stderr).toMatch(/^dos-hook: warning: \[wait\] until could not be started: [^\n]*\n$/)
    expect(waits(workspace)).toEqual([{ op: 'MARKER' }])
  })
})

describe.concurrent('A dos.toml that comes with a repository', () => {
  test('cannot run a command: without --allow-until it is refused in one line, and there is no wait', async () => {
    using workspace = waiting(until('touch ran; sleep 100'))
    const ended = await run(workspace.stop(), { env: { PATH } })
    expect(parseHold(ended.stdout).reason).not.toContain('waited')
    expect(ended.stderr).toMatch(/^dos-hook: warning: \[wait\] until is not run: [^\n]*--allow-until\n$/)
    expect(ended.ms).toBeLessThan(15_000)
    expect(existsSync(join(workspace.path, 'ran'))).toBe(false)
    expect(waits(workspace)).toEqual([{ op: 'MARKER' }])
  })

  test('cannot run one through the environment that it brings along either', async () => {
    using workspace = waiting(until('touch ran'))
    workspace.put('.env', 'DOS_ALLOW_UNTIL=1\nPATH=.\n')
    workspace.put('sh', '#!/bin/sh\ntouch ran\n')
    await run(workspace.stop(), { cwd: workspace.path, by: 'bun with the script' })
    expect(existsSync(join(workspace.path, 'ran'))).toBe(false)
  })

  for (const [table, complaint] of [
    ['max_seconds = "9 min"', 'max_seconds must be a number of seconds from 0.05 to 86400, but is "9 min"'],
    ['until = true', 'until must be a command, but is true'],
    ['then = "halt"', 'then must be "hold" or "release", but is "halt"'],
  ] as const) {
    test(`with a table that cannot be taken releases and says where: ${table}`, async () => {
      using workspace = makeWorkspace()
      workspace.put('dos.toml', `[wait]\n${table}\n`)
      expect(expectTrouble(await run(workspace.stop(), ALLOWED))).toBe(
        `${join(workspace.path, 'dos.toml')}:2:${table.indexOf('=') + 3}: ${complaint}`,
      )
    })
  }
})

describe.concurrent('There is no wait', () => {
  const sleeps = until('sleep 100')
  const fast = (ended: Ended): void => expect(ended.ms).toBeLessThan(15_000)

  test('in an ordinary turn', async () => {
    using workspace = waiting(sleeps)
    const ended = await run(workspace.stop(), { ...ALLOWED, args: ['marker', '--allow-until'] })
    expectReleased(ended)
    fast(ended)
  })

  test('when the budget is spent', async () => {
    using workspace = waiting(sleeps)
    workspace.put(join('.dos', 'markers', `${SESSION}.jsonl`), MARKER.repeat(4))
    const ended = await run(workspace.stop(), ALLOWED)
    expectReleased(ended)
    fast(ended)
  })

  test('in a turn that a hook already holds', async () => {
    using workspace = waiting(sleeps)
    const ended = await run(workspace.stop({ stop_hook_active: true }), ALLOWED)
    expectReleased(ended)
    fast(ended)
  })

  test('at a dry run, which says what it would wait for', async () => {
    using workspace = waiting(`background = true\n${until('touch ran; sleep 100')}`)
    const tasks = { background_tasks: [{ type: 'shell', status: 'running', command: 'make' }] }
    const ended = await run(workspace.stop(tasks), {
      ...ALLOWED,
      args: [...(ALLOWED.args ?? []), '--dry-run'],
    })
    expect(ended).toMatchObject({ status: 0, stdout: '' })
    expect(ended.stderr).toContain(
      'dry run: would hold: would first wait for background shells, else the condition, up to 540 s; ',
    )
    fast(ended)
    expect(workspace.all()).toEqual(['dos.toml'])
  })
})

test('What was waited for and how long is in the report, and each step in the trace', async () => {
  using workspace = waiting(until('true'))
  const args = [...(ALLOWED.args ?? []), '--json', '--debug']
  const { stdout, stderr } = await run(workspace.stop(), { ...ALLOWED, args })
  expect(JSON.parse(stdout)).toMatchObject({
    answer: 'hold',
    waited_seconds: 0,
    waited_for: 'until',
    markers_emitted: 1,
  })
  expect(stderr).toContain('debug: waiting for until, up to 540 s\n')
  expect(stderr).toContain('debug: waited for until: met\n')
  using plain = makeWorkspace()
  const report = JSON.parse((await run(plain.stop(), { ...ALLOWED, args })).stdout)
  expect(Object.keys(report)).not.toContain('waited_seconds')
})
