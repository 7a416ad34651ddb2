import type { Io } from '@dos/hook-call/io'
import { judgeCall } from '@dos/hook-call/wakeups/judge-rearm'
import { REARM_HELP } from './rearm-help.ts'
import { runGuard } from './run-guard.ts'

/** Runs `dos-hook rearm`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export function rearm(args: readonly string[], io: Io): Promise<0 | 1> {
  return runGuard({ name: 'rearm', help: REARM_HELP, judge: judgeCall }, args, io)
}
