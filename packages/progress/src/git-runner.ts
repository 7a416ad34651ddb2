import type * as ChildProcess from 'node:child_process'
import { gitCommand } from './git-command.ts'
import type { GitAnswer, GitQuestion } from './ops.ts'

/**
 * Runs git and waits for it: no shell, no stdin, and its whole process group killed at the bound.
 *
 * @param env - the environment to start from
 * @param program - default `git`, looked up in `PATH`
 */
export function runGit(
  question: GitQuestion,
  env: Readonly<Record<string, string | undefined>>,
  program = 'git',
): GitAnswer {
  const childProcess = loadChildProcess()
  if (childProcess === undefined) return { kind: 'no-git' }
  const { args, env: gitEnv } = gitCommand(question, env)
  const { pid, stdout, status, error } = childProcess.spawnSync(program, [...args], {
    env: gitEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: Math.max(1, Math.ceil(question.timeoutMs)),
    killSignal: 'SIGKILL',
    maxBuffer: question.maxBytes,
    windowsHide: true,
    // A group of its own, so that what git may have started can be ended with it. Types lack it for the sync form.
    ...{ detached: process.platform !== 'win32' },
  })
  if (error === undefined) {
    return status === 0 ? { kind: 'answered', stdout: stdout.toString('utf8') } : { kind: 'refused' }
  }
  killGroup(pid)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ETIMEDOUT') return { kind: 'late' }
  return code === 'ENOBUFS' ? { kind: 'too-much' } : { kind: 'no-git' }
}

function killGroup(pid: number | undefined): void {
  if (!pid) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody was left in it.
  }
}

/** Loaded where it is needed first: most calls never start git. Node before 20.16 has no way to do so in time. */
function loadChildProcess(): typeof ChildProcess | undefined {
  return process.getBuiltinModule?.('node:child_process')
}
