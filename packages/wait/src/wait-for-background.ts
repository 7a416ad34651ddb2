import type { WaitEnd } from './answer.ts'
import { findHost, findShells } from './find-shells.ts'
import type { WaitOps } from './ops.ts'
import { pauseAfter } from './schedule.ts'

/** Which background shells to wait for, and for how long. */
export interface BackgroundRequest {
  /** This process. */
  readonly self: number
  /** What the host says its own process is; default the nearest ancestor that is no shell. */
  readonly host?: number | undefined
  /** The commands that the host says are running; `undefined` where it says nothing. */
  readonly commands: readonly string[] | undefined
  readonly maxSeconds: number
}

/** What became of the wait. */
export interface BackgroundWait {
  readonly end: WaitEnd
  readonly waitedMs: number
  /** How many shells were found. */
  readonly shells: number
}

/** A look is one small read a shell; the model's next turn is not to come a noticeable time after they ended. */
const INTERVAL = { everyMs: 250, maxEveryMs: 1000 }

/**
 * Waits until the host's background shells have ended. Looks for their processes once, then only at these: what is
 * started meanwhile is not waited for.
 */
export async function waitForBackground(
  { self, host: named, commands, maxSeconds }: BackgroundRequest,
  ops: WaitOps,
  signal: AbortSignal,
): Promise<BackgroundWait> {
  const began = ops.now()
  const processes = ops.processes()
  const host = findHost(processes, self, named)
  const found =
    host === undefined ? [] : findShells(processes, { self, host, commands, commandLine: ops.commandLine })
  const ended = (end: WaitEnd): BackgroundWait => ({ end, waitedMs: ops.now() - began, shells: found.length })
  if (found.length === 0) return ended('nothing')

  for (let looks = 1; found.some(ops.isRunning); looks += 1) {
    const leftMs = maxSeconds * 1000 - (ops.now() - began)
    const pause = pauseAfter({ looks, leftMs, lookMs: 0 }, INTERVAL)
    if (pause === undefined) return ended('late')
    await ops.sleep(pause, signal)
    if (signal.aborted) return ended('aborted')
  }
  return ended('met')
}
