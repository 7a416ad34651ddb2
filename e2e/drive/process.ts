import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { RUN_TIMEOUT_MS, type Stage } from './stage.ts'

/** A host's process under way. */
export interface HostProcess {
  /** Takes a line on stdin. */
  readonly tell: (line: string) => void
  /** No more will be told. */
  readonly hangUp: () => void
  /** Calls back for every line on stdout. */
  readonly onLine: (listen: (line: string) => void) => void
  /** Settles when it has left with status 0; else throws. */
  readonly ended: Promise<void>
}

/** How long a host's process may take. */
export interface Limit {
  readonly ms: number
  /** Whether it is a fault to be still there then; else it is simply ended. */
  readonly isFault: boolean
}

/** Starts a host in its project, its output kept in the logs under this name. */
export function startHost(
  stage: Stage,
  name: string,
  args: readonly string[],
  limit: Limit = { ms: RUN_TIMEOUT_MS, isFault: true },
): HostProcess {
  const { executable, sandbox, environment } = stage
  const child = spawn(executable, [...args], {
    cwd: sandbox.project,
    env: environment,
    stdio: 'pipe',
    // Its own group, so that what it started can be ended with it.
    detached: true,
  })
  child.stdout.pipe(createWriteStream(join(sandbox.logs, `${name}.stdout.txt`)))
  child.stderr.pipe(createWriteStream(join(sandbox.logs, `${name}.stderr.txt`)))
  return {
    tell: (line) => child.stdin.write(`${line}\n`),
    hangUp: () => child.stdin.end(),
    onLine: (listen) => onLine(child.stdout, listen),
    ended: ended(child, name, limit),
  }
}

function ended(child: ChildProcessWithoutNullStreams, name: string, limit: Limit): Promise<void> {
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limit.ms)
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      if (status === 0 || (late && !limit.isFault)) resolve()
      else
        reject(new Error(`${name} ${late ? 'took too long' : `left with ${signal ?? `status ${status}`}`}`))
    })
  })
}

function onLine(stream: Readable, listen: (line: string) => void): void {
  let rest = ''
  stream.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) listen(line)
  })
}
