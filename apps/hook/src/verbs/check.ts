import { CHECK_FLAGS, type CheckFlags } from '@dos/command-line/hook-verbs'
import { readFlags } from '@dos/command-line/read-flags'
import { judgePass, type Pass } from '@dos/hook-call/check/judge-pass'
import type { Io } from '@dos/hook-call/io'
import type { Observed } from '../observe/observe.ts'
import type { Answer, HookCommand } from './shell.ts'

/**
 * `dos-hook check`: tells a shell loop by its status whether it may go round once more. 1 also where something went
 * wrong, so that a loop that rests on the answer ends.
 */
export const check: HookCommand<CheckFlags> = {
  name: 'check',
  read: (args) => readFlags(args, CHECK_FLAGS),
  answer,
}

async function answer(flags: CheckFlags, io: Io): Promise<Answer> {
  const pass = await judgePass(flags, io)
  const { allow, reason } = pass
  return {
    complaints: [
      ...pass.warnings.map((each) => `warning: ${each}`),
      ...(allow || flags.dryRun ? [] : [reason]),
    ],
    decision: `${allow ? 'allow' : 'refuse'}: ${reason}`,
    report: () => ({
      ...{ allow, markers_emitted: pass.markers, max_markers: pass.cap ?? null, reason, run: flags.run },
      ...{ workspace: pass.workspace ?? null, tally: pass.tally ?? null, reset: pass.reset },
      ...{ dry_run: flags.dryRun, trouble: pass.trouble },
    }),
    status: allow ? 0 : 1,
    observed: () => observedOf(pass, flags),
  }
}

/** Where something is wrong nothing was decided, and a look that claims nothing is to leave no trace. */
function observedOf(pass: Pass, flags: CheckFlags): Observed | undefined {
  const { allow, markers, cap, workspace, trouble } = pass
  if (trouble || workspace === undefined || !flags.claim) return undefined
  const outcome = allow ? 'granted' : 'refused'
  return { verb: 'check', outcome, workspace, markers, cap, runId: flags.run, exit: allow ? 0 : 1 }
}
