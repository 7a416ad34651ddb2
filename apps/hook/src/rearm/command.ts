import { runGuard } from '../guard/run-guard.ts'
import type { Io } from '../io.ts'
import { REARM_HELP } from './help.ts'
import { judgeCall } from './judge-call.ts'

/** Runs `dos-hook rearm`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export function rearm(args: readonly string[], io: Io): Promise<0 | 1> {
  return runGuard({ name: 'rearm', help: REARM_HELP, judge: judgeCall }, args, io)
}
