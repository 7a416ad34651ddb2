import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { namedWorkspace } from '../world/named-workspace.ts'

/** The flags of `dos-hook status`. */
export interface StatusFlags {
  readonly watch: boolean
  readonly all: boolean
  readonly json: boolean
  readonly workspace: string | undefined
}

const NAMES = {
  switches: { '--watch': 'watch', '--all': 'all', '--json': 'json', '--help': 'help', '-h': 'help' },
  options: { '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook status`; `help` where that is all that is wanted. */
export function readStatusFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: StatusFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { watch, all, json, help } = read.switches
  if (help) return { ok: true, flags: 'help' }
  const named = namedWorkspace(read.values.workspace)
  if (!named.ok) return named
  return { ok: true, flags: { watch, all, json, workspace: named.workspace } }
}
