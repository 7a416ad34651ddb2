import { existsSync } from 'node:fs'
import { dialectOf, HOST_NAMES, type HostName } from '@dos/hook-dialect'
import { canWake, handWork, type Machine, type Scope, settingsFile } from '@dos/hook-wiring'
import { isInUse } from '../wiring/targets.ts'
import type { InitFlags } from './flags.ts'

/** Which hosts are to be wired, and what there is to say of others. */
export interface HostChoice {
  readonly hosts: readonly HostName[]
  /** Why one that was asked for can't be, a line each. */
  readonly complaints: readonly string[]
}

/** The hosts that were named, or those in use on this machine, as far as they have settings for the scope. */
export function chooseHosts({ hosts, wake }: InitFlags, scope: Scope, machine: Machine): HostChoice {
  if (scope === 'project' && machine.project === machine.home) {
    return {
      hosts: [],
      complaints: ['the project is your home, whose settings are your own: take the scope "user"'],
    }
  }
  if (hosts === undefined) {
    const inUse = HOST_NAMES.filter((host) => isInUse(host, machine, existsSync))
    const fit = inUse.filter((host) => settingsFile(host, scope, machine) !== undefined)
    return { hosts: fit, complaints: fit.length === 0 ? [noneOf(inUse, scope)] : [] }
  }
  const complaints = hosts.flatMap((host) => whyNot(host, scope, wake, machine) ?? [])
  return { hosts: hosts.filter((host) => whyNot(host, scope, wake, machine) === undefined), complaints }
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
