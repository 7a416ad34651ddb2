import { COMPLETION_SCRIPTS } from '@dos/command-line/completions/scripts'
import { COMPLETIONS } from '@dos/command-line/setup-verbs'
import { usageError } from '@dos/command-line/usage'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb } from '../world/run-verb.ts'

const SHELLS = Object.keys(COMPLETION_SCRIPTS) as readonly (keyof typeof COMPLETION_SCRIPTS)[]

/** Runs `dos-hook completions`. */
export function completions(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(COMPLETIONS, args, io, async (_, wanted) => {
    const shell = SHELLS.find((name) => name === wanted)
    if (shell !== undefined) {
      io.write(COMPLETION_SCRIPTS[shell]())
      return 0
    }
    const mistake =
      wanted === undefined
        ? { complaint: `name the shell: ${SHELLS.join(', ')}` }
        : { complaint: `there are no completions for "${wanted}"`, unknown: wanted, known: SHELLS }
    return usageError('dos-hook completions', mistake)
  })
}
