import type { FlagsOf, FlagTable, ValuesOf, Verb } from './verb.ts'

const REPORT_FLAGS = {
  '--workspace': {
    kind: 'folder',
    refusesEmpty: true,
    meaning: 'instead of DISPATCH_WORKSPACE or the current folder',
  },
  '--json': { meaning: 'print one object instead of text' },
} as const

const CONFIG_ONLY = {
  '--max-markers': { kind: 'number', meaning: 'show the settings of a hook with this flag' },
} as const

const STATUS_ONLY = {
  '--watch': { meaning: 'keep running and redraw every second; q or Ctrl-C exits' },
  '--all': { meaning: 'also show sessions last written more than a day ago' },
} as const

const EXPLAIN_ONLY = {
  '--all': { meaning: 'of a session: every line, not only the last 40 (at most 20,000, or 4 MiB)' },
  '--loop': { meaning: 'of an event: as if the hook were bound with --loop' },
  '--dialect': { kind: 'host', default: 'auto', meaning: 'of an event: its host; auto recognises it' },
  '--session-id': { kind: 'session', meaning: 'of an event: instead of its session_id' },
  '--max-markers': { kind: 'number', meaning: 'the budget, instead of max_streak (default 4)' },
} as const

const STATS_ONLY = {
  '--openmetrics': { meaning: 'print OpenMetrics text, for Prometheus' },
} as const

const PRUNE_ONLY = {
  '--older-than': {
    kind: 'age',
    default: '30d',
    meaning: 'delete tallies not written for so long: a number and m, h, d or w',
  },
  '--keep': { kind: 'number', default: '500', meaning: 'and all but this many, the latest written' },
  '--dry-run': { meaning: 'show what would be deleted, delete nothing' },
} as const

type ReportVerb<T extends FlagTable> = Verb<T & typeof REPORT_FLAGS>

export type DoctorFlags = ValuesOf<typeof REPORT_FLAGS>
export type ConfigFlags = FlagsOf<typeof CONFIG>
export type StatusFlags = FlagsOf<typeof STATUS>
export type ExplainFlags = FlagsOf<typeof EXPLAIN>
export type StatsFlags = FlagsOf<typeof STATS>
export type PruneFlags = FlagsOf<typeof PRUNE>

export const DOCTOR: Verb<typeof REPORT_FLAGS> = {
  name: 'doctor',
  caller: 'person',
  summary: 'check the setup, and whether each agent calls the hook',
  about: [
    `Checks dos.toml, the settings of every installed agent (yours and the project's), when each agent last called the hook,
    progress as a hook would see it, and the tallies. Each finding says what is wrong, why it matters, and how to fix it. It
    writes nothing and uses no network.`,
    `It runs no command of any settings: it compares them as text. To measure how long a call takes, it starts itself and the
    program that "dos-hook init" placed for you, and only if these lie outside every workspace.`,
  ],
  flags: REPORT_FLAGS,
  exitCodes: '0 if nothing needs fixing; 1 for an error, a warning, or a wrong command line',
  examples: ['dos-hook doctor', `dos-hook doctor --json | jq '.findings[] | select(.severity == "error")'`],
}

export const CONFIG: ReportVerb<typeof CONFIG_ONLY> = {
  name: 'config',
  caller: 'person',
  summary: 'show every setting in force, and where it comes from',
  about: [
    `A flag overrides the workspace's dos.toml, which overrides your own config.toml (in $XDG_CONFIG_HOME/dos-hook or
    ~/.config/dos-hook; %APPDATA%\\dos-hook on Windows), which overrides the defaults. A dos.toml may come with a clone, so
    what it can do is limited: stderr says what is limited or left out.`,
    'Outside a terminal it prints titles and one line per setting, with tabs between the fields.',
  ],
  flags: { ...CONFIG_ONLY, ...REPORT_FLAGS },
  exitCodes: '0; 1 for a wrong command line or a file that cannot be used: then every turn is released',
  examples: ['dos-hook config', `dos-hook config --json | jq '.settings["marker.max_streak"]'`],
}

