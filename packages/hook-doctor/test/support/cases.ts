import type { Facts, Hearing, WiredHook } from '../../src/index.ts'
import {
  config,
  facts,
  heard,
  hook,
  host,
  MARKER,
  marker,
  NOW,
  program,
  qwen,
  reading,
  settings,
  tally,
  WAIT,
  wait,
} from './facts.ts'

/** Facts that lead to a finding, and facts that are near to them and don't. */
export interface Case {
  readonly wrong: readonly Partial<Facts>[]
  readonly right: readonly Partial<Facts>[]
}

/** One hook in the user's settings of Claude Code. */
const wired = (more: Partial<WiredHook>): Partial<Facts> => ({ hosts: [host([settings([hook(more)])])] })

/** One hook in the project's settings. */
const inProject = (more: Partial<WiredHook>): Partial<Facts> => ({
  hosts: [host([settings([hook(more)], { scope: 'project', file: '/p/.claude/settings.json' })])],
})

/** How one program is named, and whether it is there. */
const named = (more: Partial<WiredHook['program']>): Partial<Facts> =>
  wired({ program: { ...hook().program, ...more } })

/** Claude Code with a hook, and what is known of its calls. */
const hearing = (more: Partial<Hearing>, hooks: readonly WiredHook[] = [hook()]): Partial<Facts> => ({
  hosts: [host([settings(hooks)], { hearing: heard(more) })],
})

/** What Copilot CLI has, beside Claude Code's settings of the project. */
const copilot = (hooks: readonly WiredHook[]) =>
  host([settings(hooks, { file: '/p/.github/hooks/dos-hook.json', scope: 'project' })], {
    host: 'copilot',
    title: 'Copilot CLI',
  })
const readBy = (sure: boolean) => ({
  readBy: [{ title: 'Copilot CLI', files: ['/p/.claude/settings.json'], sure }],
})

const wake = { verb: 'wake', command: '/opt/dos-hook wake' }
const onPrompt = { ...wake, event: 'UserPromptSubmit', moment: 'prompt' } as const
const rearm = {
  verb: 'rearm',
  event: 'PreToolUse',
  moment: 'before-tool',
  matcher: 'ScheduleWakeup',
} as const
const toReset = { event: 'SessionStart', moment: 'session-start', flags: ['--reset'] } as const
const plugin = {
  scope: 'plugin',
  plugin: 'dos',
  file: '/home/u/.claude/plugins/dos/hooks/hooks.json',
} as const
const project = { scope: 'project', file: '/p/.claude/settings.json' } as const
const local = { scope: 'local', file: '/p/.claude/settings.local.json' } as const
const other = { command: '/usr/bin/dos-hook marker' }

