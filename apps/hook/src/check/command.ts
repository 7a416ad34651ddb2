import { type CheckFlags, readCheckFlags } from '@dos/command-line/check-flags'
import { usageError } from '@dos/command-line/usage'
import { judgePass, type Pass } from '@dos/hook-call/check/judge-pass'
import type { Io } from '@dos/hook-call/io'
import { observe } from '../observe/observe.ts'
import { CHECK_HELP } from './help.ts'

/**
 * Runs `dos-hook check`.
 *
 * @returns 0 while the budget lasts; 1 when it is spent, when something went wrong, so that a loop that rests on the
 * answer ends, or for a wrong command line
 */
export async function check(args: readonly string[], io: Io): Promise<0 | 1> {
  const reading = readCheckFlags(args)
  if (!reading.ok) {
    io.complain(usageError('dos-hook check', reading))
    return 1
  }
  const { flags } = reading
  if (flags === 'help') {
    io.print(CHECK_HELP)
    return 0
  }
  const pass = await judgePass(flags, io)
  for (const warning of pass.warnings) io.complain(`warning: ${warning}`)
  if (flags.dryRun) io.complain(`dry run: ${pass.reason}`)
  else if (!pass.allow || flags.debug) io.complain(pass.reason)
  if (flags.json) {
    io.print(
      JSON.stringify({
        allow: pass.allow,
        markers_emitted: pass.markers,
        max_markers: pass.cap ?? null,
        reason: pass.reason,
        run: flags.run,
        workspace: pass.workspace ?? null,
        tally: pass.tally ?? null,
        reset: pass.reset,
        dry_run: flags.dryRun,
        trouble: pass.trouble,
      }),
    )
  }
  if (!flags.dryRun) note(pass, flags, io)
  return pass.allow ? 0 : 1
}

/** Where something is wrong nothing was decided, and a look that claims nothing is to leave no trace. */
function note(pass: Pass, flags: CheckFlags, io: Io): void {
  const { allow, markers, cap, workspace, trouble } = pass
  if (trouble || workspace === undefined || !flags.claim) return
  const outcome = allow ? 'granted' : 'refused'
  observe({ verb: 'check', outcome, workspace, markers, cap, runId: flags.run, exit: allow ? 0 : 1 }, io)
}
