import type { Io } from '@dos/hook-call/io'
import { type DeskIo, realDeskIo } from './world/desk-io.ts'

/** A verb that people call at their desk. @returns the status to leave with: 0 or 1 */
export type DeskVerb = (args: readonly string[], io: DeskIo) => Promise<0 | 1>

/** Each of these verbs with what runs it. None is bound to a hook, so none has to start fast. */
const VERBS: Readonly<Record<string, DeskVerb>> = {
  init: async (args, io) => (await import('./init/command.ts')).init(args, io),
  remove: async (args, io) => (await import('./remove/command.ts')).remove(args, io),
  doctor: async (args, io) => (await import('./doctor/command.ts')).doctor(args, io),
  config: async (args, io) => (await import('./config/command.ts')).config(args, io),
  status: async (args, io) => (await import('./status/command.ts')).status(args, io),
  explain: async (args, io) => (await import('./explain/command.ts')).explain(args, io),
  stats: async (args, io) => (await import('./stats/command.ts')).stats(args, io),
  prune: async (args, io) => (await import('./prune/command.ts')).prune(args, io),
  completions: async (args, io) => (await import('./completions/command.ts')).completions(args, io),
}

/** Runs one of the verbs for people. */
export async function desk(verb: string, args: readonly string[], io: Io): Promise<0 | 1> {
  const run = VERBS[verb]
  if (run === undefined) throw new Error(`there is no verb ${verb} at the desk`)
  return run(args, realDeskIo(io))
}
