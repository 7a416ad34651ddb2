import { type ArgumentNames, readArguments, readCap, type WrongArguments } from './arguments.ts'

/** The flags of `dos-hook check`. */
export interface CheckFlags {
  readonly claim: boolean
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly maxMarkers: number | undefined
  readonly run: string
  readonly workspace: string | undefined
}

const NAMES = {
  switches: {
    '--claim': 'claim',
    '--json': 'json',
    '--dry-run': 'dryRun',
    '--debug': 'debug',
    '--help': 'help',
    '-h': 'help',
  },
  options: { '--run': 'run', '--max-markers': 'maxMarkers', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook check`; `help` where that is all that is wanted. */
export function readCheckFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: CheckFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  if (read.switches.help) return { ok: true, flags: 'help' }
  const { maxMarkers, run = '', workspace } = read.values
  const cap = readCap(maxMarkers)
  if (!cap.ok) return cap
  if (run === '')
    return { ok: false, complaint: '--run needs the name of the run, the same in every pass of the loop' }
  return {
    ok: true,
    flags: { ...read.switches, maxMarkers: cap.cap, run, workspace: workspace || undefined },
  }
}
