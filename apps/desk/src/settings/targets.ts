import { dialectOf, type HostName } from '@dos/hook-dialect'
import { hostSigns, type Machine, type Scope, settingsFile } from '@dos/hook-wiring'
import { findOnPath } from '../world/on-path.ts'
import { realPath } from '../world/real-path.ts'

/** A settings file, and whose it is. */
export interface Target {
  /** The host whose form it has: of several that read the same file, the first. */
  readonly host: HostName
  /** All hosts that read it. */
  readonly hosts: readonly HostName[]
  readonly scope: Scope
  /** Where the host looks for it. */
  readonly path: string
}

/** The settings files of these hosts for these scopes, each once. */
export function targetsOf(
  hosts: readonly HostName[],
  scopes: readonly Scope[],
  machine: Machine,
): readonly Target[] {
  const targets = new Map<string, Target>()
  for (const host of hosts) {
    for (const scope of scopes) {
      const path = settingsFile(host, scope, machine)
      if (path === undefined) continue
      const real = realPath(path)
      const known = targets.get(real)
      const others = known?.hosts ?? []
      // In a home that is a project, too, one file is both; and links may lead from one to the other.
      targets.set(real, {
        ...(known ?? { host, scope, path }),
        hosts: others.includes(host) ? others : [...others, host],
      })
    }
  }
  return [...targets.values()]
}

/** Whether a host can be seen to be in use on a machine. */
export function isInUse(host: HostName, machine: Machine, exists: (path: string) => boolean): boolean {
  const { folders, commands } = hostSigns(host, machine)
  return folders.some(exists) || commands.some((name) => findOnPath(name, machine) !== undefined)
}

/** A target as people call it: `Claude Code, user`. */
export function titleOf({ hosts, scope }: Pick<Target, 'hosts' | 'scope'>): string {
  return `${hosts.map((host) => dialectOf(host).title).join(' and ')}, ${scope}`
}
