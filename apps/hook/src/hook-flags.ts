import { type ArgumentNames, readArguments, readCap, type WrongArguments } from './arguments.ts'

/** The flags of every verb that is bound to a hook. */
export interface HookFlags {
  readonly json: boolean
  readonly dryRun: boolean
  readonly debug: boolean
  readonly help: boolean
  readonly maxMarkers: number | undefined
  readonly sessionId: string | undefined
  readonly workspace: string | undefined
}

type Switch = 'json' | 'dryRun' | 'debug' | 'help'
type Option = 'maxMarkers' | 'sessionId' | 'workspace'

/** How these flags are written. */
export const HOOK_NAMES: ArgumentNames<Switch, Option> = {
  switches: {
    '--json': 'json',
    '--dry-run': 'dryRun',
    '--debug': 'debug',
    '--help': 'help',
    '-h': 'help',
  },
  options: { '--max-markers': 'maxMarkers', '--session-id': 'sessionId', '--workspace': 'workspace' },
}

/**
 * Reads the arguments of a verb that is bound to a hook. An empty session id or workspace counts as not given, so
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
