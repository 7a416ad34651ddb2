import type { HelpList, ValuesOf, Verb } from './verb.ts'

/** What `wake` and `rearm` take, and `marker` too. */
export const HOOK_FLAGS = {
  '--dialect': { kind: 'host', default: 'auto', meaning: 'the host; auto recognises it by the event' },
  '--max-markers': {
    kind: 'number',
    meaning: 'the budget, instead of max_streak (default 4); 0 allows none',
  },
  '--session-id': { kind: 'session', meaning: "instead of the event's session_id" },
  '--workspace': { kind: 'folder', meaning: "instead of the host's project or the event's cwd" },
  '--json': { meaning: "print one object about the decision instead of the host's answer" },
  '--dry-run': { meaning: 'decide and explain on stderr; write and answer nothing' },
  '--debug': { meaning: 'print each step on stderr' },
} as const

const MARKER_ONLY = {
  '--loop': { meaning: 'count every Stop: this hook is bound to a loop' },
  '--reset': { meaning: 'there was progress: zero the streak, answer nothing' },
  '--allow-until': { meaning: 'allow [wait] until in dos.toml to run its command' },
} as const

export const MARKER_FLAGS: typeof MARKER_ONLY & typeof HOOK_FLAGS = { ...MARKER_ONLY, ...HOOK_FLAGS }

export const CHECK_FLAGS = {
  '--run': {
    kind: 'session',
    required: true,
    meaning: 'the name of the run, the same in every pass of the loop',
  },
  '--claim': { meaning: 'take a place in the budget; without it, only look' },
  '--max-markers': { kind: 'number', meaning: 'the budget, instead of max_streak (default 4)' },
  '--workspace': { kind: 'folder', meaning: 'instead of DISPATCH_WORKSPACE or the current folder' },
  '--json': { meaning: 'print one object about the answer' },
  '--dry-run': { meaning: 'look and explain on stderr; write nothing' },
  '--debug': { meaning: 'print the reason on stderr even when the answer is yes' },
} as const

export type HookFlags = ValuesOf<typeof HOOK_FLAGS>
export type MarkerFlags = ValuesOf<typeof MARKER_FLAGS>
export type CheckFlags = ValuesOf<typeof CHECK_FLAGS>

const ENVIRONMENT: HelpList = {
  title: 'Environment',
  rows: [
    ['DOS_LOOP, CID_RUN_ID', 'any value enables the guard, unless a person attends ([marker] arm_on_env)'],
    ['DISPATCH_WORKSPACE', 'the workspace, where neither a flag nor the event names one'],
    ['DOS_HOOK_STDIN_TIMEOUT_MS', 'how long to wait for stdin (default 2000)'],
    ['DOS_HOOK_METRICS', '0 records no decisions (.dos/metrics) and no last calls'],
  ],
}

export const MARKER: Verb<typeof MARKER_FLAGS> = {
  name: 'marker',
  caller: 'hook',
  summary: 'answer one Stop event, read from stdin',
  usage: ['[flags] < event.json'],
  about: [
    `Holds the turn open while the budget of its session lasts, and lets the agent stop once it is spent. It acts only on
    the Stop of a loop: an ordinary turn is never touched. Progress, such as a commit or a changed file, gives the whole
    budget back.`,
    `To hold, it prints one line on stdout in the format of the host, such as {"decision":"block","reason":"…"}. To
    release, it prints nothing.`,
    'With --reset, a SessionStart that continues a session (compact, resume, fork) resets nothing.',
  ],
  flags: MARKER_FLAGS,
  lists: [ENVIRONMENT],
  examples: [
    'dos-hook marker --loop --max-markers 2 < event.json',
    'dos-hook marker --loop --json --dry-run < event.json',
    'dos-hook marker --reset --session-id nightly',
  ],
}

export const WAKE: Verb<typeof HOOK_FLAGS> = {
  name: 'wake',
  caller: 'hook',
  summary: 'refuse scheduled prompts once the budget is spent',
  usage: ['[flags] < event.json'],
  about: [
    `Bind it to two events, Stop and UserPromptSubmit. On Stop it only remembers, as digests, which prompts are scheduled:
    those the event lists, and those in the project's .claude/scheduled_tasks.json. It answers nothing there.`,
    `A turn that made progress gives the whole budget back. A session that schedules nothing is left alone, without a
    trace.`,
    `A prompt counts as scheduled if the source in the event says so, if it is one of those remembered, listed in the
    project now, or created since (see dos-hook rearm), or if the transcript says that it has just fired. Any other counts
    as a human's.`,
    `Qwen Code reports no scheduled prompt to hooks, so none is refused there: rearm bounds them, and wake gives the budget
    back.`,
  ],
  flags: HOOK_FLAGS,
  lists: [
    {
      title: 'On UserPromptSubmit',
      rows: [
        ['a scheduled prompt', 'takes a place in the budget; once that is spent, it is refused'],
        ["a human's prompt", 'gives the whole budget back'],
        ['any other', '(a task notification, the result of a tool) is never refused, and gives nothing back'],
      ],
    },
  ],
  examples: ['dos-hook wake --json --dry-run < event.json'],
}

export const REARM: Verb<typeof HOOK_FLAGS> = {
  name: 'rearm',
  caller: 'hook',
  summary: 'delay the wake-ups that an idle loop schedules for itself',
  usage: ['[flags] < event.json'],
  about: [
    `Bind it to PreToolUse with the matcher ScheduleWakeup|CronCreate, on Qwen Code with loop_wakeup|cron_create.`,
    `A wake-up with noop: true counts its turn as one without progress, unless there was progress or the turn is counted
    already; on Qwen Code every wake-up without progress counts. The prompt of a cron is remembered at once, as a digest, for
    wake. A call that ends a loop (stop: true) is never touched. It grants no permission: what your settings ask or refuse,
    they still ask and refuse.`,
  ],
  flags: HOOK_FLAGS,
  lists: [
    {
      title: '[wake] rearm in dos.toml',
      rows: [
        [
          '"stretch"',
          `from the second turn without progress on, the delay of a wake-up is doubled, up to an hour; every other field
          is passed on unchanged (default). Qwen Code accepts no other delay: there it is the same as "deny"`,
        ],
        ['"deny"', 'once the budget is spent, the call is refused'],
        ['"observe"', 'the call is only counted'],
      ],
    },
  ],
  examples: ['dos-hook rearm --json --dry-run < event.json'],
}

export const CHECK: Verb<typeof CHECK_FLAGS> = {
  name: 'check',
  caller: 'loop',
  summary: 'tell a shell loop whether it may run once more',
  usage: ['--run ID [flags]'],
  about: [
    `A pass that made progress (a commit, uncommitted work, a watched file) gives the whole budget back. A log that the loop
    itself writes into the repository is uncommitted work: keep it elsewhere, or let git ignore it.`,
  ],
  flags: CHECK_FLAGS,
  exitCodes: '0 while the budget lasts; 1 when it is spent or cannot be read, so that the loop ends',
  examples: ['while dos-hook check --claim --run nightly; do claude -p "one more step"; done'],
}
