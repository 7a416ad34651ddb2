import { constants } from 'node:os'
import { type Launch, type LaunchName, launch } from './launch.ts'
import { makeEmulator, type Screen } from './screen.ts'

/** One call of the real command in a real terminal. */
export interface TerminalCall {
  /** Default: the compiled command. */
  readonly by?: LaunchName | Launch
  /** Columns of the terminal. Default 100. */
  readonly cols?: number
  /** Rows of the terminal. Default 40. */
  readonly rows?: number
  /** The whole environment, but for PATH and TERM. Nothing of the tests' own gets through. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** A file in the place of the keyboard. */
  readonly stdin?: string
}

/** The command while it runs in a terminal. */
export interface TerminalRun extends AsyncDisposable {
  readonly pid: number
  /** What a person sees now. */
  look(): Promise<Screen>
  /** Waits until the screen shows this. @returns the screen @throws with the screen, where it takes longer than 20 s */
  waitFor(text: string | RegExp | ((screen: Screen) => boolean)): Promise<Screen>
  /** Types, without a line end of its own: `q`, `\r`, `\x03` for Ctrl-C, `\x1b[A` for the arrow up. */
  keys(text: string): void
  resize(cols: number, rows: number): void
  kill(signal: NodeJS.Signals): void
  /** Everything that was written so far, as it was. */
  written(): string
  /** Settled once it has ended and all that it wrote has been taken. */
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | number | null }>
}

/** Longer than any call takes that doesn't hang. */
const HANGS_MS = 60_000
const PATIENCE_MS = 20_000

/** Starts the command in a terminal. Ended by force at the end of an `await using` scope, should it still run. */
export async function startInTerminal(
  args: readonly string[],
  call: TerminalCall = {},
): Promise<TerminalRun> {
  const { by = 'the compiled command', cols = 100, rows = 40, env = {}, cwd = '/', stdin } = call
  const { words, path } = typeof by === 'string' ? await launch(by) : by
  const redirected = stdin === undefined ? [] : ['/bin/sh', '-c', 'exec "$@" <"$0"', stdin]
  const pieces: Uint8Array[] = []
  const closed = Promise.withResolvers<void>()
  const emulator = makeEmulator(cols, rows, (answer) => type(answer))
  const child = Bun.spawn([...redirected, ...words, ...args], {
    cwd,
    env: { PATH: path, TERM: 'xterm-256color', ...env },
    // Made by the call that starts the process: only then is it the one that controls the process, which is told of
    // Ctrl-C and of another size.
    terminal: {
      cols,
      rows,
      data: (_, bytes) => {
        pieces.push(bytes.slice())
        emulator.write(bytes.slice())
      },
      exit: () => closed.resolve(),
    },
    timeout: HANGS_MS,
    killSignal: 'SIGKILL',
  })
  const pty = child.terminal
  if (pty === undefined) throw new Error('the process got no terminal')
  const type = (text: string): void => {
    if (!pty.closed) pty.write(text)
  }
  const look = emulator.look
  const waitFor: TerminalRun['waitFor'] = async (wanted) => {
    const end = performance.now() + PATIENCE_MS
    for (;;) {
      const screen = await look()
      if (shows(screen, wanted)) return screen
      if (performance.now() > end) throw new Error(`never seen: ${String(wanted)}\n${screen.text}`)
      await Bun.sleep(15)
    }
  }
  const ended = child.exited.then(async () => {
    // What a process wrote before it ended is still on its way; the kernel tells the end of it only sometimes.
    for (let taken = -1; taken !== pieces.length; ) {
      taken = pieces.length
      await Promise.race([closed.promise, Bun.sleep(150)])
    }
    if (!pty.closed) pty.close()
    return { status: child.signalCode === null ? child.exitCode : null, signal: child.signalCode }
  })
  return {
    pid: child.pid,
    look,
    waitFor,
    keys: type,
    resize: (newCols, newRows) => {
      emulator.resize(newCols, newRows)
      pty.resize(newCols, newRows)
    },
    kill: (signal) => child.kill(constants.signals[signal]),
    written: () => Buffer.concat(pieces).toString('utf8'),
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What a call in a terminal left on the screen. */
export interface TerminalResult extends Screen {
  readonly status: number | null
}

/** Runs the command in a terminal to its end. */
export async function runInTerminal(
  args: readonly string[],
  call: TerminalCall = {},
): Promise<TerminalResult> {
  await using running = await startInTerminal(args, call)
  const { status } = await running.ended
  return { ...(await running.look()), status }
}

function shows(screen: Screen, wanted: string | RegExp | ((screen: Screen) => boolean)): boolean {
  if (typeof wanted === 'string') return screen.text.includes(wanted)
  return typeof wanted === 'function' ? wanted(screen) : wanted.test(screen.text)
}
