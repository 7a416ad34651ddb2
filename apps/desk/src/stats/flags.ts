import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { namedWorkspace } from '../world/named-workspace.ts'

/** The flags of `dos-hook stats`. */
export interface StatsFlags {
  readonly format: 'text' | 'json' | 'openmetrics'
  readonly workspace: string | undefined
}

const NAMES = {
  switches: { '--json': 'json', '--openmetrics': 'openmetrics', '--help': 'help', '-h': 'help' },
  options: { '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook stats`; `help` where that is all that is wanted. */
export function readStatsFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: StatsFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { json, openmetrics, help } = read.switches
  if (help) return { ok: true, flags: 'help' }
  const named = namedWorkspace(read.values.workspace)
  if (!named.ok) return named
  if (json && openmetrics) return { ok: false, complaint: '--json and --openmetrics exclude each other' }
  const format = json ? 'json' : openmetrics ? 'openmetrics' : 'text'
  return { ok: true, flags: { format, workspace: named.workspace } }
}
