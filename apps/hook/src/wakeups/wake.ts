import type { Io } from '@dos/hook-call/io'
import { judgeWake } from '@dos/hook-call/wakeups/judge-wake'
import { runGuard } from './run-guard.ts'
import { WAKE_HELP } from './wake-help.ts'

/** Runs `dos-hook wake`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export function wake(args: readonly string[], io: Io): Promise<0 | 1> {
  return runGuard({ name: 'wake', help: WAKE_HELP, judge: judgeWake }, args, io)
}
