import type { HostName } from '@dos/hook-dialect'
import { BY_HAND, layoutOf } from './layouts/index.ts'
import type { Machine, Scope } from './machine.ts'

/** By what a host can be seen to be in use. */
export interface HostSigns {
  /** Folders and files, absolute: one that is there is a sign. */
  readonly folders: readonly string[]
  /** Commands: one that is on the PATH is a sign. */
  readonly commands: readonly string[]
}

/**
 * Where a host reads its hooks from: an absolute path as the platform writes it. `undefined` where it has no file for
 * that scope, or none that can be written here.
 */
export function settingsFile(host: HostName, scope: Scope, machine: Machine): string | undefined {
  return layoutOf(host)?.file(scope, machine)
}

/** What to look for, to know whether a host is in use. */
export function hostSigns(host: HostName, machine: Machine): HostSigns {
  const layout = layoutOf(host)
  return layout === undefined
    ? { folders: [], commands: [] }
    : { folders: layout.folders(machine), commands: layout.commands }
}

/**
 * A file whose hooks the host stops reading as soon as its settings file is there, and which therefore must hold none
 * where that is about to be made. `undefined` where there is no such file.
 */
export function hiddenFile(host: HostName, scope: Scope, machine: Machine): string | undefined {
  return layoutOf(host)?.hides?.(scope, machine)
}

/** What to do by hand for a host whose settings can't be written here; `undefined` where they can. */
export function handWork(host: HostName): string | undefined {
  return BY_HAND[host]
}
