import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Call, type Ended, run, start } from './support/command.ts'
import { expectHeld, expectReleased, expectTrouble } from './support/expectations.ts'
import { type LaunchName, launch, RUNTIMES, tool } from './support/launch.ts'
import { makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const soon = { DOS_HOOK_STDIN_TIMEOUT_MS: '200' }
/** Later than any test waits: what is answered was not answered by the deadline. */
const late = { DOS_HOOK_STDIN_TIMEOUT_MS: '50000' }
const AT_ONCE_MS = 5000

/** Runs the command under a shell that does something to its stdin, stdout or stderr. */
function redirected(redirections: string, call: Call, stdin = ''): Promise<Ended> {
  return run(stdin, { ...call, within: [tool('sh'), '-c', `exec "$@" ${redirections}`, 'sh'] })
}

const halves = (workspace: Workspace): readonly [string, string] => {
  const event = workspace.stop({ background_tasks: [{ id: 'b1', status: 'running' }], last: '}' })
  const middle = event.indexOf('}') + 1
  return [event.slice(0, middle), event.slice(middle)]
}

for (const by of RUNTIMES) {
  describe(`The event on stdin, read by ${by},`, () => {
    test('may come through a pipe, a socket as Node hosts hand it over, or a file', async () => {
      using workspace = makeWorkspace()
      expectHeld(await run(workspace.stop(), { by }))
      expectHeld(await run({ socket: workspace.stop() }, { by }))
      expectHeld(await run({ file: workspace.put('event.json', `${workspace.stop()}\n`) }, { by }))
      expect(workspace.records()).toHaveLength(3)
    })

    test('is answered at once when it is whole, though the pipe stays open', async () => {
      for (const end of ['', '\n', '  \r\n\t']) {
        using workspace = makeWorkspace()
        const running = await start({ by, env: late })
        running.write(workspace.stop() + end)
        const ended = await running.ended
        expectHeld(ended)
        expect(ended.ms).toBeLessThan(AT_ONCE_MS)
      }
    })

    test('may come in many small pieces, also such as end with a brace', async () => {
      using workspace = makeWorkspace()
      const running = await start({ by, env: late })
      const [head, tail] = halves(workspace)
      for (const character of head) {
        running.write(character)
        await Bun.sleep(1)
      }
      await Bun.sleep(100)
      running.write(tail)
      expectHeld(await running.ended)
      expect(workspace.records()).toHaveLength(1)
    })

    test('may have any number of byte order marks in front of it, though the pipe stays open', async () => {
      using workspace = makeWorkspace()
      for (const marks of ['\ufeff', '\ufeff\ufeff', '\ufeff\r\n\ufeff \ufeff']) {
        const running = await start({ by, env: late })
        running.write(marks + workspace.stop())
        const ended = await running.ended
        expectHeld(ended)
        expect(ended.ms).toBeLessThan(AT_ONCE_MS)
      }
    })

    test('in UTF-16 is refused at once with a word that says what to do, though the pipe stays open', async () => {
      using workspace = makeWorkspace()
      const little = Buffer.from(`\ufeff${workspace.stop()}`, 'utf16le')
      for (const bytes of [
        little,
        little.subarray(2),
        Buffer.from(little).swap16(),
        Buffer.from(little).swap16().subarray(2),
      ]) {
        const running = await start({ by, env: late })
        running.write(bytes)
        const ended = await running.ended
        expect(expectTrouble(ended)).toMatch(
          /^stdin was UTF-16, .* UTF-8 was expected: set \$OutputEncoding = /,
        )
        expect(ended.ms).toBeLessThan(AT_ONCE_MS)
      }
      expect(workspace.all()).toEqual([])
    })

    test('is refused where it is nested deeper than any, or of more parts', async () => {
      using workspace = makeWorkspace()
      const half = 8 * 1024 * 1024 - 1000
      for (const nested of ['['.repeat(half) + ']'.repeat(half), `[${'{},'.repeat(half / 2)}{}]`]) {
        const event = `${workspace.stop().slice(0, -1)},"nested":${nested}}`
        expect(expectTrouble(await run(event, { by, env: late }))).toBe(
          'stdin was nested deeper than 1000 levels or had more than 100000 parts, more than a hook event can have',
        )
      }
      expect(workspace.all()).toEqual([])
    })

    test('that never comes is a release at the deadline', async () => {
      using workspace = makeWorkspace()
      const running = await start({ by, env: soon, cwd: workspace.path })
      const ended = await running.ended
      expect(expectTrouble(ended)).toBe('no hook event came in on stdin within 200 ms')
      expect(ended.ms).toBeGreaterThanOrEqual(195)
      expect(workspace.all()).toEqual([])
    })

    test('of which only a part comes is a release at the deadline', async () => {
      using workspace = makeWorkspace()
      for (const part of [halves(workspace)[0], '{', '[]', '7', `${workspace.stop()}${workspace.stop()}`]) {
        const running = await start({ by, env: soon, cwd: workspace.path })
        running.write(part)
        expect(expectTrouble(await running.ended)).toBe('no hook event came in on stdin within 200 ms')
      }
      expect(workspace.all()).toEqual([])
    })

    test('is missing where stdin is closed or /dev/null, and unreadable or empty where it is a folder', async () => {
      using workspace = makeWorkspace()
      const call = { by, cwd: workspace.path, env: late }
      for (const redirection of ['<&-', '</dev/null']) {
        expect(expectTrouble(await redirected(redirection, call))).toBe(
          'stdin was empty, where a hook event in JSON was expected',
        )
      }
      expect(expectTrouble(await redirected('</', call))).toMatch(
        /^stdin (could not be read: .*EISDIR|was empty)/,
      )
      expect(workspace.all()).toEqual([])
    })

    test('is not needed by a reset that names its session, whatever stdin is', async () => {
      using workspace = makeWorkspace()
      const args = ['marker', '--reset', '--session-id', SESSION]
      for (const redirection of ['<&-', '</dev/null', '</', '']) {
        expectReleased(await redirected(redirection, { by, cwd: workspace.path, args, env: late }))
      }
      expect(workspace.records().map(({ op }) => op)).toEqual(['RESET', 'RESET', 'RESET', 'RESET'])
    })

    test('is not waited for by a reset that names its session and its workspace', async () => {
      using workspace = makeWorkspace()
      const args = ['marker', '--reset', '--session-id', SESSION, '--workspace', workspace.path]
      const running = await start({ by, args, env: late })
      const ended = await running.ended
      expectReleased(ended)
      expect(ended.ms).toBeLessThan(AT_ONCE_MS)
      expect(workspace.records().map(({ op }) => op)).toEqual(['RESET'])
    })

    test('of 10 MB is taken, and one of 20 MB is a release, through a pipe and from a file', async () => {
      using workspace = makeWorkspace()
      for (const filler of ['x', '}', 'ё']) {
        const bytes = Buffer.from(
          workspace.stop({ last_assistant_message: filler.repeat(1e7 / Buffer.byteLength(filler)) }),
        )
        expectHeld(await run(bytes, { by, env: late, args: ['marker', '--loop', '--max-markers=9'] }))
      }
      const long = workspace.stop({ last_assistant_message: 'x'.repeat(2e7) })
      const why = 'stdin was longer than 16777216 bytes, more than a hook event can be'
      expect(expectTrouble(await run(long, { by }))).toBe(why)
      expect(expectTrouble(await run({ file: workspace.put('event.json', long) }, { by }))).toBe(why)
      expect(workspace.records()).toHaveLength(3)
    })

    test('is waited for where the host set the pipe not to block', async () => {
      using workspace = makeWorkspace()
      const running = await start({ by, env: late, blocking: false })
      const [head, tail] = halves(workspace)
      await Bun.sleep(200)
      running.write(head)
      await Bun.sleep(50)
      running.write(tail)
      expectHeld(await running.ended)

      const silent = await start({ by, env: soon, blocking: false })
      expect(expectTrouble(await silent.ended)).toBe('no hook event came in on stdin within 200 ms')
    })

    test('may have characters cut in two between its pieces, and a byte order mark', async () => {
      using workspace = makeWorkspace()
      const bytes = Buffer.from(`\ufeff${workspace.stop({ session_id: 'Привет待つ🙂' })}`)
      const running = await start({ by, env: late })
      for (const byte of bytes) {
        running.write(new Uint8Array([byte]))
        if (byte > 0x7f) await Bun.sleep(1)
      }
      expectHeld(await running.ended)
      expect(workspace.records('Привет待つ')).toHaveLength(1)
    })
  })

  describe(`Where nobody listens, ${by}`, () => {
    test('releases, tells it on stderr and keeps the marker: stdout is full', async () => {
      using workspace = makeWorkspace()
      const ended = await redirected('>/dev/full', { by }, workspace.stop())
      expect(expectTrouble(ended)).toContain('nobody took the answer from stdout')
      expect(workspace.records()).toHaveLength(1)
    })

    test('releases, tells it on stderr and keeps the marker: the reader of stdout is gone', async () => {
      using workspace = makeWorkspace()
      const ended = await withReaderGone(by, workspace)
      expect(expectTrouble(ended)).toContain('nobody took the answer from stdout')
      expect(workspace.records()).toHaveLength(1)
    })

    test('releases, tells it on stderr and keeps the marker: stdout takes only a part', async () => {
      using workspace = makeWorkspace()
      const file = workspace.put('stdout', '\n'.repeat(1000))
      // In blocks of 512 bytes.
      const within = [tool('sh'), '-c', 'ulimit -f 2; exec "$@" >>"$0"', file]
      expect(expectTrouble(await run(workspace.stop(), { by, within }))).toContain(
        'nobody took the answer from stdout',
      )
      expect(statSync(file).size).toBe(1024)
      expect(workspace.records()).toHaveLength(1)
    })

    for (const redirection of [
      '>&-',
      '2>&-',
      '>&- 2>&-',
      '2>/dev/full',
      '</dev/null >&- 2>&-',
      '<&- >&- 2>&-',
    ]) {
      test(`ends with status 0 and no stray byte in the tally: ${redirection}`, async () => {
        using workspace = makeWorkspace()
        const ended = await redirected(redirection, { by, cwd: workspace.path, env: soon }, workspace.stop())
        expect(ended.status).toBe(0)
        expect(ended.ms).toBeLessThan(AT_ONCE_MS)
        if (redirection.includes(' >&-') || redirection.startsWith('>&-')) expect(ended.stdout).toBe('')
        else expectHeld({ ...ended, stderr: '' })
        const records = workspace.records()
        expect(records.map(({ op }) => op)).toEqual(redirection.startsWith('<') ? [] : ['MARKER'])
      })
    }

    test('ends a wrong command line with status 1 all the same', async () => {
      for (const redirection of ['>&-', '2>&-', '<&- >&- 2>&-', '>/dev/full 2>/dev/full']) {
        const ended = await redirected(redirection, { by, args: ['marker', '--nope'] })
        expect(ended).toMatchObject({ status: 1, stdout: '' })
      }
    })
  })
}

/** Runs a Stop with a pipe as stdout whose other end is closed. */
async function withReaderGone(by: LaunchName, workspace: Workspace): Promise<Ended> {
  const fifo = join(workspace.path, 'fifo')
  expect(spawnSync('mkfifo', [fifo]).status).toBe(0)
  const both = openSync(fifo, 'r+')
  const writeEnd = openSync(fifo, 'w')
  closeSync(both)
  const { words } = await launch(by)
  const event = Bun.file(workspace.put('event.json', workspace.stop()))
  const child = Bun.spawn([...words, 'marker', '--loop'], {
    stdin: event,
    stdout: writeEnd,
    stderr: 'pipe',
    env: {},
  })
  closeSync(writeEnd)
  const stderr = await new Response(child.stderr).text()
  return { status: await child.exited, signal: child.signalCode, stdout: '', stderr, ms: 0 }
}

for (const by of ['the compiled command', 'bun with the script'] as const) {
  test(`Stdin that is silent is a release at the deadline though a signal is handled meanwhile, by ${by}`, async () => {
    using workspace = makeWorkspace()
    const running = await start({ by, cwd: workspace.path, env: { DOS_HOOK_STDIN_TIMEOUT_MS: '800' } })
    await Bun.sleep(300)
    // By these Bun suspends its own threads: SIGPWR on Linux, none elsewhere, where SIGCONT takes its part.
    running.kill(process.platform === 'linux' ? 'SIGPWR' : 'SIGCONT')
    const ended = await running.ended
    expect(expectTrouble(ended)).toBe('no hook event came in on stdin within 800 ms')
    expect(ended.ms).toBeLessThan(AT_ONCE_MS)
  })
}

test('Stdin that is silent for ever is a release after the two seconds of the default', async () => {
  using workspace = makeWorkspace()
  const running = await start({ cwd: workspace.path })
  const ended = await running.ended
  expect(expectTrouble(ended)).toBe('no hook event came in on stdin within 2000 ms')
  expect(ended.ms).toBeGreaterThanOrEqual(1990)
  expect(ended.ms).toBeLessThan(6000)
})
