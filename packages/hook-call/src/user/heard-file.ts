import { posix, win32 } from 'node:path'
import type { HostName } from '@dos/hook-dialect'
import { ownFolders } from './folders.ts'

/** What of this program a host calls, as it is told apart in what is kept of its last calls. */
export type HeardVerb = 'marker' | 'marker --reset' | 'wake' | 'rearm'

/** The last calls of one host, as they are kept: nothing of a session, a path or a text is in it. */
export interface Heard {
  readonly host: HostName
  /** The version of dos-hook that was called last. */
  readonly version: string
  /** When each was last called, in milliseconds since 1970. */
  readonly calls: Readonly<Partial<Record<HeardVerb, number>>>
}

/**
 * Where the last calls are kept: in the user's own folder for state, one file a host. `undefined` where the environment
 * names no home.
 */
export function heardFile(
  host: HostName,
  {
    platform,
    env,
  }: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> },
): string | undefined {
  const path = platform === 'win32' ? win32 : posix
  const home = (platform === 'win32' && env['USERPROFILE']) || env['HOME'] || ''
  if (!path.isAbsolute(home)) return undefined
  return path.join(ownFolders({ platform, home, env }).heard, `${host}.json`)
}

/** Reads what was kept; `undefined` where the text is nothing of the kind. Calls that are not known are left out. */
export function readHeard(host: HostName, text: string): Heard | undefined {
  try {
    const { version, calls } = JSON.parse(text) as {
      version?: unknown
      calls?: Readonly<Record<string, unknown>>
    }
    if (typeof version !== 'string' || typeof calls !== 'object' || calls === null) return undefined
    const times = VERBS.flatMap((verb) => {
      const time = Date.parse(String(calls[verb]))
      return Number.isNaN(time) ? [] : [[verb, time] as const]
    })
    return { host, version, calls: Object.fromEntries(times) }
  } catch {
    return undefined
  }
}

const VERBS: readonly HeardVerb[] = ['marker', 'marker --reset', 'wake', 'rearm']
