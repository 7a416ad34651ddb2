import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { built } from './support/built.ts'
import { type Call, type Ended, run, start } from './support/command.ts'
import { expectHeld, expectReleased, expectSafe, expectTrouble, parseHold } from './support/expectations.ts'
import { launch, RUNTIMES, tool } from './support/launch.ts'
import { becomes, processesWith, uniqueSeconds } from './support/process-names.ts'
import { makeRepository } from './support/repository.ts'
import { MARKER, makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const PATH = process.env['PATH'] ?? ''
const ALLOWED: Call = { args: ['marker', '--loop', '--allow-until'], env: { PATH } }

/** A workspace that waits like this, at intervals of a twentieth of a second. */
function waiting(table: string, workspace: Workspace = makeWorkspace()): Workspace {
  workspace.put('dos.toml', `[wait]\nevery_seconds = 0.05\nmax_every_seconds = 0.05\n${table}\n`)
  return workspace
}

/** A condition as TOML. */
const until = (command: string): string => `until = ${JSON.stringify(command)}`

/** The parts of the records that tell of a wait. */
function waits(workspace: Workspace): readonly Readonly<Record<string, unknown>>[] {
  return workspace.records().map(({ op, reason, waited_seconds, for: what }) => ({
    op,
    ...(waited_seconds !== undefined && { reason, waited_seconds, for: what }),
  }))
}

describe('A condition', () => {
  for (const by of RUNTIMES) {
    test(`is waited for, and then the model is told by one hold: ${by}`, async () => {
      using workspace = waiting(until('test -f done'))
      const running = await start({ ...ALLOWED, by })
      running.write(workspace.stop())
      running.end()
      await Bun.sleep(700)
      expect(workspace.all()).toEqual(['dos.toml'])
      workspace.put('done', '')
      const { reason } = expectHeld(await running.ended)
      expect(reason).toMatch(
        /^Wait marker 1 of 4: the condition is met, `test -f done` has succeeded; the hook waited [\d.]+ s/,
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
    expect(reason).toStartWith('Wait marker 1 of 4: this turn ended without progress')
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
    expect(waits(workspace)).toMatchObject(Array(6).fill({ op: 'WAIT', for: 'until', waited_seconds: 0 }))
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
    using workspace = waiting(until(`: ${'x'.repeat(200_000)}`))
    const ended = await run(workspace.stop(), ALLOWED)
    expect(parseHold(ended.stdout).reason).not.toContain('waited')
    expect(ended.stderr).toMatch(/^dos-hook: warning: \[wait\] until could not be started: [^\n]*\n$/)
    expect(waits(workspace)).toEqual([{ op: 'MARKER' }])
  })
})

describe('A dos.toml that comes with a repository', () => {
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

describe('There is no wait', () => {
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

/** A repository in which the condition works, once there is a file that git ignores. */
function working(table = ''): Workspace {
  const workspace = makeWorkspace()
  makeRepository(workspace, '.')
  workspace.put(join('.git', 'info', 'exclude'), 'go\n')
  return waiting(`${table}\n${until('if test -f go; then echo work >> work.txt; fi')}`, workspace)
}

const ops = (workspace: Workspace) => workspace.records().map(({ op }) => op)

describe('Ground truth that advances during a wait', () => {
  test('zeroes the streak before a release, in the one record of the wait', async () => {
    using workspace = working('then = "release"')
    expectReleased(await run(workspace.stop(), ALLOWED))
    workspace.put('go', '')
    expectReleased(await run(workspace.stop(), ALLOWED))
    expect(waits(workspace)).toMatchObject([
      { op: 'WAIT', for: 'until' },
      { op: 'RESET', for: 'until', reason: expect.stringMatching(/^waited .*; progress: uncommitted work/) },
    ])
  })

  test('is found by the Stop after the hold that tells of it', async () => {
    using workspace = working()
    expectHeld(await run(workspace.stop(), ALLOWED))
    workspace.put('go', '')
    expectHeld(await run(workspace.stop(), ALLOWED))
    expectReleased(await run(workspace.stop(), ALLOWED))
    expect(ops(workspace)).toEqual(['MARKER', 'MARKER', 'RESET'])
  })
})

/** A call of the hook by a host that started this in the background, so many milliseconds before. */
async function hosted(
  background: string,
  event: string,
  env: Readonly<Record<string, string>>,
  ms = 50,
): Promise<Ended> {
  const within = [process.execPath, join(import.meta.dir, 'support', 'fake-host.ts'), background, String(ms)]
  return run(event, { within, env: { PATH, ...env } })
}

const tasks = (...commands: readonly string[]) => ({
  background_tasks: commands.map((command) => ({ id: 'b', type: 'shell', status: 'running', command })),
})

const UNATTENDED = { CLAUDE_CODE_SESSION_ATTENDED: '0' }

describe('Background shells', () => {
  test('are waited for, and then the turn is released to a host that tells of them', async () => {
    using workspace = waiting('background = true')
    const command = `sleep 3; echo 'it is "done"' > ${workspace.path}/done`
    const ended = await hosted(command, workspace.stop(tasks(command)), UNATTENDED)
    expectReleased(ended)
    expect(readFileSync(join(workspace.path, 'done'), 'utf8')).toBe('it is "done"\n')
    expect(ended.ms).toBeLessThan(15_000)
    expect(waits(workspace)).toEqual([
      {
        op: 'WAIT',
        reason: expect.stringMatching(/^waited [\d.]+ s for a background shell to end$/),
        waited_seconds: expect.any(Number),
        for: 'background',
      },
    ])
  })

  test('are told of by a hold where the host is too old to say whether it is attended', async () => {
    using workspace = waiting('background = true')
    const ended = await hosted('sleep 3; true', workspace.stop(tasks('sleep 3; true')), {})
    expect(expectHeld(ended).reason).toMatch(
      /^Wait marker 1 of 4: what ran in the background has ended; the hook waited/,
    )
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
  })

  test('of Codex are found by their sessions, and told of by a hold', async () => {
    using workspace = waiting('background = true')
    const command = `sleep 3; touch ${workspace.path}/done`
    const ended = await hosted(command, workspace.stop({ turn_id: 't' }), { CLAUDE_PID: '1' }, 400)
    expect(expectHeld(ended).reason).toContain('what ran in the background has ended')
    expect(existsSync(join(workspace.path, 'done'))).toBe(true)
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
  })

  test('that take too long are held as without a wait', async () => {
    using workspace = waiting('background = true\nmax_seconds = 0.6')
    const ended = await hosted('sleep 6; true', workspace.stop(tasks('sleep 6; true')), UNATTENDED)
    expect(expectHeld(ended).reason).toMatch(
      /The hook waited 0\.\d s in vain for a background shell to end\.$/,
    )
    expect(waits(workspace)).toMatchObject([{ op: 'MARKER', for: 'background' }])
  })

  for (const [why, event, env] of [
    ['that a person watches', tasks('sleep 20; true'), { CLAUDE_CODE_SESSION_ATTENDED: '1' }],
    ['that are somebody else', tasks('sleep 21; true'), UNATTENDED],
    ['that are not running any more', { background_tasks: [] }, UNATTENDED],
    ['of a host that says nothing of them', {}, UNATTENDED],
  ] as const) {
    test(`are not waited for: those ${why}`, async () => {
      using workspace = waiting('background = true')
      workspace.put(
        'dos.toml',
        `${readFileSync(join(workspace.path, 'dos.toml'), 'utf8')}[marker]\nrelease_when_woken = false\n`,
      )
      const seconds = uniqueSeconds()
      const ended = await hosted(`sleep 20; true ${seconds}`, workspace.stop(event), env)
      expectHeld(ended)
      expect(ended.ms).toBeLessThan(15_000)
      expect(waits(workspace)).toEqual([{ op: 'MARKER' }])
      for (const pid of processesWith(seconds)) process.kill(pid, 'SIGKILL')
    })
  }
})

/** The hook waited and was ended: it said nothing and left nothing. */
async function expectVanished(ended: Ended, workspace: Workspace, seconds: string): Promise<void> {
  expect(ended).toMatchObject({ status: 0, signal: null, stdout: '', stderr: '' })
  expect(workspace.all()).toEqual(['dos.toml'])
  expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
}

describe('A wait is ended at once', () => {
  for (const by of RUNTIMES) {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      test(`by ${signal}: ${by}`, async () => {
        const seconds = uniqueSeconds()
        using workspace = waiting(until(`sleep ${seconds} & sleep ${seconds}; true`))
        const running = await start({ ...ALLOWED, by })
        running.write(workspace.stop())
        running.end()
        expect(await becomes(() => processesWith(`sleep\0${seconds}`).length === 2)).toBe(true)
        const began = performance.now()
        running.kill(signal)
        await expectVanished(await running.ended, workspace, seconds)
        expect(performance.now() - began).toBeLessThan(10_000)
      })
    }
  }

  test('at whatever moment the signal comes: nothing is said, recorded or left behind', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(until(`sleep 0.01; sleep ${seconds} & sleep 0.02; false`))
    let waited = 0
    for (let round = 0; round < 60; round += 1) {
      const running = await start(ALLOWED)
      running.write(workspace.stop())
      running.end()
      await Bun.sleep(Math.random() * 250)
      running.kill('SIGTERM')
      const ended = await running.ended
      // Before it waits, a signal ends the process as it always did.
      if (ended.signal === null) waited += 1
      else expect(ended.signal).toBe('SIGTERM')
      expect(ended).toMatchObject({ stdout: '', stderr: '' })
    }
    expect(waited).toBeGreaterThan(10)
    expect(workspace.all()).toEqual(['dos.toml'])
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  for (const by of RUNTIMES) {
    test(`when the host closes the socket that it reads from: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const [command = '', ...words] = (await launch(by)).words
      const child = spawn(command, [...words, ...(ALLOWED.args ?? [])], { env: { PATH }, cwd: '/' })
      child.stdin.end(workspace.stop())
      expect(await becomes(() => processesWith(seconds).length > 0)).toBe(true)
      const exited = new Promise((resolve) =>
        child.on('exit', (status, signal) => resolve({ status, signal })),
      )
      const complaints = new Response(Readable.toWeb(child.stderr) as ReadableStream).text()
      child.stdout.destroy()
      expect(await exited).toEqual({ status: 0, signal: null })
      expect(await complaints).toBe('')
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })

    test(`when nobody reads from its pipe any more: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const script = `{ "$@"; echo "status $?" >&2; } | sleep 0.5`
      const within = [tool('sh'), '-c', script, 'sh']
      const ended = await run(workspace.stop(), { ...ALLOWED, by, within })
      expect(ended).toMatchObject({ status: 0, stdout: '', stderr: 'status 0\n' })
      expect(ended.ms).toBeLessThan(15_000)
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })
  }

  test('and not where stdout is a file, which nobody has to read at once', async () => {
    using workspace = waiting(until('test -f done'))
    const out = join(workspace.path, 'out')
    const script = `"$@" > '${out}'; echo "status $?" >&2`
    const call = run(workspace.stop(), {
      ...ALLOWED,
      by: 'node with the script',
      within: [tool('sh'), '-c', script, 'sh'],
    })
    await Bun.sleep(800)
    workspace.put('done', '')
    expect((await call).stderr).toBe('status 0\n')
    expect(parseHold(readFileSync(out, 'utf8')).reason).toContain('the condition is met')
  })

  for (const by of RUNTIMES) {
    test(`when what started the hook is killed: ${by}`, async () => {
      const seconds = uniqueSeconds()
      using workspace = waiting(until(`sleep ${seconds}; true`))
      const running = await start({ ...ALLOWED, by, within: [tool('sh'), '-c', '"$@"; true', 'sh'] })
      running.write(workspace.stop())
      running.end()
      expect(await becomes(() => processesWith(`sleep\0${seconds}`).length > 0)).toBe(true)
      running.kill('SIGKILL')
      expect(await running.ended).toMatchObject({ signal: 'SIGKILL', stdout: '', stderr: '' })
      expect(workspace.all()).toEqual(['dos.toml'])
      expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
    })
  }

  test('when the host is killed and a shell between it and the hook lives on', async () => {
    const seconds = uniqueSeconds()
    using workspace = waiting(until(`sleep ${seconds}; true`))
    const host = join(import.meta.dir, 'support', 'fake-host.ts')
    const within = [process.execPath, host, '', '0', tool('sh'), '-c', '"$@"; true', 'sh']
    const running = await start({ ...ALLOWED, within })
    running.write(workspace.stop())
    running.end()
    expect(await becomes(() => processesWith(`sleep\0${seconds}`).length > 0)).toBe(true)
    running.kill('SIGKILL')
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL', stdout: '', stderr: '' })
    expect(workspace.all()).toEqual(['dos.toml'])
    expect(await becomes(() => processesWith(seconds).length === 0)).toBe(true)
  })

  test('and only then: a host that keeps its ends open is answered', async () => {
    using workspace = waiting(until('test -f done'))
    const running = await start(ALLOWED)
    running.write(workspace.stop())
    await Bun.sleep(1500)
    workspace.put('done', '')
    const ended = await running.ended
    expectSafe(ended)
    expectHeld(ended)
  })
})
