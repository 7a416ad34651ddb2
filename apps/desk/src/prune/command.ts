import type { DeskIo } from '../world/desk-io.ts'
import { runVerb, workspaceOf } from '../world/run-verb.ts'
import { type PruneFlags, readPruneFlags } from './flags.ts'
import { PRUNE_HELP } from './help.ts'
import { removeOld } from './remove-old.ts'
import { report, tell } from './tell.ts'

const WORDS = { name: 'prune', help: PRUNE_HELP, readFlags: readPruneFlags }

/**
 * Runs `dos-hook prune`.
 *
 * @returns 0; 1 for a wrong command line, or where the tallies can't be read or removed
 */
export function prune(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(WORDS, args, io, (flags) => removeAndTell(flags, io))
}

async function removeAndTell(flags: PruneFlags, io: DeskIo): Promise<0 | 1> {
  const found = workspaceOf(flags.workspace, io)
  if (!found.ok) {
    io.complain(found.why)
    return 1
  }
  const removal = removeOld(found.workspace, io.now(), flags)
  io.write(flags.json ? report(found.workspace, removal, flags) : tell(found.workspace, removal, flags))
  return 0
}
