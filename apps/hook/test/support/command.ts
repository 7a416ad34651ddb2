import { closeSync, writeSync } from 'node:fs'
import { constants } from 'node:os'
import { type Launch, type LaunchName, launch } from './launch.ts'
import { makePipe } from './pipe.ts'

/** One call of the real command. */
export interface Call {
  /** Default: the compiled command. */
  readonly by?: LaunchName | Launch
  /** Words before the command: another user, limits, a shell that closes something. */
  readonly within?: readonly string[]
  /** Default: `marker --loop`. */
  readonly args?: readonly string[]
  /** The whole environment, but for PATH. Nothing of the tests' own gets through. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Whether a read from its stdin waits where that is a pipe. Default `true`. */
  readonly blocking?: boolean
}

/** How a call ended. */
export interface Ended {
  /** `null` where a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** A call that runs. */
export interface Running {
  readonly pid: number
  /** Writes to its stdin, waiting for room. What nobody reads any more is dropped. */
  write(bytes: string | Uint8Array): void
  /** Closes its stdin. */
  end(): void
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

/** Longer than any call takes that doesn't hang: a hook that hangs fails its test, and doesn't outlive it. */
const HANGS_MS = 50_000

/** Starts the command with a pipe as its stdin. */
export async function start(call: Call = {}): Promise<Running> {
  const { readEnd, writeEnd } = await makePipe({ blocking: call.blocking ?? true })
  let open = true
  const started = await spawn(call, readEnd)
  closeSync(readEnd)
  const end = (): void => {
    if (open) closeSync(writeEnd)
    open = false
  }
  return {
    pid: started.pid,
    write: (bytes) => {
      const all = Buffer.from(bytes as string)
      try {
        for (let at = 0; at < all.length; ) at += writeSync(writeEnd, all, at)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      }
    },
    end,
    kill: (signal) => started.kill(signal),
    ended: started.ended.finally(end),
  }
}

/** Runs the command with this on its stdin: through a pipe, or whatever else is at hand. */
export async function run(
  stdin: string | Uint8Array | { readonly file: string } | { readonly socket: string },
  call: Call = {},
): Promise<Ended> {
  if (typeof stdin === 'object' && 'file' in stdin) return (await spawn(call, Bun.file(stdin.file))).ended
  if (typeof stdin === 'object' && 'socket' in stdin) {
    const started = await spawn(call, 'pipe')
    started.socket?.write(stdin.socket)
    await started.socket?.end()
    return started.ended
  }
  const running = await start(call)
  running.write(stdin)
  running.end()
  return running.ended
}

async function spawn(call: Call, stdin: number | Bun.BunFile | 'pipe') {
  const { by = 'the compiled command', within = [], args = ['marker', '--loop'], env = {}, cwd = '/' } = call
  const { words, path } = typeof by === 'string' ? await launch(by) : by
  const began = performance.now()
  const child = Bun.spawn([...within, ...words, ...args], {
    cwd,
    env: { PATH: path, ...env },
    stdin,
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: HANGS_MS,
    killSignal: 'SIGKILL',
  })
  const read = async (): Promise<Ended> => {
    const [stdout, stderr] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ])
    const ms = performance.now() - began
    return {
      status: child.signalCode === null ? child.exitCode : null,
      signal: child.signalCode,
      stdout,
      stderr,
      ms,
    }
  }
  return {
    pid: child.pid,
    socket: stdin === 'pipe' ? (child.stdin as Bun.FileSink) : undefined,
    kill: (signal: NodeJS.Signals) => child.kill(constants.signals[signal]),
    ended: read(),
  }
}
