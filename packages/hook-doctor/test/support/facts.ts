import { DEFAULT_MARKER_POLICY, type MarkerPolicy } from '@dos/marker-gate'
import type {
  ConfigFacts,
  Facts,
  Hearing,
  HostFacts,
  OwnProgram,
  SettingsFacts,
  TallyFacts,
  TallyReading,
  WiredHook,
} from '../../src/index.ts'

/** A marker on Claude Code's Stop, as `init` binds it. */
export function hook(more: Partial<WiredHook> = {}): WiredHook {
  return {
    event: 'Stop',
    moment: 'stop',
    verb: 'marker',
    command: '/opt/dos-hook marker',
    flags: [],
    byHand: false,
    timeoutSeconds: 10,
    matcher: undefined,
    line: 7,
    column: 11,
    program: { word: '/opt/dos-hook', named: 'absolute', missing: undefined },
    complaint: undefined,
    distrust: undefined,
    ...more,
  }
}

/** A user's settings with hooks in them. */
export function settings(hooks: readonly WiredHook[], more: Partial<SettingsFacts> = {}): SettingsFacts {
  return {
    file: '/home/u/.claude/settings.json',
    scope: 'user',
    trouble: undefined,
    hooks,
    managedHooksOnly: false,
    ...more,
  }
}

/** The moment at which all this is looked at. */
export const NOW = 1_800_000_000_000

/** A host that called three minutes ago, wired since an hour. */
export function heard(more: Partial<Hearing> = {}): Hearing {
  return {
    calls: { marker: NOW - 3 * 60_000 },
    version: '0.2.0',
    wiredAt: NOW - 3_600_000,
    wiredSince: '2027-01-15 07:00',
    sessions: 1,
    silent: 0,
    ...more,
  }
}

/** Claude Code with settings files. */
export function host(files: readonly SettingsFacts[], more: Partial<HostFacts> = {}): HostFacts {
  return {
    host: 'claude-code',
    title: 'Claude Code',
    projectTrusted: undefined,
    switches: [],
    readBy: [],
    schedules: undefined,
    hearing: heard(),
    files,
    ...more,
  }
}

/** Qwen Code with one hook in the user's settings: it can't halt. */
export function qwen(hooks: readonly WiredHook[], more: Partial<HostFacts> = {}): HostFacts {
  const base = host([settings(hooks, { file: '/home/u/.qwen/settings.json' })])
  return {
    ...base,
    host: 'qwen',
    title: 'Qwen Code',
    ...more,
  }
}

/** What is in force without a `dos.toml`. */
export const MARKER: MarkerPolicy = DEFAULT_MARKER_POLICY

export const WAIT: NonNullable<ConfigFacts['wait']> = { background: false, until: undefined, maxSeconds: 540 }

/** A `[marker]` table that differs from the defaults. */
export function marker(more: Partial<MarkerPolicy>): Partial<Facts> {
  return { config: config({ marker: { ...MARKER, ...more } }) }
}

/** A `[wait]` table that differs from the defaults. */
export function wait(more: Partial<NonNullable<ConfigFacts['wait']>>): Partial<Facts> {
  return { config: config({ wait: { ...WAIT, ...more } }) }
}

/** A `dos.toml` in which nothing is wrong. */
export function config(more: Partial<ConfigFacts> = {}): ConfigFacts {
  return {
    file: '/p/dos.toml',
    text: '[marker]\nmax_streak = 4\n',
    refused: undefined,
    problems: [],
    unknownKeys: [],
    unknownNames: [],
    uncounted: [],
    marker: MARKER,
    wait: WAIT,
    ...more,
  }
}

/** A program that answers, and quickly. */
export function program(more: Partial<OwnProgram> = {}): OwnProgram {
  return {
    file: '/opt/dos-hook',
    what: 'this one',
    ms: [9, 8, 12],
    trouble: undefined,
    ...more,
  }
}

/** A tally of a few lines. */
export function reading(more: Partial<TallyReading> = {}): TallyReading {
  return {
    session: 's',
    file: '/p/.dos/markers/s.jsonl',
    loneFile: undefined,
    refused: undefined,
    ...more,
  }
}

/** A folder with one tally, on a disk. */
export function tally(more: Partial<TallyFacts> = {}): Partial<Facts> {
  return {
    tally: {
      folder: '/p/.dos/markers',
      obstacle: undefined,
      outside: undefined,
      tracked: 0,
      count: 1,
      read: [reading()],
      ...more,
    },
  }
}

/** A guard in which nothing is wrong, but for what is given. */
export function facts(more: Partial<Facts> = {}): Facts {
  return {
    version: '0.2.0',
    platform: 'linux',
    now: NOW,
    workspace: { folder: '/p', from: 'current-folder' },
    config: config(),
    hosts: [host([settings([hook()])])],
    programs: [program()],
    progressLook: { ms: 12, saw: 'commit 1a2b3c4, nothing uncommitted' },
    armedBy: [],
    personalHooksOff: false,
    ...(tally() as Pick<Facts, 'tally'>),
    ...more,
  }
}
