import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { run, start } from './support/command.ts'
import { type LaunchName, RUNTIMES } from './support/launch.ts'
import { becomes } from './support/process-names.ts'
import { line, MINUTE, masked, putAllKinds, putTally } from './support/tallies.ts'
import { startInTerminal, type TerminalRun } from './support/terminal.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

// They look once a second: those that need no snapshot wait for it together.
setDefaultTimeout(60_000)

const MARKER = line('MARKER', { reason: 'a pass of a loop' })
/** Wherever the line with the folder's path in it is broken. */
const NOTHING = /nothing\s+was\s+held\s+or\s+counted\s+here\s+yet/
const NO_COLOR = { NO_COLOR: '1' }

function watching(
  { path }: Workspace,
  call: Parameters<typeof startInTerminal>[1] = {},
): Promise<TerminalRun> {
  return startInTerminal(['status', '--watch'], { cwd: path, env: NO_COLOR, rows: 20, ...call })
}

/** How often a whole picture was drawn. */
const pictures = (written: string) => written.split('\u001b[?2026h').length - 1

describe('While somebody watches', () => {
  for (const by of RUNTIMES) {
    test.concurrent(`a tally that appears and grows is seen at once, by ${by}`, async () => {
      using workspace = makeWorkspace()
      await using running = await watching(workspace, { by })
      await running.waitFor(NOTHING)
      const file = putTally(workspace, 'nightly', MARKER)
      await running.waitFor(/█{2}░{6} 1\/4 {2}3 left {2}nightly/)
      for (const [streak, rest] of [
        [2, '2 left'],
        [3, '1 left'],
        [4, 'spent '],
      ] as const) {
        appendFileSync(file, MARKER)
        await running.waitFor(`${streak}/4  ${rest}`)
      }
      rmSync(join(workspace.path, '.dos'), { recursive: true })
      await running.waitFor(NOTHING)
      putTally(workspace, 'another', MARKER)
      await running.waitFor('another')
      running.keys('q')
      expect(await running.ended).toEqual({ status: 0, signal: null })
    })
  }

  for (const cols of [60, 100, 200]) {
    test(`the screen is what status shows, in ${cols} columns`, async () => {
      using workspace = makeWorkspace('/tmp')
      putAllKinds(workspace)
      await using running = await watching(workspace, { cols })
      const screen = await running.waitFor('q leaves')
      expect(`\n${masked(screen.text, workspace)}\n`).toMatchSnapshot()
      expect([screen.isAlternate, screen.cursorIsHidden]).toEqual([true, true])
    })
  }

  test('a held turn of the real hook moves the bar', async () => {
    using workspace = makeWorkspace()
    await using running = await watching(workspace)
    await running.waitFor('q leaves')
    await run(workspace.stop())
    await running.waitFor(/1\/4 {2}3 left {2}s /)
    await run(workspace.stop(), { args: ['marker', '--reset'] })
    await running.waitFor(/0\/4 {2}idle {3}s .*RESET/)
  })

  test('ages tick, a new size is followed and a new budget is seen', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'a', MARKER.repeat(2))
    await using running = await watching(workspace, { cols: 60 })
    await running.waitFor('██░░ 2/4')
    await running.waitFor('1 s')
    await running.waitFor('2 s')
    running.resize(130, 20)
    await running.waitFor('██████░░░░░░ 2/4')
    running.resize(44, 12)
    const small = await running.waitFor('██░░ 2/4')
    expect(Math.max(...small.lines.map((each) => each.length))).toBeLessThanOrEqual(44)
    workspace.put('dos.toml', '[marker]\nmax_streak = 2\n')
    await running.waitFor('2/2  spent')
    workspace.put('dos.toml', '[marker]\nmax_streak = \n')
    await running.waitFor(/every turn\s+is\s+released/)
    await running.waitFor('2/4  2 left')
  })

  test('what needs attention stays on a screen that is too small for all', async () => {
    using workspace = makeWorkspace()
    for (let at = 0; at < 30; at += 1) putTally(workspace, `quiet-${at}`, line('RESET'))
    putTally(workspace, 'urgent', MARKER.repeat(4), 9 * MINUTE)
    await using running = await watching(workspace, { rows: 10 })
    const { lines } = await running.waitFor('q leaves')
    expect(lines).toHaveLength(10)
    expect(lines[3]).toContain('urgent')
    expect(lines[7]).toBe('and 27 more lines')
    running.resize(100, 2)
    const tiny = await running.waitFor(({ text }) => !text.includes('q leaves'))
    expect(tiny.lines).toEqual([`and ${34} more lines`])
  })

  test('the folder may lead out of the workspace, and be mended', async () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    symlinkSync(outside.path, join(workspace.path, '.dos'))
    await using running = await watching(workspace, { cols: 200 })
    await running.waitFor('which is not inside the workspace: remove the link')
    rmSync(join(workspace.path, '.dos'))
    putTally(workspace, 'mended', MARKER)
    await running.waitFor('mended')
  })

  test('names are as harmless as anywhere', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, '\u001b[2J\u001b[Hx', line('MARKER', { reason: '\u001b[31mred\u202e' }))
    await using running = await watching(workspace)
    await running.waitFor('\\u001b[2J\\u001b[Hx')
    expect(running.written()).not.toContain('\u001b[31m')
  })

  test('colours are shown where nothing speaks against them', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'a', MARKER.repeat(4))
    await using running = await watching(workspace, { env: {} })
    const screen = await running.waitFor('4/4')
    expect([screen.styleOf('4/4'), screen.styleOf('q leaves')]).toEqual([{ colour: 1 }, { dim: true }])
  })
})

