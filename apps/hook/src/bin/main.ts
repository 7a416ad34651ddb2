import type { Io } from '@dos/hook-call/io'
import { marker } from '../verbs/marker.ts'
import { runHookCommand } from '../verbs/shell.ts'

/** The commands of hooks and shell loops. All but the marker are loaded only when they are asked for. */
const VERBS: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<0 | 1 | 'help'>>> = {
  marker: (args, io) => runHookCommand(marker, args, io),
  check: async (args, io) => runHookCommand((await import('../verbs/check.ts')).check, args, io),
  wake: async (args, io) => runHookCommand((await import('../verbs/guards.ts')).wake, args, io),
  rearm: async (args, io) => runHookCommand((await import('../verbs/guards.ts')).rearm, args, io),
}

/** Runs the command. @returns the status to leave with; never 2, which hosts take for a hold */
export async function main(io: Io): Promise<0 | 1> {
  const [verb, ...rest] = io.args
  if (verb === '--version' || verb === '-v') {
    io.print(`dos-hook ${io.version}`)
    return 0
  }
  const run = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (verb === undefined || run === undefined) return runAtDesk(verb, rest, io)
  const status = await run(rest, io)
  return status === 'help' ? runAtDesk('help', [verb], io) : status
}

/**
 * Everything that no hook calls, help and unknown commands included: the script keeps it in a file that no hook reads.
 * Nobody is held or released by it: what goes wrong leaves with 1.
 */
async function runAtDesk(verb: string | undefined, args: readonly string[], io: Io): Promise<0 | 1> {
  const loaded = await import('@dos/desk/desk').catch(messageOf)
  if (typeof loaded === 'string') {
    io.complain(`${verb} can't be run: ${loaded}; the script needs desk.js beside it, as the package has it`)
    return 1
  }
  return loaded.desk(verb, args, io).catch((error: unknown) => {
    io.complain(`this is a fault of dos-hook itself: ${messageOf(error)}`)
    return 1
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
