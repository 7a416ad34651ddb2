import type { Io } from '../io.ts'
import { usageError } from '../usage.ts'
import { readCheckFlags } from './flags.ts'
import { CHECK_HELP } from './help.ts'
import { judgePass } from './judge-pass.ts'

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
  return pass.allow ? 0 : 1
}
