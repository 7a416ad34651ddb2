import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { PS_COLUMNS, parsePs, parseStat } from './parse-process.ts'
import type { ProcessInfo } from './process-info.ts'

/** How processes are found out about. */
export interface ProcessSource {
  readonly processes: () => readonly ProcessInfo[]
  readonly isRunning: (process: ProcessInfo) => boolean
  readonly commandLine: (pid: number) => string
}

/** The files of Linux: no process has to be started, and to look at one again is one small read. */
export const procFiles: ProcessSource = {
  processes: () =>
    entries('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name) ?? []),
  // The number may have been given to another process since.
  isRunning: ({ pid, startedMs }) => statOf(pid)?.startedMs === startedMs,
  commandLine: (pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
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
  return parseStat(read(`/proc/${pid}/stat`))
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A process that has just ended has no files any more; that of another user may be closed to us. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
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
