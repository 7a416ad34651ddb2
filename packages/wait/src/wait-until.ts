import type { WaitEnd } from './answer.ts'
import type { WaitPolicyFields } from './fields.ts'
import type { RunResult, WaitOps } from './ops.ts'
import { pauseAfter } from './schedule.ts'

/** Which command to repeat, how often and for how long. */
export interface UntilRequest
  extends Pick<WaitPolicyFields, 'everySeconds' | 'maxEverySeconds' | 'maxSeconds'> {
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
  /** What the last run came to; absent where there was none. */
  readonly last?: RunResult
}

/** The longest run, in milliseconds: a command that hangs once is tried again. */
export const MAX_RUN_MS = 60_000

/** Waits until a command exits with 0: runs it, pauses, runs it again, until the time is over. */
export async function waitUntil(
  { command, folder, everySeconds, maxEverySeconds, maxSeconds }: UntilRequest,
  ops: WaitOps,
  signal: AbortSignal,
): Promise<UntilWait> {
  const began = ops.now()
  const interval = { everyMs: everySeconds * 1000, maxEveryMs: maxEverySeconds * 1000 }
  const left = (): number => maxSeconds * 1000 - (ops.now() - began)
  for (let runs = 1; ; runs += 1) {
    const runAt = ops.now()
    const last = await ops.run({ command, folder, boundMs: Math.min(left(), MAX_RUN_MS) }, signal)
    const ended = (end: WaitEnd): UntilWait => ({ end, waitedMs: ops.now() - began, runs, last })
    if (signal.aborted) return ended('aborted')
    if (last.kind === 'failed') return ended('nothing')
    if (last.kind === 'exited' && last.status === 0) return ended('met')
    const pause = pauseAfter({ looks: runs, leftMs: left(), lookMs: ops.now() - runAt }, interval)
    if (pause === undefined) return ended('late')
    await ops.sleep(pause, signal)
    if (signal.aborted) return ended('aborted')
  }
}
