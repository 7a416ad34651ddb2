import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { namedWorkspace } from '../world/named-workspace.ts'
import { readAge } from './age.ts'

/** The flags of `dos-hook prune`. */
export interface PruneFlags {
  /** As it was written: `30d`. */
  readonly olderThan: string
  readonly olderThanMs: number
  readonly keep: number
  readonly dryRun: boolean
  readonly json: boolean
  readonly workspace: string | undefined
}

const NAMES = {
  switches: { '--dry-run': 'dryRun', '--json': 'json', '--help': 'help', '-h': 'help' },
  options: { '--older-than': 'olderThan', '--keep': 'keep', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook prune`; `help` where that is all that is wanted. */
export function readPruneFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: PruneFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { dryRun, json, help } = read.switches
  if (help) return { ok: true, flags: 'help' }
  const { olderThan = '30d', keep = '500' } = read.values
  const named = namedWorkspace(read.values.workspace)
  if (!named.ok) return named
  const olderThanMs = readAge(olderThan)
  if (olderThanMs === undefined) {
    const complaint = `--older-than must be a whole number and m, h, d or w, such as 30d, but is "${olderThan}"`
    return { ok: false, complaint }
  }
  if (!/^\d+$/.test(keep) || !Number.isSafeInteger(Number(keep))) {
    return { ok: false, complaint: `--keep must be a whole number, 0 or more, but is "${keep}"` }
  }
  const flags = {
    olderThan,
    olderThanMs,
    keep: Number(keep),
    dryRun,
    json,
    workspace: named.workspace,
  }
  return { ok: true, flags }
}
