import { type ChildProcess, spawn } from 'node:child_process'
import type { CommandRun, RunResult } from './ops.ts'

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
export function runCommand(
  { command, folder, boundMs }: CommandRun,
  env: Readonly<Record<string, string | undefined>>,
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
