import { type ArgumentNames, readArguments, readCap, type WrongArguments } from './arguments.ts'

/** The flags of `dos-hook check`. */
export interface CheckFlags {
  readonly claim: boolean
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly help: boolean
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

/** Reads the arguments of `dos-hook check`. Nothing else has to be right where help is wanted. */
export function readCheckFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: CheckFlags } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { maxMarkers, run = '', workspace } = read.values
  const cap = readCap(maxMarkers)
  const { help } = read.switches
  if (!cap.ok && !help) return cap
  if (run === '' && !help)
    return { ok: false, complaint: '--run needs the name of the run, the same in every pass of the loop' }
  return {
    ok: true,
    flags: {
      ...read.switches,
      maxMarkers: cap.ok ? cap.cap : undefined,
      run,
      workspace: workspace || undefined,
    },
  }
}