export const STATUS: ReportVerb<typeof STATUS_ONLY> = {
  name: 'status',
  caller: 'person',
  summary: "show every session's streak against its budget",
  about: [
    `First come the sessions that need attention: tallies that cannot be read, budgets that are spent, then those closest to
    the limit; idle ones follow. A streak is counted up to 1000.`,
    `Below them it says when each agent that is set up last called the hook, or that it never did although sessions ran (not
    with --watch; with --json as "hosts").`,
    `Outside a terminal it prints titles and one line per session, with tabs between the fields. With --watch and --json it
    prints one line at every change.`,
  ],
  flags: { ...STATUS_ONLY, ...REPORT_FLAGS },
  exitCodes: '0; 1 for a wrong command line, or if the tallies cannot be listed',
  examples: ['dos-hook status --watch', `dos-hook status | awk -F '\\t' '$1 == "spent" { print $4 }'`],
}

export const EXPLAIN: ReportVerb<typeof EXPLAIN_ONLY> = {
  name: 'explain',
  caller: 'person',
  summary: 'show the history of a session, or what an event would lead to',
  usage: ['[SESSION] [flags]', '[flags] < event.json'],
  about: [
    `For a session it prints its tally line by line, and what its next Stop would meet. For an event on stdin it prints each
    piece of evidence and the rule that decides.`,
    'It writes, holds and runs nothing. It never shows the values of environment variables.',
  ],
  operand: {
    name: 'SESSION',
    kind: 'session',
    meaning: 'the session, or how its name begins; default: the one written last',
  },
  flags: { ...EXPLAIN_ONLY, ...REPORT_FLAGS },
  exitCodes: '0; 1 for a wrong command line, a session without a tally, or stdin that is no event',
  examples: ['dos-hook explain nightly', 'dos-hook explain --loop < event.json'],
}

export const STATS: ReportVerb<typeof STATS_ONLY> = {
  name: 'stats',
  caller: 'person',
  summary: 'show how often the hook was asked, what it answered and how fast',
  about: [
    `Every decision about a loop leaves one line in .dos/metrics, of which the latest 4,000 to 8,000 are kept. An ordinary turn
    leaves none, so "unarmed" counts only Stops of a loop that were left alone: the turn had been held before, or the host
    resumes on its own. DOS_HOOK_METRICS=0 records nothing.`,
  ],
  flags: { ...STATS_ONLY, ...REPORT_FLAGS },
  lists: [
    {
      title: 'Figures',
      rows: [
        ['stepped in', 'the share of decisions that were held, halted, refused, denied or stretched'],
        ['p50, p95, p99', 'the latency that this many percent of decisions do not exceed, without waits'],
        ['days', 'in UTC: one bar a day, a dot where nothing was asked'],
      ],
    },
  ],
  exitCodes:
    '0, also if nothing was observed yet; 1 for a wrong command line, or if the figures cannot be read',
  examples: [
    'dos-hook stats --json | jq .intervention_rate',
    'dos-hook stats --openmetrics > /var/lib/node_exporter/dos-hook.prom',
  ],
}

export const PRUNE: ReportVerb<typeof PRUNE_ONLY> = {
  name: 'prune',
  caller: 'person',
  summary: 'delete the tallies of old sessions',
  about: [
    `A tally written within the last day always stays: its session may still be running. A session whose tally is deleted starts
    with its whole budget. Nothing else in .dos is touched: no file whose name no session can have, and none without a record
    of a tally in its last 64 KiB.`,
  ],
  flags: { ...PRUNE_ONLY, ...REPORT_FLAGS },
  exitCodes: '0; 1 for a wrong command line, or if the tallies cannot be read or deleted',
  examples: ['dos-hook prune --dry-run', 'dos-hook prune --older-than 2w --keep 100'],
}
