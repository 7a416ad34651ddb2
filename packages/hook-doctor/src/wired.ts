import type { Facts } from './facts.ts'
import type { Mend, Place } from './finding.ts'
import type { HostFacts, SettingsFacts, WiredHook } from './host-facts.ts'

/** A hook with the file it stands in and the host that reads it. */
export interface Wired {
  readonly host: HostFacts
  readonly file: SettingsFacts
  readonly hook: WiredHook
}

/** Every hook that is wired, host by host. */
export function everyWired({ hosts }: Pick<Facts, 'hosts'>): readonly Wired[] {
  return hosts.flatMap((host) => wiredInto(host))
}

/** Every hook that is wired into one host. */
export function wiredInto(host: HostFacts): readonly Wired[] {
  return host.files.flatMap((file) => file.hooks.map((hook) => ({ host, file, hook })))
}

/** Those that answer the end of a turn. */
export function stopMarkers(facts: Pick<Facts, 'hosts'>): readonly Wired[] {
  return everyWired(facts).filter(({ hook }) => isMarker(hook) && hook.moment === 'stop')
}

/** Whether it answers Stops, and doesn't only zero the streak. */
export function isMarker({ verb, flags }: WiredHook): boolean {
  return verb === 'marker' && !flags.includes('--reset')
}

/** Whether every Stop is one of a loop to it. */
export function isLoop({ flags }: WiredHook): boolean {
  return flags.includes('--loop')
}

/** Whether it bounds what an agent schedules for itself: `init` binds all of that or nothing. */
export function isWake({ verb }: WiredHook): boolean {
  return verb === 'wake' || verb === 'rearm'
}

/** Hosts whose agents schedule their own next turn, for which `init` binds that. */
const WAKES: readonly string[] = ['claude-code', 'qwen']

/** Where a hook stands. */
export function placeOf({ file, hook }: Wired): Place {
  return { file: file.file, line: hook.line, column: hook.column }
}

/** The file a hook stands in, as one would name it in a sentence. */
export function whose({ host, file }: Pick<Wired, 'host' | 'file'>): string {
  if (file.scope === 'plugin') return `${host.title}'s plugin ${file.plugin ?? ''}`.trimEnd()
  if (file.scope === 'managed') return `${host.title}'s managed settings`
  return `${host.title}'s ${file.scope} settings`
}

/**
 * How to have a hook's entry written anew. By hand where it is in a file that this program doesn't write, or does more
 * than to run this program. What else is bound in the file is asked for, too: `init` takes out what it isn't asked for.
 *
 * @param byHand - what to change, after "to mend it,"
 * @param loop - whether entries that say they are a loop's stay so; default `true`
 */
export function wireAnew({ host, file, hook }: Wired, byHand: string, loop = true): Mend {
  const { scope, hooks } = file
  if (scope === 'plugin' || scope === 'managed' || hook.byHand) return { edit: byHand }
  const flags = [
    ...(loop && hooks.some(isLoop) ? ['--loop'] : []),
    ...(WAKES.includes(host.host) && hooks.some(isWake) ? ['--wake'] : []),
  ]
  return { run: ['dos-hook init', `--host ${host.host}`, `--scope ${scope}`, ...flags].join(' ') }
}
