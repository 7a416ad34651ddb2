import { capabilitiesOf, type HostName } from '@dos/hook-dialect'
import { canWake } from '@dos/hook-wiring'
import type { Facts, HostFacts, SettingsFacts, WiredHook } from './facts.ts'
import type { FilePosition, Mend } from './finding.ts'

/** A hook with the file it stands in and the host that reads it. */
export interface Wired {
  readonly host: HostFacts
  readonly file: SettingsFacts
  readonly hook: WiredHook
}

/** Every hook that is wired, host by host. */
export function everyWired({ hosts }: Pick<Facts, 'hosts'>): readonly Wired[] {
  return hosts.flatMap(wiredInto)
}

/** Every hook that is wired into one host. */
export function wiredInto(host: HostFacts): readonly Wired[] {
  return host.files.flatMap((file) => file.hooks.map((hook) => ({ host, file, hook })))
}

/** Those that answer the end of a turn. */
export function stopMarkers(facts: Pick<Facts, 'hosts'>): readonly Wired[] {
  return everyWired(facts).filter(isStopMarker)
}

export function isStopMarker({ hook }: Wired): boolean {
  return hook.verb === 'marker' && !hook.flags.includes('--reset') && hook.moment === 'stop'
}

/** Whether every Stop is one of a loop to it. */
export function isLoop({ flags }: WiredHook): boolean {
  return flags.includes('--loop')
}

/** How long a host lets a hook run that says nothing about it, in seconds; `undefined` where that isn't known. */
export function defaultTimeout(host: HostName): number | undefined {
  const { defaultTimeout: timeout, timeoutUnit } = capabilitiesOf(host)
  return timeout === undefined || timeoutUnit !== 'ms' ? timeout : timeout / 1000
}

/** Where a hook stands. */
export function placeOf({ file, hook }: Wired): FilePosition {
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
  const isWake = hooks.some(({ verb }) => verb === 'wake' || verb === 'rearm')
  const flags = [
    ...(loop && hooks.some(isLoop) ? ['--loop'] : []),
    ...(canWake(host.host) && isWake ? ['--wake'] : []),
  ]
  return { run: ['dos-hook init', `--host ${host.host}`, `--scope ${scope}`, ...flags].join(' ') }
}
