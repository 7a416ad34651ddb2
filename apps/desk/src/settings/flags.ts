import { type ArgumentNames, readArguments, type WrongArguments } from '@dos/command-line/arguments'
import { HOST_NAMES, type HostName, isHostName } from '@dos/hook-dialect'
import { SCOPES, type Scope } from '@dos/hook-wiring'

/** The flags of the verbs that change settings. */
export interface WiringFlags {
  /** The hosts that were named; `undefined`: all that there are. */
  readonly hosts: readonly HostName[] | undefined
  /** `undefined`: not said. */
  readonly scope: Scope | undefined
  readonly workspace: string | undefined
  readonly dryRun: boolean
  readonly yes: boolean
}

type Common = 'dryRun' | 'yes' | 'help'

const NAMES = {
  switches: { '--dry-run': 'dryRun', '--yes': 'yes', '--help': 'help', '-h': 'help' },
  options: { '--host': 'host', '--scope': 'scope', '--workspace': 'workspace' },
} as const satisfies ArgumentNames<string, string>

/**
 * Reads the arguments of a verb that changes settings; `help` where that is all that is wanted.
 *
 * @param own - switches that only this verb has
 */
export function readWiringFlags<S extends string>(
  args: readonly string[],
  own: Readonly<Record<string, S>>,
):
  | { readonly ok: true; readonly flags: (WiringFlags & Readonly<Record<S, boolean>>) | 'help' }
  | WrongArguments {
  const switches: Readonly<Record<string, S | Common>> = { ...own, ...NAMES.switches }
  const read = readArguments(args, { switches, options: NAMES.options })
  if (!read.ok) return read
  if (read.switches.help) return { ok: true, flags: 'help' }
  const { host = 'auto', scope, workspace } = read.values
  const hosts = readHosts(host)
  if (!hosts.ok) return hosts
  const whose = SCOPES.find((one) => one === scope)
  if (scope !== undefined && whose === undefined) {
    return wrongWord(`there is no scope "${scope}", only ${SCOPES.join(', ')}`, scope, SCOPES)
  }
  const flags = { ...read.switches, hosts: hosts.hosts, scope: whose, workspace: workspace || undefined }
  return { ok: true, flags }
}

/** One host, or several with commas between. */
function readHosts(
  text: string,
): { readonly ok: true; readonly hosts: readonly HostName[] | undefined } | WrongArguments {
  if (text === 'auto') return { ok: true, hosts: undefined }
  const hosts: HostName[] = []
  for (const name of text.split(',')) {
    if (!isHostName(name)) {
      const known = ['auto', ...HOST_NAMES]
      // By letters alone, "claude" is nearer to "auto" than to what is meant.
      const meant = known.filter((one) => name !== '' && one.startsWith(name))
      const complaint = `there is no host "${name}", only ${known.join(', ')}`
      return wrongWord(complaint, name, meant.length > 0 ? meant : known)
    }
    hosts.push(name)
  }
  return { ok: true, hosts: [...new Set(hosts)] }
}

function wrongWord(complaint: string, unknown: string, known: readonly string[]): WrongArguments {
  return { ok: false, complaint, unknown, known }
}
