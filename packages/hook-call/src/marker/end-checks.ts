import { findHost, type WaitOps } from '@dos/wait'
import { findStdoutGone } from '../stdout-gone/stdout-gone.ts'

/** What is asked again and again while a hook waits: whether anybody is still there to be answered. */
export async function endChecks(
  ops: WaitOps,
  host: number | undefined,
): Promise<readonly (() => string | undefined)[]> {
  const stdoutGone = await findStdoutGone()
  const parent = process.ppid
  // The parent may be a shell that outlives the host.
  const owner = findHost(ops.processes(), process.pid, host)
  return [
    () => (stdoutGone?.() ? 'nobody reads stdout any more' : undefined),
    () => (process.ppid === parent ? undefined : 'what started this hook is gone'),
    () => (owner === undefined || ops.isRunning(owner) ? undefined : 'the host is gone'),
  ]
}
