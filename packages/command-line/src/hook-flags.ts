import { HOST_NAMES, type HostName, isHostName } from '@dos/hook-dialect'
import { type ArgumentNames, readArguments, readCap, type WrongArguments } from './arguments.ts'

/** A host's dialect, or `auto`: told by the event. */
export type DialectChoice = HostName | 'auto'

/** The flags of every verb that is bound to a hook. */
export interface HookFlags {
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly help: boolean
  readonly maxMarkers: number | undefined
  readonly sessionId: string | undefined
  readonly workspace: string | undefined
  readonly dialect: DialectChoice
}

type Switch = 'json' | 'dryRun' | 'debug' | 'help'
type Option = 'maxMarkers' | 'sessionId' | 'workspace' | 'dialect'

/** How these flags are written. */
export const HOOK_NAMES: ArgumentNames<Switch, Option> = {
  switches: {
    '--json': 'json',
    '--dry-run': 'dryRun',
    '--debug': 'debug',
    '--help': 'help',
    '-h': 'help',
  },
  options: {
    '--max-markers': 'maxMarkers',
    '--session-id': 'sessionId',
    '--workspace': 'workspace',
    '--dialect': 'dialect',
  },
}

/**
 * Reads the arguments of a verb that is bound to a hook. An empty session id, workspace or dialect counts as not given, so
 * that an unset shell variable does no harm.
 *
 * @param own - switches that only this verb has
 */
export function readHookFlags<S extends string>(
  args: readonly string[],
  own: Readonly<Record<string, S>>,
): { readonly ok: true; readonly flags: HookFlags & Readonly<Record<S, boolean>> } | WrongArguments {
  const { options, switches } = HOOK_NAMES
  const read = readArguments<S | Switch, Option>(args, { options, switches: { ...own, ...switches } })
  if (!read.ok) return read
  const { maxMarkers, sessionId, workspace, dialect } = read.values
  const cap = readCap(maxMarkers)
  if (!cap.ok) return cap
  const choice = readDialect(dialect)
  if (choice === undefined) return noSuchDialect(dialect ?? '')
  return {
    ok: true,
    flags: {
      ...read.switches,
      maxMarkers: cap.cap,
      sessionId: sessionId || undefined,
      workspace: workspace || undefined,
      dialect: choice,
    },
  }
}

function readDialect(text: string | undefined): DialectChoice | undefined {
  if (text === undefined || text === '' || text === 'auto') return 'auto'
  return isHostName(text) ? text : undefined
}

function noSuchDialect(text: string): WrongArguments {
  const known = ['auto', ...HOST_NAMES]
  return {
    ok: false,
    complaint: `there is no dialect "${text}", only ${known.join(', ')}`,
    unknown: text,
    known,
  }
}
