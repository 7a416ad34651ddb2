import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { CommandRun, RunResult, WaitOps } from './ops.ts'
import { type ProcessInfo, PS_COLUMNS, parsePs, parseStat } from './processes.ts'

type CommandEnv = Readonly<Record<string, string | undefined>>

/**
 * The real operations, under Bun and Node. Processes are told by the files of `/proc` on Linux and by `ps` elsewhere,
 * which has not been tried on macOS; on Windows there are none, and no `sh`.
 *
 * @param options - `env`: the whole environment of the commands that are run
 */
export function nodeOps({ env }: { readonly env: CommandEnv }): WaitOps {
  const { platform } = process
  const source = platform === 'linux' ? procFiles : psCommand
  return {
    now: () => performance.now(),
    sleep,
    ...source,
    ...(platform === 'win32' && { processes: () => [] }),
    run: (run, signal) => runCommand(run, env, signal),
  }
}

type ProcessSource = Pick<WaitOps, 'processes' | 'isRunning' | 'commandLine'>

/** The files of Linux: no process has to be started, and to look at one again is one small read. */
export const procFiles: ProcessSource = {
  processes: () =>
    orElse([], () => readdirSync('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name) ?? []),
  // The number may have been given to another process since.
  isRunning: ({ pid, startedMs }) => statOf(pid)?.startedMs === startedMs,
  commandLine: (pid) => orElse('', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' '),
}

/** `ps`, where there are no such files. */
export const psCommand: ProcessSource = {
  processes: () => parsePs(ps('-ax', '-o', PS_COLUMNS)),
  isRunning: ({ pid }) => {
    try {
      return process.kill(pid, 0)
    } catch (error) {
      // There, but another user's.
      return (error as NodeJS.ErrnoException).code === 'EPERM'
    }
  },
  commandLine: (pid) => ps('-ww', '-o', 'command=', '-p', String(pid)),
}

function statOf(pid: string | number): ProcessInfo | undefined {
  return parseStat(orElse('', () => readFileSync(`/proc/${pid}/stat`, 'utf8')))
}

/** A process that has just ended has no files any more; that of another user may be closed to us. */
function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}

function ps(...args: string[]): string {
  const { stdout } = spawnSync('/bin/ps', args, {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5000,
  })
  return stdout ?? ''
}

/** Where POSIX systems have it. Not looked up in `PATH`, which may lead into the workspace. */
const SHELL = '/bin/sh'

/**
 * Runs a command by `sh -c`. It gets no stdin and its output goes nowhere: a host waits for everyone who still holds
 * the hook's stdout. It has a process group of its own, and whatever is left in that when the run is over is killed
 * with it.
 *
 * @param env - the command's whole environment
 * @returns when the shell has ended, at its bound or at the signal, whichever comes first. Never rejects
 */
function runCommand(
  { command, folder, boundMs }: CommandRun,
  env: CommandEnv,
  signal: AbortSignal,
): Promise<RunResult> {
  if (signal.aborted) return Promise.resolve({ kind: 'killed' })
  return new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(SHELL, ['-c', command], { cwd: folder, env, stdio: 'ignore', detached: true })
    } catch (error) {
      resolve({ kind: 'failed', why: String(error) })
      return
    }
    const finish = (result: RunResult): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', kill)
      killGroup(child.pid)
      resolve(result)
    }
    const kill = (): void => finish({ kind: 'killed' })
    const timer = setTimeout(kill, boundMs)
    signal.addEventListener('abort', kill)
    child.once('error', (error) => finish({ kind: 'failed', why: String(error) }))
    child.once('exit', (status) => finish({ kind: 'exited', status }))
  })
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody was left in it.
  }
}

/** Resolves after that many milliseconds, or at once when the signal says so. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
}
