import { type ArgumentNames, readArguments, readCap, type WrongArguments } from '@dos/command-line/arguments'
import { namedWorkspace } from '../world/named-workspace.ts'

/** The flags of `dos-hook config`. */
export interface ConfigFlags {
  readonly json: boolean
  readonly maxMarkers: number | undefined
  readonly workspace: string | undefined
}

const NAMES = {
  switches: { '--json': 'json', '--help': 'help', '-h': 'help' },
  options: { '--max-markers': 'maxMarkers', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook config`; `help` where that is all that is wanted. */
export function readConfigFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: ConfigFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  if (read.switches.help) return { ok: true, flags: 'help' }
  const cap = readCap(read.values.maxMarkers)
  if (!cap.ok) return cap
  const named = namedWorkspace(read.values.workspace)
  if (!named.ok) return named
  return {
    ok: true,
    flags: { json: read.switches.json, maxMarkers: cap.cap, workspace: named.workspace },
  }
}
