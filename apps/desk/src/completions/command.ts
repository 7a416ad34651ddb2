import { readArguments } from '@dos/command-line/arguments'
import { completionsForBash } from '@dos/command-line/completions/bash'
import { completionsForFish } from '@dos/command-line/completions/fish'
import { completionsForZsh } from '@dos/command-line/completions/zsh'
import { usageError } from '@dos/command-line/usage'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import type { Verb } from '@dos/command-line/verbs/entry'
import { SHELLS } from '@dos/command-line/verbs/values'
import type { DeskIo } from '../world/desk-io.ts'
import { COMPLETIONS_HELP } from './help.ts'

const BY_SHELL: Readonly<Record<(typeof SHELLS)[number], (verbs: readonly Verb[]) => string>> = {
  bash: completionsForBash,
  zsh: completionsForZsh,
  fish: completionsForFish,
}

/** Runs `dos-hook completions`. @returns the status to leave with: 1 for a wrong command line, else 0 */
export async function completions(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  const read = readArguments(args, {
    switches: { '--help': 'help', '-h': 'help' } as const,
    options: {},
    operands: 1,
  })
  if (!read.ok) {
    io.complain(usageError('dos-hook completions', read))
    return 1
  }
  if (read.switches.help) {
    io.write(COMPLETIONS_HELP)
    return 0
  }
  const [wanted] = read.operands
  const shell = SHELLS.find((name) => name === wanted)
  if (shell !== undefined) {
    io.write(BY_SHELL[shell](VERBS))
    return 0
  }
  const complaint =
    wanted === undefined
      ? { complaint: `name the shell: ${SHELLS.join(', ')}` }
      : { complaint: `there are no completions for "${wanted}"`, unknown: wanted, known: SHELLS }
  io.complain(usageError('dos-hook completions', complaint))
  return 1
}
