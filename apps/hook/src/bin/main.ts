import type { Io } from '@dos/hook-call/io'
import { marker } from '../verbs/marker.ts'
import { runVerb } from '../verbs/shell.ts'

/** Each verb with what runs it. All but the marker are loaded only when they are asked for. */
const VERBS: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<0 | 1>>> = {
  marker: (args, io) => runVerb(marker, args, io),
  check: async (args, io) => runVerb((await import('../verbs/check.ts')).check, args, io),
  wake: async (args, io) => runVerb((await import('../verbs/guards.ts')).wake, args, io),
  rearm: async (args, io) => runVerb((await import('../verbs/guards.ts')).rearm, args, io),
}

/** The verbs for people: none of them is bound to a hook, and the script keeps them in a file of their own. */
const DESK: readonly string[] = [
  'init',
  'remove',
  'doctor',
  'config',
  'status',
  'explain',
  'stats',
  'prune',
  'completions',
]

/** Runs the command. @returns the status to leave with; never 2, which hosts take for a hold */
export async function main(io: Io): Promise<0 | 1> {
  const [verb, ...rest] = io.args
  const run = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (run !== undefined) return run(rest, io)
  if (verb !== undefined && DESK.includes(verb)) return runAtDesk(verb, rest, io)
  if (verb === '--help' || verb === '-h' || verb === 'help') {
    const { HELP } = await import('./help.ts')
    io.print(HELP)
    return 0
  }
  if (verb === '--version' || verb === '-v') {
    io.print(`dos-hook ${io.version}`)
    return 0
  }
  const { usageError } = await import('@dos/command-line/usage')
  const known = [...Object.keys(VERBS), ...DESK, '--help', '--version']
  const wrong =
    verb === undefined
      ? { complaint: 'a verb is missing' }
      : { complaint: `there is no verb "${verb}"`, unknown: verb, known }
  io.complain(usageError('dos-hook', wrong))
  return 1
}

/** Nobody is held or released by these: what goes wrong leaves with 1. */
async function runAtDesk(verb: string, args: readonly string[], io: Io): Promise<0 | 1> {
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