/** Every finding there is. */
export const CASES: Readonly<Record<string, Case>> = {
  'config-unreadable': {
    wrong: [{ config: config({ text: undefined, refused: '/p/dos.toml is not a regular file' }) }],
    right: [{ config: config({ text: undefined }) }],
  },
  'config-malformed': {
    wrong: [
      { config: config({ problems: [{ table: 'marker', line: 2, column: 14, message: 'no number' }] }) },
      { config: config({ problems: [{ table: undefined, message: 'no TOML' }] }) },
      { config: config({ problems: [{ table: 'noop_streak', line: 1, message: 'no number' }] }) },
    ],
    right: [{ config: config() }],
  },
  'config-uncounted': {
    wrong: [{ config: config({ uncounted: ['/p/dos.toml belongs to another user and does not count'] }) }],
    right: [{ config: config() }],
  },
  'unknown-key': {
    wrong: [
      { config: config({ unknownKeys: [{ table: 'marker', line: 2, column: 1, message: 'no key' }] }) },
    ],
    right: [{ config: config() }],
  },
  'unknown-table': {
    wrong: [
      { name: 'markr', isTable: true, meant: 'marker' },
      { name: 'tools', isTable: true, meant: undefined },
      { name: 'max_streak', isTable: false, meant: 'marker' },
    ].map((each) => ({ config: config({ unknownNames: [{ ...each, line: 1, column: 1 }] }) })),
    right: [{ config: config() }],
  },
  'halt-unable': {
    wrong: [{ ...marker({ onExhausted: 'halt', respectStopHookActive: false }), hosts: [qwen([hook()])] }],
    right: [marker({ onExhausted: 'halt' }), { hosts: [qwen([hook()])] }],
  },
  'wait-outlasts-timeout': {
    wrong: [
      wait({ background: true }),
      wait({ until: 'true', maxSeconds: 10 }),
      { ...wait({ background: true, maxSeconds: 600 }), ...wired({ timeoutSeconds: undefined }) },
    ],
    right: [
      wait({ background: true, maxSeconds: 9 }),
      wait({ maxSeconds: 5000 }),
      { ...wait({ background: true }), ...wired({ ...toReset }) },
      { ...wait({ background: true }), ...wired({ timeoutSeconds: undefined }) },
      { config: config({ wait: undefined }) },
    ],
  },
  'until-not-allowed': {
    wrong: [wait({ until: 'true', maxSeconds: 5 })],
    right: [
      { ...wait({ until: 'true', maxSeconds: 5 }), ...wired({ flags: ['--allow-until'] }) },
      wait({ background: true }),
    ],
  },
  'nothing-arms': {
    wrong: [marker({ armOnEnv: [] })],
    right: [
      { ...marker({ armOnEnv: [] }), ...inProject({ flags: ['--loop'] }) },
      marker({ armOnEnv: [], armOnEvent: ['session_crons'] }),
      { ...marker({ armOnEnv: [] }), hosts: [host([])] },
      { ...marker({ armOnEnv: [] }), ...wired(toReset) },
    ],
  },

  'settings-invalid': {
    wrong: [
      {
        hosts: [
          host([settings([], { trouble: { kind: 'invalid', line: 3, column: 5, message: 'a comma' } })]),
        ],
      },
      { hosts: [host([settings([], { ...plugin, trouble: { kind: 'invalid', message: 'no object' } })])] },
    ],
    right: [{ hosts: [host([settings([], { trouble: { kind: 'unreadable', message: 'EACCES' } })])] }],
  },
  'settings-unreadable': {
    wrong: [{ hosts: [host([settings([], { trouble: { kind: 'unreadable', message: 'EACCES' } })])] }],
    right: [{ hosts: [host([settings([])])] }],
  },
  'no-host': { wrong: [{ hosts: [] }], right: [{ hosts: [host([])] }] },
  'nothing-wired': {
    wrong: [{ hosts: [host([])] }, { hosts: [host([settings([])]), qwen([])] }],
    right: [
      { hosts: [] },
      { hosts: [host([settings([hook()])]), qwen([])] },
      { hosts: [host([settings([], { trouble: { kind: 'invalid', message: 'a comma' } })])] },
    ],
  },
  'host-not-wired': {
    wrong: [{ hosts: [host([settings([hook()])]), qwen([])] }],
    right: [{ hosts: [qwen([])] }, { hosts: [host([settings([hook()])]), qwen([hook()])] }],
  },
  'stop-not-bound': {
    wrong: [wired(toReset), wired({ event: 'SubagentStop', moment: 'other' }), wired({ flags: ['--reset'] })],
    right: [
      wired({ verb: undefined, complaint: 'a verb is missing' }),
      { hosts: [host([settings([hook(), hook(toReset)])])] },
      { hosts: [host([settings([hook(wake), hook(onPrompt)])])] },
      { hosts: [host([settings([])])] },
    ],
  },
  'wired-twice': {
    wrong: [
      { hosts: [host([settings([hook()]), settings([hook()], plugin)])] },
      { hosts: [host([settings([hook()]), settings([hook(other)], project)])] },
      { hosts: [host([settings([hook()], project), settings([hook(other)], local)])] },
      { hosts: [host([settings([hook(), hook(other)])])] },
      { hosts: [host([settings([hook(), hook({ ...other, byHand: true })])])] },
      { hosts: [host([settings([hook()]), settings([hook(other)], { scope: 'managed' })])] },
      { hosts: [qwen([hook(), hook()])] },
      { hosts: [qwen([hook({ matcher: 'x' }), hook()])] },
    ],
    right: [
      { hosts: [host([settings([hook()]), settings([hook()], project)])] },
      { hosts: [host([settings([hook(), hook(wake), hook(onPrompt), hook(toReset)])])] },
      { hosts: [host([settings([hook(rearm), hook({ ...rearm, matcher: 'CronCreate' }), hook()])])] },
      { hosts: [host([settings([hook()])]), qwen([hook()])] },
      { hosts: [host([settings([hook({ verb: undefined }), hook({ ...other, verb: undefined })])])] },
    ],
  },
  'wrong-words': {
    wrong: [
      wired({ complaint: 'there is no flag --lop', flags: ['--lop'] }),
      wired({ complaint: 'there is no verb "markr"', verb: undefined }),
    ],
    right: [wired({ flags: ['--loop'] })],
  },
  'project-untrusted': {
    wrong: [{ hosts: [host([settings([hook()], project)], { projectTrusted: false })] }],
    right: [
      { hosts: [host([settings([hook()])], { projectTrusted: false })] },
      { hosts: [host([settings([hook()], project)], { projectTrusted: true })] },
      { hosts: [host([settings([hook()], project)])] },
    ],
  },
  'managed-hooks-only': {
    wrong: [
      { hosts: [host([settings([hook()]), settings([], { scope: 'managed', managedHooksOnly: true })])] },
    ],
    right: [{ hosts: [host([settings([hook()], { scope: 'managed', managedHooksOnly: true })])] }],
  },

  'latch-spends-once': {
    wrong: [{}, { hosts: [host([settings([hook()])]), qwen([hook()])] }],
    right: [
      marker({ respectStopHookActive: false }),
      { config: config({ marker: undefined }) },
      { hosts: [host([settings([hook()])], { host: 'kiro' })] },
      wired(toReset),
    ],
  },

  'tally-not-writable': {
    wrong: [tally({ obstacle: { path: '/p', why: 'may not be written to' } })],
    right: [tally()],
  },
  'tally-outside': { wrong: [tally({ outside: { path: '/p/.dos', to: '/etc' } })], right: [tally()] },
  'progress-by-one-file': {
    wrong: [
      tally({ read: [reading({ loneFile: { path: 'a.log', times: 3, line: 'ignore = ["/a.log"]' } })] }),
    ],
    right: [tally({ read: [reading({})] })],
  },
  'tally-unreadable': {
    wrong: [tally({ read: [reading({ refused: 'no readable record' })] })],
    right: [tally()],
  },
  'tally-tracked': {
    wrong: [tally({ tracked: 1 }), tally({ tracked: 2 })],
    right: [tally({ tracked: undefined }), tally({ tracked: 0 })],
  },
  'last-called': {
    wrong: [{}, hearing({ calls: { wake: NOW } }), hearing({ calls: { marker: 1 }, sessions: 1 })],
    right: [hearing({ calls: undefined }), hearing({ calls: {} }), { hosts: [host([settings([])])] }],
  },
  'not-called-yet': {
    wrong: [
      hearing({ calls: {}, sessions: 0 }),
      hearing({ calls: {}, sessions: undefined, wiredSince: undefined, wiredAt: undefined }),
    ],
    right: [{}, hearing({ calls: {}, sessions: 1 }), hearing({ calls: undefined, sessions: 0 })],
  },
  'never-called': {
    wrong: [
      hearing({ calls: {}, sessions: 1 }),
      hearing({ calls: {}, sessions: 3 }),
      // Called until the settings were changed, and sessions that ran on long behind the last call.
      hearing({ calls: { marker: NOW - 86_400_000 }, sessions: 2 }),
      hearing({ calls: { marker: NOW - 80_000_000 }, wiredAt: 1, silent: 2 }),
    ],
    right: [
      {},
      hearing({ calls: {}, sessions: 0 }),
      hearing({ calls: { marker: NOW - 86_400_000 }, sessions: 1 }),
      hearing({ silent: 1 }),
    ],
  },
  'verb-never-called': {
    wrong: [
      hearing({}, [hook(), hook(wake), hook(onPrompt)]),
      hearing({ calls: { marker: NOW, wake: 1 } }, [hook(), hook(wake), hook(onPrompt)]),
      hearing({ calls: { wake: NOW }, sessions: 2 }, [hook(), hook(wake), hook(onPrompt)]),
    ],
    right: [
      {},
      hearing({ calls: { marker: NOW, wake: NOW } }, [hook(), hook(wake), hook(onPrompt)]),
      // The first turn has not ended yet.
      hearing({ calls: { wake: NOW }, sessions: 1 }, [hook(), hook(wake), hook(onPrompt)]),
      hearing({}, [hook(), hook(rearm)]),
    ],
  },
  'settings-dropped': {
    wrong: [
      {
        hosts: [host([settings([], { trouble: { kind: 'dropped', line: 3, column: 5, message: 'model' } })])],
      },
    ],
    right: [{ hosts: [host([settings([], { trouble: { kind: 'invalid', message: 'a comma' } })])] }],
  },
  'program-missing': {
    wrong: [
      named({ missing: 'program' }),
      { hosts: [host([settings([hook({ program: { ...hook().program, missing: 'program' } })], plugin)])] },
    ],
    right: [{}, named({ named: 'by-name' }), named({ missing: 'package' })],
  },
  'package-missing': {
    wrong: [inProject({ program: { word: 'npx', named: 'by-runner', missing: 'package' } })],
    right: [inProject({ program: { word: 'npx', named: 'by-runner', missing: undefined } })],
  },
  'folder-runs-first': {
    wrong: [
      named({ named: 'by-runner', word: 'npx' }),
      named({ named: 'relative', word: './dos-hook' }),
      inProject({ program: { word: '../tools/dos-hook', named: 'relative', missing: undefined } }),
    ],
    right: [{}, inProject({ program: { word: 'npx', named: 'by-runner', missing: undefined } })],
  },
  'read-by-two': {
    wrong: [
      { hosts: [host([settings([hook()], project)], readBy(true)), copilot([hook()])] },
      { hosts: [host([settings([hook()], project)], readBy(false)), copilot([hook()])] },
    ],
    right: [
      { hosts: [host([settings([hook()])], readBy(true)), copilot([hook()])] },
      { hosts: [host([settings([hook()], project)], readBy(true)), copilot([])] },
      {
        hosts: [host([settings([hook({ verb: 'wake' })], project)], readBy(true)), copilot([hook()])],
      },
      { hosts: [host([settings([hook()], project)], readBy(true))] },
      { hosts: [host([settings([hook(toReset)], project)], readBy(true)), copilot([hook()])] },
    ],
  },
  untrusted: {
    wrong: [
      hearing({ calls: {}, sessions: 1 }, [hook({ distrust: 'untrusted' })]),
      hearing({ calls: {}, sessions: 0 }, [hook({ distrust: 'untrusted' })]),
      hearing({ calls: undefined }, [hook({ distrust: 'untrusted' })]),
      wired({ distrust: 'untrusted' }),
      wired({ distrust: 'off' }),
    ],
    right: [{}],
  },
  'loop-for-everyone': {
    wrong: [
      wired({ flags: ['--loop'] }),
      { hosts: [host([settings([hook({ flags: ['--loop'] })], plugin)])] },
      { hosts: [host([settings([hook({ flags: ['--loop'] })], { scope: 'managed' })])] },
    ],
    right: [
      inProject({ flags: ['--loop'] }),
      { hosts: [host([settings([hook({ flags: ['--loop'] })], local)])] },
      wired({ ...toReset, flags: ['--loop', '--reset'] }),
    ],
  },
  'wake-missing': {
    wrong: [{ hosts: [host([settings([hook()])], { schedules: '/p/.claude/scheduled_tasks.json' })] }],
    right: [
      {},
      { hosts: [host([settings([hook(), hook(wake), hook(onPrompt)])], { schedules: '/p/x' })] },
      { hosts: [host([], { schedules: '/p/x' })] },
    ],
  },
  'hooks-disabled': {
    wrong: [
      { hosts: [host([settings([hook()])], { switches: [{ name: 'disableAllHooks', file: '/x' }] })] },
      {
        hosts: [
          host([settings([hook()])], {
            switches: [{ name: 'disableAllHooks', file: '/x', only: '/home/u/.claude/settings.json' }],
          }),
        ],
      },
      { personalHooksOff: true },
    ],
    right: [
      { hosts: [host([settings([])], { switches: [{ name: 'disableAllHooks', file: '/x' }] })] },
      { hosts: [host([settings([hook()])], { switches: [{ name: 'x', file: '/x', only: '/other.json' }] })] },
      { ...inProject({}), personalHooksOff: true },
      { hosts: [qwen([hook()])], personalHooksOff: true },
    ],
  },
  'armed-here': {
    wrong: [{ armedBy: ['DOS_LOOP'] }, { armedBy: ['DOS_LOOP', 'CID_RUN_ID'] }],
    right: [{}],
  },
  'version-differs': {
    wrong: [hearing({ version: '0.1.9' }), hearing({ version: '0.2.0-rc.1' }), hearing({ version: '1.0.0' })],
    right: [hearing({ version: '0.2.0' }), hearing({ version: undefined })],
  },
  'progress-unseen': {
    wrong: [{ progressLook: { ms: 201, saw: '', unseen: 'uncommitted work: it took too long' } }],
    right: [{}, { progressLook: undefined }, { progressLook: { ms: 900, saw: '' } }],
  },
  'slow-command': {
    wrong: [{ programs: [program({ ms: [301] })] }, { programs: [program({ ms: [10, 400, 401] })] }],
    right: [
      { programs: [program({ ms: [10, 20, 900] })] },
      { programs: [program({ ms: [] })] },
      { programs: [program({ ms: [300, 300] })] },
    ],
  },
}

/** Facts of all cases together: every finding comes up somewhere. */
export function everyWrong(): readonly Facts[] {
  return Object.values(CASES).flatMap(({ wrong }) => wrong.map((each) => facts(each)))
}

/** A [wait] that waits, with a timeout above it. */
export const WAITING: Partial<Facts> = {
  config: config({ wait: { ...WAIT, background: true }, marker: MARKER }),
  hosts: [host([settings([hook({ timeoutSeconds: 570 })])])],
}
