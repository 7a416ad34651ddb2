import type {
  CommandFacts,
  ConfigFacts,
  Facts,
  HostFacts,
  MarkerSettings,
  SettingsFacts,
  TallyFacts,
  TallyReading,
  WaitSettings,
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
    dialect: undefined,
    byHand: false,
    timeoutSeconds: 10,
    hasIf: false,
    type: 'command',
    async: false,
    sets: [],
    detached: [],
    matcher: undefined,
    line: 7,
    column: 11,
    program: { word: '/opt/dos-hook', named: 'absolute', found: 'yes', runner: undefined },
    complaint: undefined,
    trust: undefined,
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
    disablesHooks: false,
    managedHooksOnly: false,
    sets: [],
    blockCap: undefined,
    ...more,
  }
}

/** Claude Code with settings files. */
export function host(files: readonly SettingsFacts[], more: Partial<HostFacts> = {}): HostFacts {
  return {
    host: 'claude-code',
    title: 'Claude Code',
    signs: ['/home/u/.claude'],
    able: {
      latch: true,
      halt: true,
      quietHold: true,
      cap: 8,
      timeoutSeconds: 600,
      milliseconds: false,
      once: true,
      asks: undefined,
    },
    projectTrusted: undefined,
    trustFaults: [],
    files,
    ...more,
  }
}

/** Qwen Code with one hook in the user's settings: it can't halt, and counts in milliseconds. */
export function qwen(hooks: readonly WiredHook[], more: Partial<HostFacts> = {}): HostFacts {
  const base = host([settings(hooks, { file: '/home/u/.qwen/settings.json' })])
  return {
    ...base,
    host: 'qwen',
    title: 'Qwen Code',
    able: {
      ...base.able,
      halt: false,
      quietHold: false,
      milliseconds: true,
      timeoutSeconds: 60,
      once: false,
    },
    ...more,
  }
}

/** What is in force without a `dos.toml`. */
export const MARKER: MarkerSettings = {
  maxStreak: 4,
  armOnEnv: ['DOS_LOOP', 'CID_RUN_ID'],
  armOnEvent: [],
  respectStopHookActive: true,
  onExhausted: 'release',
  holdForm: 'block',
}

export const WAIT: WaitSettings = { background: false, until: undefined, maxSeconds: 540 }

/** A `[marker]` table that differs from the defaults. */
export function marker(more: Partial<MarkerSettings>): Partial<Facts> {
  return { config: config({ marker: { ...MARKER, ...more } }) }
}

/** A `[wait]` table that differs from the defaults. */
export function wait(more: Partial<WaitSettings>): Partial<Facts> {
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
    marker: MARKER,
    wait: WAIT,
    ...more,
  }
}

/** A command that answers, and quickly. */
export function command(more: Partial<CommandFacts> = {}): CommandFacts {
  return {
    command: '/opt/dos-hook',
    places: [{ file: '/home/u/.claude/settings.json', line: 7, column: 11 }],
    runtime: undefined,
    run: { kind: 'ran', version: '0.2.0', ms: [9, 8, 12] },
    ...more,
  }
}

/** A tally of a few lines. */
export function reading(more: Partial<TallyReading> = {}): TallyReading {
  return {
    session: 's',
    file: '/p/.dos/markers/s.jsonl',
    bytes: 800,
    removable: true,
    torn: 0,
    foreign: 0,
    tooNew: 0,
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
      // ext4
      fileSystem: 0xef53,
      tracked: 0,
      count: 1,
      removable: 1,
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
    workspace: { folder: '/p', from: 'current-folder' },
    config: config(),
    hosts: [host([settings([hook()])])],
    commands: [command()],
    native: undefined,
    environment: { armedBy: [], blockCap: undefined },
    ...(tally() as Pick<Facts, 'tally'>),
    ...more,
  }
}
