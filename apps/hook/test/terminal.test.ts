import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInTerminal, startInTerminal } from './support/terminal.ts'

setDefaultTimeout(60_000)

/** A program of a few lines in the place of the command. */
const shell = (script: string) => ({ by: { words: ['/bin/sh', '-c', script], path: '/usr/bin:/bin' } })

describe('The terminal of these tests', () => {
  test('shows the real command what a terminal shows it, and takes all that it writes', async () => {
    const { status, text, lines } = await runInTerminal(['--help'], { cols: 60, rows: 10 })
    expect(status).toBe(0)
    expect(lines[0]).toBe("dos-hook: the referee of an agent loop's empty turns")
    expect(lines.every((line) => line.length <= 60)).toBe(true)
    expect(text.replaceAll('\n', ' ')).toEndWith('Never 2, which some hosts take for a hold.')
  })

  test('knows colours, wide characters, the whole screen and a hidden cursor', async () => {
    const script = `printf '\\033[31;1mred\\033[0m 待🚀x\\r\\n\\033[?1049h\\033[?25lother'; read _; printf '\\033[?1049l\\033[?25h'`
    await using running = await startInTerminal([], { ...shell(script), cols: 20, rows: 5 })
    const other = await running.waitFor('other')
    expect([other.isAlternate, other.cursorIsHidden, other.text.includes('red')]).toEqual([true, true, false])
    running.keys('\r')
    expect(await running.ended).toEqual({ status: 0, signal: null })
    const screen = await running.look()
    expect([screen.isAlternate, screen.cursorIsHidden, screen.lines[0]]).toEqual([false, false, 'red 待🚀x'])
    expect(screen.styleOf('red')).toEqual({ bold: true, colour: 1 })
    expect(screen.styleOf('x')).toEqual({})
  })

  test('can be resized, and a program is told', async () => {
    const script = 'trap "stty size" WINCH; echo ready; while :; do sleep 0.05; done'
    await using running = await startInTerminal([], shell(script))
    await running.waitFor('ready')
    running.resize(61, 17)
    await running.waitFor('17 61')
    running.kill('SIGTERM')
    expect((await running.ended).signal).toBe('SIGTERM')
  })

  test('gives a file in the place of the keyboard, while the rest is a terminal', async () => {
    const stdin = join(import.meta.dir, 'tsconfig.json')
    const { text, status } = await runInTerminal([], { ...shell('test -t 1 && cat && test ! -t 0'), stdin })
    expect(text).toBe(readFileSync(stdin, 'utf8').trimEnd())
    expect(status).toBe(0)
  })
})
