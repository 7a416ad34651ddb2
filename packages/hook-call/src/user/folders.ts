import { posix, win32 } from 'node:path'
import type { HostName } from '@dos/hook-dialect'

/** What has to be known to say where this program may keep what is its own. */
export interface FolderFacts {
  readonly platform: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Where this program keeps what is its own, for one user. */
export interface OwnFolders {
  /** Programs that settings name: they stay where they are when packages come and go. */
  readonly programs: string
  /** Settings as they were. */
  readonly backups: string
  /** When each host last called this program, a file each. */
  readonly heard: string
}

/**
 * The folders of this program: on Linux by the XDG base directories, on macOS and Windows where programs keep their
 * data. Never in a project, where they would show up as changes.
 */
export function ownFolders(facts: FolderFacts): OwnFolders {
  const { join } = pathsOf(facts.platform)
  const { data, state } = basesOf(facts)
  return {
    programs: join(data, 'dos-hook', 'programs'),
    backups: join(state, 'dos-hook', 'backups'),
    heard: join(state, 'dos-hook', 'heard'),
  }
}

function basesOf({ platform, home, env }: FolderFacts): { readonly data: string; readonly state: string } {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local')
    return { data: local, state: local }
  }
  if (platform === 'darwin') {
    const library = posix.join(home, 'Library', 'Application Support')
    return { data: library, state: library }
  }
  // The specification wants a relative one ignored.
  const named = (variable: string, standard: string): string => {
    const folder = env[variable] ?? ''
    return posix.isAbsolute(folder) ? folder : posix.join(home, '.local', standard)
  }
  return { data: named('XDG_DATA_HOME', 'share'), state: named('XDG_STATE_HOME', 'state') }
}

function pathsOf(platform: string): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** Where a compiled command is put for one user. */
export function nativePath(facts: FolderFacts): string {
  const name = facts.platform === 'win32' ? 'dos-hook.exe' : 'dos-hook'
  return pathsOf(facts.platform).join(ownFolders(facts).programs, 'native', name)
}

const HEARD_VERBS = ['marker', 'marker --reset', 'wake', 'rearm'] as const

/** What of this program a host calls, as it is told apart in what is kept of its last calls. */
export type HeardVerb = (typeof HEARD_VERBS)[number]

/** The last calls of one host, as they are kept: nothing of a session, a path or a text is in it. */
export interface Heard {
  readonly host: HostName
  /** The version of dos-hook that was called last. */
  readonly version: string
  /** When each was last called, in milliseconds since 1970. */
  readonly calls: Readonly<Partial<Record<HeardVerb, number>>>
}

/** Where the last calls of a host are kept; `undefined` where the environment names no home. */
export function heardFile(host: HostName, { platform, env }: Omit<FolderFacts, 'home'>): string | undefined {
  const { isAbsolute, join } = pathsOf(platform)
  const home = (platform === 'win32' && env['USERPROFILE']) || env['HOME'] || ''
  return isAbsolute(home) ? join(ownFolders({ platform, home, env }).heard, `${host}.json`) : undefined
}

/** Reads what was kept; `undefined` where the text is nothing of the kind. Calls that are not known are left out. */
export function readHeard(host: HostName, text: string): Heard | undefined {
  try {
    const { version, calls } = JSON.parse(text) as {
      version?: unknown
      calls?: Record<string, unknown> | null
    }
    if (typeof version !== 'string' || typeof calls !== 'object' || calls === null) return undefined
    const times = HEARD_VERBS.map((verb) => [verb, Date.parse(String(calls[verb]))] as const)
    return { host, version, calls: Object.fromEntries(times.filter(([, time]) => !Number.isNaN(time))) }
  } catch {
    return undefined
  }
}
