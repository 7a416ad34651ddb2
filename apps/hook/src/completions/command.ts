import { readArguments } from '../arguments.ts'
import type { DeskIo } from '../desk/desk-io.ts'
import { VERBS } from '../manual/catalogue.ts'
import type { Verb } from '../manual/entry.ts'
import { SHELLS } from '../manual/values.ts'
import { usageError } from '../usage.ts'
import { completionsForBash } from './bash.ts'
import { completionsForFish } from './fish.ts'
import { COMPLETIONS_HELP } from './help.ts'
import { completionsForZsh } from './zsh.ts'

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
