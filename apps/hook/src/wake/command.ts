import { runGuard } from '../guard/run-guard.ts'
import type { Io } from '../io.ts'
import { WAKE_HELP } from './help.ts'
import { judgeWake } from './judge-wake.ts'

/** Runs `dos-hook wake`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export function wake(args: readonly string[], io: Io): Promise<0 | 1> {
  return runGuard({ name: 'wake', help: WAKE_HELP, judge: judgeWake }, args, io)
}
