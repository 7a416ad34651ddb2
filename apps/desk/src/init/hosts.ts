import type { InitFlags } from '@dos/command-line/setup-verbs'
import { dialectOf, HOST_NAMES, type HostName } from '@dos/hook-dialect'
import { canWake, handWork, inspect, type Machine, type Scope, settingsFile } from '@dos/hook-wiring'
import { readSettingsFile } from '../settings/settings-on-disk.ts'
import { isInUse } from '../settings/targets.ts'

/** Which hosts are to be wired, and what there is to say of others. */
export interface HostChoice {
  readonly hosts: readonly HostName[]
  /** Why one that was asked for can't be, a line each. */
  readonly complaints: readonly string[]
  /** Why one need not be, a line each. */
  readonly notes: readonly string[]
}

/** Hosts that read a project's `.claude/settings.json`, too: Copilot CLI 1.0.102 (measured), VS Code (documented). */
const READ_CLAUDE: readonly HostName[] = ['copilot', 'vscode']

/** The hosts that were named, or those in use on this machine, as far as they have settings for the scope. */
export function chooseHosts({ host: named, wake }: InitFlags, scope: Scope, machine: Machine): HostChoice {
  if (scope === 'project' && machine.project === machine.home) {
    const why = 'the project is your home, whose settings are your own: take the scope "user"'
    return { hosts: [], complaints: [why], notes: [] }
  }
  if (named === undefined) {
    const inUse = HOST_NAMES.filter((host) => isInUse(host, machine))
    const hosts = inUse.filter((host) => settingsFile(host, scope, machine) !== undefined)
    const complaints = hosts.length === 0 ? [noneOf(inUse, scope)] : []
    return eachOnce({ hosts, complaints, notes: [] }, scope, machine)
  }
  const reasons = named.map((host) => whyNot(host, scope, wake, machine))
  const hosts = named.filter((_, at) => reasons[at] === undefined)
  const complaints = reasons.filter((why) => why !== undefined)
  return eachOnce({ hosts, complaints, notes: [] }, scope, machine)
}

/**
 * Binds a project once for hosts that read the same file: bound twice, one Stop would take two places of the budget.
 * Claude Code's own file goes before those of hosts that read it as well.
 */
function eachOnce(choice: HostChoice, scope: Scope, machine: Machine): HostChoice {
  if (scope !== 'project') return choice
  const { hosts, complaints } = choice
  const takesClaude = hosts.includes('claude-code')
  const before = takesClaude ? READ_CLAUDE.find((host) => isBound(host, machine)) : undefined
  if (before !== undefined) {
    const { title } = dialectOf('claude-code')
    const file = settingsFile(before, scope, machine)
    const why = `${title}, project: ${dialectOf(before).title} reads ${title}'s settings, too, and is bound in ${file} already, so that one Stop would count twice: run dos-hook remove --host ${before} --scope project first`
    const others = hosts.filter((host) => host !== 'claude-code')
    return { ...choice, hosts: others, complaints: [...complaints, why] }
  }
  const readers = hosts.filter((host) => READ_CLAUDE.includes(host))
  if (readers.length === 0 || !(takesClaude || isBound('claude-code', machine))) return choice
  const file = settingsFile('claude-code', scope, machine)
  const notes = readers.map(
    (host) => `${dialectOf(host).title}, project: it reads ${file}, too, and is bound there: not bound twice`,
  )
  return { ...choice, hosts: hosts.filter((host) => !readers.includes(host)), notes }
}

function isBound(host: HostName, machine: Machine): boolean {
  const found = readSettingsFile(settingsFile(host, 'project', machine) ?? '')
  if (!found.ok || found.text === undefined) return false
  const inspection = inspect(host, found.text)
  return inspection.ok && inspection.found.some(({ verb, reset }) => verb === 'marker' && !reset)
}

function whyNot(host: HostName, scope: Scope, wake: boolean, machine: Machine): string | undefined {
  const byHand = handWork(host)
  if (byHand !== undefined) return byHand
  const { title } = dialectOf(host)
  if (settingsFile(host, scope, machine) === undefined)
    return `${title} has no settings for the scope "${scope}"`
  return wake && !canWake(host)
    ? `--wake is not for ${title}, which schedules no turns of its own: leave it out there`
    : undefined
}

function noneOf(inUse: readonly HostName[], scope: Scope): string {
  if (inUse.length === 0) return 'no host is seen to be in use on this machine: name one with --host'
  const titles = inUse.map((host) => dialectOf(host).title).join(', ')
  return `none of the hosts in use here (${titles}) has settings for the scope "${scope}"`
}
