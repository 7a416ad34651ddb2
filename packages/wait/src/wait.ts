import type { RunResult, WaitOps } from './ops.ts'
import { pauseAfter, type WaitEnd } from './plan.ts'
import type { WaitPolicy } from './policy.ts'
import { findHost, findShells } from './processes.ts'

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
 *
 * @throws RangeError where `maxSeconds` is no number above 0
 */
export async function waitForBackground(
  { self, host: named, commands, maxSeconds }: BackgroundRequest,
  ops: WaitOps,
  signal: AbortSignal,
): Promise<BackgroundWait> {
  requireSeconds({ maxSeconds })
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

/** Which command to repeat, how often and for how long. */
export interface UntilRequest extends Pick<WaitPolicy, 'everySeconds' | 'maxEverySeconds' | 'maxSeconds'> {
  /** For `sh -c`. */
  readonly command: string
  /** The folder it runs in. */
  readonly folder: string
}

/** What became of the wait. */
export interface UntilWait {
  /** `nothing`: the command could not even be started. */
  readonly end: WaitEnd
  readonly waitedMs: number
  /** How often the command was run. */
  readonly runs: number
  /** What the last run came to. */
  readonly last: RunResult
}

/** The longest run, in milliseconds: a command that hangs once is tried again. */
export const MAX_RUN_MS = 60_000

/**
 * Waits until a command exits with 0: runs it, pauses, runs it again, until the time is over.
 *
 * @throws RangeError where one of the times is no number above 0
 */
export async function waitUntil(
  { command, folder, everySeconds, maxEverySeconds, maxSeconds }: UntilRequest,
  ops: WaitOps,
  signal: AbortSignal,
): Promise<UntilWait> {
  requireSeconds({ everySeconds, maxEverySeconds, maxSeconds })
  const began = ops.now()
  const interval = { everyMs: everySeconds * 1000, maxEveryMs: maxEverySeconds * 1000 }
  const left = (): number => maxSeconds * 1000 - (ops.now() - began)
  for (let runs = 1; ; runs += 1) {
    const runAt = ops.now()
    const last = await ops.run({ command, folder, boundMs: Math.min(left(), MAX_RUN_MS) }, signal)
    const ended = (end: WaitEnd): UntilWait => ({ end, waitedMs: ops.now() - began, runs, last })
    if (signal.aborted) return ended('aborted')
    if (last.kind === 'failed') return ended('nothing')
    if (last.status === 0) return ended('met')
    const pause = pauseAfter({ looks: runs, leftMs: left(), lookMs: ops.now() - runAt }, interval)
    if (pause === undefined) return ended('late')
    await ops.sleep(pause, signal)
    if (signal.aborted) return ended('aborted')
  }
}

/** Without a bound that is a number, a wait would never end. */
function requireSeconds(fields: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === 'number' && value > 0) continue
    throw new RangeError(`${field} must be a number of seconds above 0, but is ${String(value)}`)
  }
}

/** What asks a process to end; while a wait is watched, these end the wait instead. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** How often the checks are asked again. */
const CHECK_MS = 250

/** What can end a wait from outside. */
export interface EndSources {
  /** Asked every 250 ms; each answers why the wait is to end, or `undefined` while it may go on. */
  readonly checks: readonly (() => string | undefined)[]
}

/** A watch that is kept while something is waited for. */
export interface EndWatch {
  /** Aborted once the wait is to end; its reason is a sentence. */
  readonly signal: AbortSignal
  /** Ends the watch: from then on signals do again what they did before. */
  readonly stop: () => void
}

/** Watches for whatever ends a wait: a check, or SIGTERM, SIGINT or SIGHUP. The first check is made at once. */
export function watchForEnd({ checks }: EndSources): EndWatch {
  const controller = new AbortController()
  const heed = (signal: string): void => controller.abort(`${signal} came`)
  const ask = (): void => {
    for (const check of checks) {
      const why = check()
      if (why !== undefined) controller.abort(why)
    }
  }
  for (const signal of SIGNALS) process.on(signal, heed)
  const timer = setInterval(ask, CHECK_MS)
  ask()
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer)
      for (const signal of SIGNALS) process.off(signal, heed)
    },
  }
}
