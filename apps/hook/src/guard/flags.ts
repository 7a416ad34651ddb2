import { type ArgumentNames, readArguments, readCap, type WrongArguments } from '../arguments.ts'

/** The flags of the verbs that guard schedules. */
export interface GuardFlags {
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly help: boolean
  readonly maxMarkers: number | undefined
  readonly sessionId: string | undefined
  readonly workspace: string | undefined
}

const NAMES = {
  switches: {
    '--json': 'json',
    '--dry-run': 'dryRun',
    '--debug': 'debug',
    '--help': 'help',
    '-h': 'help',
  },
  options: { '--max-markers': 'maxMarkers', '--session-id': 'sessionId', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook wake` and `dos-hook rearm`, which are the same. */
export function readGuardFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: GuardFlags } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { maxMarkers, sessionId, workspace } = read.values
  const cap = readCap(maxMarkers)
  if (!cap.ok) return cap
  return {
    ok: true,
    flags: {
      ...read.switches,
      maxMarkers: cap.cap,
      sessionId: sessionId || undefined,
      workspace: workspace || undefined,
    },
  }
}