describe('The picture', () => {
  test('is drawn once a second, however much happens, and ends with the last', async () => {
    using workspace = makeWorkspace()
    const file = putTally(workspace, 'busy', line('RESET'))
    await using running = await watching(workspace)
    await running.waitFor('busy')
    const before = pictures(running.written())
    const began = performance.now()
    for (let at = 0; at < 300; at += 1) {
      appendFileSync(file, MARKER)
      await Bun.sleep(5)
    }
    await running.waitFor('300/4')
    const seconds = (performance.now() - began) / 1000
    expect(pictures(running.written()) - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
  })

  test('is not drawn again where nothing has changed', async () => {
    using workspace = makeWorkspace()
    putTally(workspace, 'a', MARKER, 90 * MINUTE)
    await using running = await watching(workspace)
    await running.waitFor('1 h')
    const before = running.written().length
    await Bun.sleep(2500)
    expect(running.written().length).toBe(before)
  })
})

describe.concurrent('At the end', () => {
  const ways: readonly (readonly [string, (running: TerminalRun) => void])[] = [
    ['q', ({ keys }) => keys('q')],
    ['Ctrl-C', ({ keys }) => keys('\u0003')],
    ['Ctrl-D', ({ keys }) => keys('\u0004')],
    ['SIGINT', ({ kill }) => kill('SIGINT')],
    ['SIGTERM', ({ kill }) => kill('SIGTERM')],
    ['SIGHUP', ({ kill }) => kill('SIGHUP')],
  ]
  for (const by of RUNTIMES) {
    test.each(ways)(`by %s the terminal is as it was, and the status 0: ${by}`, async (_, leave) => {
      using workspace = makeWorkspace()
      await using running = await watching(workspace, { by })
      await running.waitFor('q leaves')
      leave(running)
      expect(await running.ended).toEqual({ status: 0, signal: null })
      const { isAlternate, cursorIsHidden, lines } = await running.look()
      expect({ isAlternate, cursorIsHidden, lines }).toEqual({
        ...{ isAlternate: false, cursorIsHidden: false },
        lines: [],
      })
      expect(running.written()).toEndWith('\u001b[?7h\u001b[?25h\u001b[?1049l')
    })
  }

  test('other keys do nothing', async () => {
    using workspace = makeWorkspace()
    await using running = await watching(workspace)
    await running.waitFor('q leaves')
    running.keys('x\u001b[Aquit?\r')
    putTally(workspace, 'later', MARKER)
    await running.waitFor('later')
  })

  test('a file in the place of the keyboard does no harm', async () => {
    using workspace = makeWorkspace()
    await using running = await watching(workspace, { stdin: workspace.put('keys', 'q') })
    await running.waitFor('Ctrl-C leaves')
    putTally(workspace, 'later', MARKER)
    await running.waitFor('later')
    running.keys('\u0003')
    expect(await running.ended).toEqual({ status: 0, signal: null })
  })

  test('after it was stopped it draws anew when it goes on', async () => {
    using workspace = makeWorkspace()
    await using running = await watching(workspace)
    await running.waitFor('q leaves')
    const before = pictures(running.written())
    running.kill('SIGCONT')
    expect(await becomes(() => pictures(running.written()) > before)).toBe(true)
  })
})

describe('A workspace that goes', () => {
  test('is told of, and shown again once it is back', async () => {
    using workspace = makeWorkspace()
    const path = workspace.folder('inner')
    await using running = await startInTerminal(['status', '--watch', '--workspace', path], {
      ...{ cwd: workspace.path, env: NO_COLOR, rows: 20 },
    })
    await running.waitFor(NOTHING)
    rmSync(path, { recursive: true })
    await running.waitFor(/inner\s+is\s+gone/)
    workspace.folder('inner')
    await running.waitFor(NOTHING)
    running.keys('q')
    expect(await running.ended).toEqual({ status: 0, signal: null })
  })
})

describe.concurrent('--watch --json', () => {
  const ASKED = ['status', '--watch', '--json']

  /** Starts it with its stdout in a file, to be read while it runs. */
  async function follow(workspace: Workspace, by: LaunchName = 'the compiled command') {
    const file = workspace.put('out', '')
    const script = workspace.put('to-file.sh', `#!/bin/sh\nexec "$@" >'${file}'\n`)
    chmodSync(script, 0o755)
    const running = await start({ args: ASKED, cwd: workspace.path, by, within: [script] })
    const lines = () => readFileSync(file, 'utf8').split('\n').slice(0, -1)
    const reach = async (count: number) => {
      await becomes(() => lines().length >= count)
      expect(lines()).toHaveLength(count)
    }
    return { running, lines, reach }
  }

  for (const by of RUNTIMES) {
    test(`prints a line at the beginning and one at every change, and ends by SIGTERM with 0: ${by}`, async () => {
      using workspace = makeWorkspace()
      const { running, lines, reach } = await follow(workspace, by)
      await reach(1)
      const tally = putTally(workspace, 'a', MARKER)
      await reach(2)
      appendFileSync(tally, MARKER)
      await reach(3)
      // Ages are no change.
      await Bun.sleep(2200)
      await reach(3)
      running.kill('SIGTERM')
      expect(await running.ended).toMatchObject({ status: 0, signal: null, stderr: '' })
      const streaks = lines().map((each) => JSON.parse(each).sessions.map(({ streak }: never) => streak))
      expect(streaks).toEqual([[], [1], [2]])
    })
  }

  test('ends once nobody reads any more', async () => {
    using workspace = makeWorkspace()
    const script = workspace.put('first.sh', '#!/bin/sh\n"$@" | head -1\n')
    chmodSync(script, 0o755)
    const { status, stdout, ms } = await run('', {
      ...{ args: ASKED, cwd: workspace.path, within: [script] },
      env: { PATH: '/usr/bin:/bin' },
    })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sessions: [] })
    expect(ms).toBeLessThan(15_000)
  })

  test('tells on stderr, once, what can not be listed, and goes on', async () => {
    using workspace = makeWorkspace()
    const file = workspace.put('.dos/markers', 'a file')
    const { running, lines, reach } = await follow(workspace)
    await Bun.sleep(2500)
    expect(lines()).toEqual([])
    renameSync(file, join(workspace.path, 'away'))
    await reach(1)
    running.kill('SIGINT')
    const { status, stderr } = await running.ended
    expect(status).toBe(0)
    expect(stderr).toMatch(/^dos-hook: cannot list [^\n]* ENOTDIR[^\n]*\n$/)
  })
})
