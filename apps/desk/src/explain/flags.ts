import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { type MarkerFlags, readMarkerFlags } from '@dos/command-line/marker-flags'
import { namedWorkspace } from '../world/named-workspace.ts'

/** The flags of `dos-hook explain`. */
export interface ExplainFlags {
  /** The session, or how its name begins. */
  readonly session: string | undefined
  readonly all: boolean
  readonly json: boolean
  readonly workspace: string | undefined
  /** What the hook is asked with, where there is an event: nothing is written or answered. */
  readonly hook: MarkerFlags
}

/** What only an event can be explained with. */
const OF_EVENTS = { loop: '--loop', sessionId: '--session-id', dialect: '--dialect' } as const

const NAMES = {
  switches: { '--all': 'all', '--json': 'json', '--loop': 'loop', '--help': 'help', '-h': 'help' },
  options: {
    '--max-markers': 'maxMarkers',
    '--session-id': 'sessionId',
    '--dialect': 'dialect',
    '--workspace': 'workspace',
  },
  operands: 1,
} as const satisfies ArgumentNames<string, string>

/** Reads the arguments of `dos-hook explain`; `help` where that is all that is wanted. */
export function readExplainFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: ExplainFlags | 'help' } | WrongArguments {
  const read = readArguments(args, NAMES)
  if (!read.ok) return read
  const { switches, values, operands } = read
  // As the hook itself would read them, so that what is wrong there is wrong here.
  const hook = readMarkerFlags([
    '--dry-run',
    ...(switches.loop ? ['--loop'] : []),
    ...Object.entries(NAMES.options).flatMap(([flag, name]) =>
      values[name] === undefined ? [] : [`${flag}=${values[name]}`],
    ),
  ])
  if (!hook.ok) return hook
  if (switches.help) return { ok: true, flags: 'help' }
  const named = namedWorkspace(values.workspace)
  if (!named.ok) return named
  const session = operands[0] || undefined
  const given = { loop: switches.loop, sessionId: values.sessionId, dialect: values.dialect }
  for (const [name, flag] of Object.entries(OF_EVENTS)) {
    if (session !== undefined && given[name as keyof typeof given]) {
      return { ok: false, complaint: `${flag} is for an event on stdin, not for the tally of a session` }
    }
  }
  return {
    ok: true,
    flags: {
      session,
      all: switches.all,
      json: switches.json,
      workspace: named.workspace,
      hook: hook.flags,
    },
  }
}
