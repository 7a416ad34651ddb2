import { type ArgumentNames, readArguments, readCap, type WrongArguments } from '../arguments.ts'

/** The flags of `dos-hook marker`. */
export interface MarkerFlags {
  readonly loop: boolean
  readonly reset: boolean
  readonly allowUntil: boolean
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
    '--loop': 'loop',
    '--reset': 'reset',
    '--allow-until': 'allowUntil',
    '--json': 'json',
    '--dry-run': 'dryRun',
    '--debug': 'debug',
    '--help': 'help',
    '-h': 'help',
  },
  options: { '--max-markers': 'maxMarkers', '--session-id': 'sessionId', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/** Every flag there is. */
export const MARKER_FLAGS: readonly string[] = [...Object.keys(NAMES.switches), ...Object.keys(NAMES.options)]

/**
 * Reads the arguments of `dos-hook marker`. An empty session id or workspace counts as not given, so that an unset
 * shell variable does no harm.
 */
export function readMarkerFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: MarkerFlags } | WrongArguments {
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
