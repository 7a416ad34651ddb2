import type { DeskIo } from '../desk/desk-io.ts'
import { describeFault } from '../fault.ts'
import { usageError } from '../usage.ts'
import { findWorkspace } from '../workspace.ts'
import { readPruneFlags } from './flags.ts'
import { PRUNE_HELP } from './help.ts'
import { type Removal, removeOld } from './remove-old.ts'
import { report, tell } from './tell.ts'

/**
 * Runs `dos-hook prune`.
 *
 * @returns 0; 1 for a wrong command line, or where the tallies can't be read or removed
 */
export async function prune(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  const reading = readPruneFlags(args)
  if (!reading.ok) {
    io.complain(usageError('dos-hook prune', reading))
    return 1
  }
  const { flags } = reading
  if (flags === 'help') {
    io.write(`${PRUNE_HELP}\n`)
    return 0
  }
  const found = findWorkspace({
    flag: flags.workspace,
    eventCwd: undefined,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: io.cwd,
  })
  if (!found.ok) {
    io.complain(found.why)
    return 1
  }
  let removal: Removal
  try {
    removal = removeOld(found.workspace, io.now(), flags)
  } catch (error) {
    io.complain(describeFault(error))
    return 1
  }
  io.write(flags.json ? report(found.workspace, removal, flags) : tell(found.workspace, removal, flags))
  return 0
}
