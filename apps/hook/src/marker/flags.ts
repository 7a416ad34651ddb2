/** The flags of `dos-hook marker`. */
export interface MarkerFlags {
  readonly loop: boolean
  readonly reset: boolean
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly help: boolean
  readonly maxMarkers: number | undefined
  readonly sessionId: string | undefined
  readonly workspace: string | undefined
}

/** Flags, or one line that says what is wrong with the command line; `unknown` where a flag has no such name. */
export type FlagReading =
  | { readonly ok: true; readonly flags: MarkerFlags }
  | { readonly ok: false; readonly complaint: string; readonly unknown?: string }

const SWITCHES = {
  '--loop': 'loop',
  '--reset': 'reset',
  '--json': 'json',
  '--dry-run': 'dryRun',
  '--debug': 'debug',
  '--help': 'help',
  '-h': 'help',
} as const

const OPTIONS = {
  '--max-markers': 'maxMarkers',
  '--session-id': 'sessionId',
  '--workspace': 'workspace',
} as const

/** Every flag there is, for the nearest known one. */
export const MARKER_FLAGS: readonly string[] = [...Object.keys(SWITCHES), ...Object.keys(OPTIONS)]

/**
 * Reads the arguments. By hand, since `util.parseArgs` was measured at 1.7 ms, a fifth of a whole call.
 * An option's value follows as the next argument or behind `=`; a next argument that starts with `--` is a flag, and
 * the value was left out (by an unset shell variable, say); the last of several wins; an empty session id or
 * workspace counts as not given, so that an unset shell variable does no harm.
 */
export function readMarkerFlags(args: readonly string[]): FlagReading {
  const flags = { loop: false, reset: false, json: false, dryRun: false, debug: false, help: false }
  const values: { maxMarkers?: string; sessionId?: string; workspace?: string } = {}
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (isIn(SWITCHES, arg)) {
      flags[SWITCHES[arg]] = true
      continue
    }
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    if (!isIn(OPTIONS, name)) return { ok: false, complaint: `there is no ${describe(name)}`, unknown: name }
    const value = equals < 0 ? args[++at] : arg.slice(equals + 1)
    if (value === undefined || (equals < 0 && value.startsWith('--')))
      return { ok: false, complaint: `${name} needs a value` }
    values[OPTIONS[name]] = value
  }
  const { maxMarkers, sessionId, workspace } = values
  if (maxMarkers !== undefined && !isWhole(maxMarkers)) {
    return { ok: false, complaint: `--max-markers must be a whole number, 0 or more, but is "${maxMarkers}"` }
  }
  return {
    ok: true,
    flags: {
      ...flags,
      maxMarkers: maxMarkers === undefined ? undefined : Number(maxMarkers),
      sessionId: sessionId === '' ? undefined : sessionId,
      workspace: workspace === '' ? undefined : workspace,
    },
  }
}

function isIn<T extends object>(table: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(table, name)
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text))
}

function describe(name: string): string {
  return name.startsWith('-') ? `flag ${name}` : `argument "${name}"`
}
