import { completionsForBash } from '@dos/command-line/completions/bash'
import { completionsForFish } from '@dos/command-line/completions/fish'
import { completionsForZsh } from '@dos/command-line/completions/zsh'
import { COMPLETIONS } from '@dos/command-line/setup-verbs'
import { usageError } from '@dos/command-line/usage'
import { VERBS } from '@dos/command-line/verbs'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb } from '../world/run-verb.ts'

const SCRIPTS = { bash: completionsForBash, zsh: completionsForZsh, fish: completionsForFish } as const
const SHELLS = Object.keys(SCRIPTS) as readonly (keyof typeof SCRIPTS)[]

/** Runs `dos-hook completions`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export function completions(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(COMPLETIONS, args, io, async (_, wanted) => {
    const shell = SHELLS.find((name) => name === wanted)
    if (shell !== undefined) {
      io.write(SCRIPTS[shell](VERBS))
      return 0
    }
    const mistake =
      wanted === undefined
        ? { complaint: `name the shell: ${SHELLS.join(', ')}` }
        : { complaint: `there are no completions for "${wanted}"`, unknown: wanted, known: SHELLS }
    io.complain(usageError('dos-hook completions', mistake))
    return 1
  })
}
