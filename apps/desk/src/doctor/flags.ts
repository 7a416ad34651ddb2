import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { namedWorkspace } from '../world/named-workspace.ts'

/** The flags of `dos-hook doctor`. */
export interface DoctorFlags {
  readonly json: boolean
  readonly workspace: string | undefined
}

const NAMES = {
  switches: { '--json': 'json', '--help': 'help', '-h': 'help' },
  options: { '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook doctor`; `help` where that is all that is wanted. */
export function readDoctorFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: DoctorFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  if (read.switches.help) return { ok: true, flags: 'help' }
  const named = namedWorkspace(read.values.workspace)
  if (!named.ok) return named
  return { ok: true, flags: { json: read.switches.json, workspace: named.workspace } }
}
