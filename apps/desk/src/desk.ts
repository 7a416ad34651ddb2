import { renderHelp, renderOverview } from '@dos/command-line/help'
import { usageError } from '@dos/command-line/usage'
import { VERBS } from '@dos/command-line/verbs'
import type { Io } from '@dos/hook-call/io'
import { canvasOf, type DeskIo, realDeskIo } from './world/desk-io.ts'

/** A command that people run. @returns the status to leave with: 0 or 1 */
export type DeskVerb = (args: readonly string[], io: DeskIo) => Promise<0 | 1>

/** None is bound to a hook, so none has to start fast. */
const RUN: Readonly<Record<string, DeskVerb>> = {
  init: async (args, io) => (await import('./init/command.ts')).init(args, io),
  remove: async (args, io) => (await import('./remove/command.ts')).remove(args, io),
  doctor: async (args, io) => (await import('./doctor/command.ts')).doctor(args, io),
  config: async (args, io) => (await import('./config/command.ts')).config(args, io),
  status: async (args, io) => (await import('./status/command.ts')).status(args, io),
  explain: async (args, io) => (await import('./explain/command.ts')).explain(args, io),
  stats: async (args, io) => (await import('./stats/command.ts')).stats(args, io),
  prune: async (args, io) => (await import('./prune/command.ts')).prune(args, io),
  completions: async (args, io) => (await import('./completions/command.ts')).completions(args, io),
  help: ([name], io) => help(name, io),
  '--help': (_, io) => help(undefined, io),
  '-h': (_, io) => help(undefined, io),
}

/** Runs a command that people run, shows the help of any command, and reports what is no command. */
export async function desk(name: string | undefined, args: readonly string[], io: Io): Promise<0 | 1> {
  const run = name !== undefined && Object.hasOwn(RUN, name) ? RUN[name] : undefined
  return run === undefined ? refuse(name, io) : run(args, realDeskIo(io))
}

async function help(name: string | undefined, io: DeskIo): Promise<0 | 1> {
  const verb = VERBS.find((one) => one.name === name)
  if (name !== undefined && verb === undefined) return refuse(name, io)
  io.write(verb === undefined ? renderOverview(canvasOf(io)) : renderHelp(verb, canvasOf(io)))
  return 0
}

function refuse(name: string | undefined, { complain }: Pick<Io, 'complain'>): 1 {
  const known = [...VERBS.map((verb) => verb.name), '--help', '--version']
  const mistake =
    name === undefined
      ? { complaint: 'a command is missing' }
      : { complaint: `there is no command "${name}"`, unknown: name, known }
  complain(usageError('dos-hook', mistake))
  return 1
}
