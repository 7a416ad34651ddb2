import type { Facts, FindingId, WiredHook } from '../../src/index.ts'
import {
  command,
  config,
  facts,
  hook,
  host,
  MARKER,
  marker,
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

/** How one program is found. */
const program = (more: Partial<WiredHook['program']>): Partial<Facts> =>
  wired({ program: { ...hook().program, ...more } })

const ran = (version: string, ms: readonly number[] = [9]): Partial<Facts> => ({
  commands: [command({ run: { kind: 'ran', version, ms } })],
})

const runtime = (name: 'node' | 'bun', version: string): Partial<Facts> => ({
  commands: [command({ runtime: { name, version } })],
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
export const CASES: Readonly<Record<FindingId, Case>> = {
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
  'halt-behind-latch': {
    wrong: [marker({ onExhausted: 'halt' })],
    right: [
      marker({ onExhausted: 'halt', respectStopHookActive: false }),
      { config: config({ marker: undefined }) },
    ],
  },
  'halt-unable': {
    wrong: [{ ...marker({ onExhausted: 'halt', respectStopHookActive: false }), hosts: [qwen([hook()])] }],
    right: [marker({ onExhausted: 'halt' }), { hosts: [qwen([hook()])] }],
  },
  'quiet-hold-unable': {
    wrong: [{ ...marker({ holdForm: 'context' }), hosts: [qwen([hook()])] }],
    right: [marker({ holdForm: 'context' }), { hosts: [qwen([hook()])] }],
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
  'wait-not-here': {
    wrong: [{ ...wait({ background: true, maxSeconds: 5 }), platform: 'win32' }],
    right: [{ ...wait({ until: 'true', maxSeconds: 5 }), platform: 'win32' }, wait({ background: true })],
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
  'holds-nothing': {
    wrong: [
      marker({ maxStreak: 0 }),
      wired({ flags: ['--max-markers', '0'] }),
      wired({ flags: ['--max-markers', '3', '--max-markers=0'] }),
    ],
    right: [marker({ maxStreak: 1 }), wired({ flags: ['--max-markers=0', '--max-markers', '3'] })],
  },
  'armed-here': {
    wrong: [
      { environment: { armedBy: ['DOS_LOOP'], blockCap: undefined } },
      { environment: { armedBy: ['DOS_LOOP', 'CID_RUN_ID'], blockCap: undefined } },
    ],
    right: [{}],
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
    wrong: [wired(toReset), wired({ event: 'SubagentStop', moment: 'other' })],
    right: [
      wired({ flags: ['--reset'] }),
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
  'wired-in-several-scopes': {
    wrong: [{ hosts: [host([settings([hook()]), settings([hook()], project)])] }],
    right: [{ hosts: [host([settings([hook()]), settings([hook(other)], project)])] }],
  },
  'if-on-stop': {
    wrong: [wired({ hasIf: true }), wired({ ...onPrompt, hasIf: true })],
    right: [wired({ ...rearm, hasIf: true })],
  },
  'reset-on-stop': {
    wrong: [
      wired({ flags: ['--reset'] }),
      { hosts: [host([settings([hook(), hook({ flags: ['--reset'] })])])] },
    ],
    right: [wired(toReset), {}],
  },
  'async-hook': {
    wrong: [wired({ async: true }), wired({ ...onPrompt, async: true })],
    right: [wired({ ...toReset, async: true }), {}],
  },
  'no-command-hook': {
    wrong: [wired({ type: 'prompt' }), wired({ type: '' })],
    right: [wired({ type: undefined }), {}],
  },
  'answers-people': {
    wrong: [
      wired({ flags: ['--dry-run'] }),
      wired({ flags: ['--loop', '--json'] }),
      wired({ ...onPrompt, flags: ['-h'] }),
      wired({ ...toReset, flags: ['--reset', '--dry-run'] }),
    ],
    right: [wired({ flags: ['--debug'] }), wired({ verb: undefined, flags: ['--help'] })],
  },
  'answer-lost': {
    wrong: [
      wired({ detached: ['output'] }),
      wired({ detached: ['pipe'] }),
      wired({ ...toReset, detached: ['output', 'background'] }),
      wired({ ...toReset, detached: ['input'] }),
    ],
    right: [wired({ ...toReset, detached: ['output', 'pipe'] }), {}],
  },
  'no-timeout': {
    wrong: [
      wired({ timeoutSeconds: undefined }),
      {
        hosts: [
          qwen([hook({ timeoutSeconds: undefined })], {
            able: { ...host([]).able, timeoutSeconds: undefined },
          }),
        ],
      },
    ],
    right: [wired({ timeoutSeconds: 600 })],
  },
  'timeout-too-short': {
    wrong: [wired({ timeoutSeconds: 0.5 }), { hosts: [qwen([hook({ timeoutSeconds: 0.01 })])] }],
    right: [wired({ timeoutSeconds: 1 }), wired({ timeoutSeconds: undefined })],
  },
  'timeout-too-long': {
    wrong: [wired({ timeoutSeconds: 10_000 })],
    right: [
      wired({ timeoutSeconds: 7200 }),
      { ...wait({ background: true, maxSeconds: 9000 }), ...wired({ timeoutSeconds: 10_000 }) },
      { ...wired({ timeoutSeconds: 600 }), config: config({ wait: undefined }) },
    ],
  },
  'program-missing': {
    wrong: [
      program({ found: 'no' }),
      { hosts: [host([settings([hook({ program: { ...hook().program, found: 'no' } })], plugin)])] },
    ],
    right: [
      program({ found: 'unknown' }),
      program({ found: 'not-executable' }),
      program({ found: 'no', named: 'relative' }),
    ],
  },
  'program-not-executable': {
    wrong: [program({ found: 'not-executable' })],
    right: [program({ found: 'no' })],
  },
  'relative-program': {
    wrong: [program({ named: 'relative', word: './dos-hook' })],
    right: [program({ named: 'by-name' }), program({ named: 'relative', runner: 'npx' })],
  },
  'folder-runs-first': {
    wrong: [program({ named: 'by-name', runner: 'npx' })],
    right: [program({}), inProject({ program: { ...hook().program, named: 'by-name', runner: 'npx' } })],
  },
  'program-by-name': {
    wrong: [program({ named: 'by-name', word: 'dos-hook' })],
    right: [
      program({ named: 'by-name', runner: 'npx' }),
      program({ named: 'by-name', found: 'no' }),
      { hosts: [host([settings([hook({ program: { ...hook().program, named: 'by-name' } })], plugin)])] },
      inProject({ program: { ...hook().program, named: 'by-name' } }),
    ],
  },
  'wrong-words': {
    wrong: [
      wired({ complaint: 'there is no flag --lop', flags: ['--lop'] }),
      wired({ complaint: 'there is no verb "markr"', verb: undefined }),
    ],
    right: [wired({ flags: ['--loop'] })],
  },
  'wrong-event': {
    wrong: [
      wired({ event: 'SubagentStop', moment: 'other' }),
      wired({ ...wake, event: 'PreToolUse', moment: 'before-tool' }),
      wired({ ...rearm, event: 'Stop', moment: 'stop' }),
    ],
    right: [wired(toReset), wired(onPrompt), wired(wake), wired(rearm), wired({ verb: undefined })],
  },
  'wrong-dialect': {
    wrong: [wired({ dialect: 'codex' }), wired({ dialect: 'claud' })],
    right: [
      wired({ dialect: 'claude-code' }),
      wired({ dialect: 'auto' }),
      {
        hosts: [
          host([settings([hook({ dialect: 'qwen' })])]),
          qwen([], { files: [settings([hook({ dialect: 'qwen' })])] }),
        ],
      },
    ],
  },
  untrusted: { wrong: [wired({ trust: 'untrusted' })], right: [wired({ trust: 'trusted' })] },
  'trust-outdated': { wrong: [wired({ trust: 'changed' })], right: [wired({ trust: 'untrusted' })] },
  'turned-off': { wrong: [wired({ trust: 'off' })], right: [wired({ trust: undefined })] },
  'trust-unknown': {
    wrong: [[settings([hook()])], []].map((files) => ({
      hosts: [host(files, { trustFaults: [{ file: '/home/u/.codex/config.toml', message: 'no TOML' }] })],
    })),
    right: [{}],
  },
  'project-untrusted': {
    wrong: [{ hosts: [host([settings([hook()], project)], { projectTrusted: false })] }],
    right: [
      { hosts: [host([settings([hook()])], { projectTrusted: false })] },
      { hosts: [host([settings([hook()], project)], { projectTrusted: true })] },
      { hosts: [host([settings([hook()], project)])] },
    ],
  },
  'project-trust-asked': {
    wrong: [
      {
        hosts: [
          host([settings([hook()], project)], { able: { ...host([]).able, asks: 'repository-hooks' } }),
        ],
      },
    ],
    right: [
      inProject({}),
      { hosts: [host([settings([hook()])], { able: { ...host([]).able, asks: 'repository-hooks' } })] },
    ],
  },
  'loop-for-everyone': {
    wrong: [
      wired({ flags: ['--loop'] }),
      { hosts: [host([settings([hook({ flags: ['--loop'] })], plugin)])] },
      { hosts: [host([settings([hook({ flags: ['--loop'] })], { scope: 'managed' })])] },
      wired({ sets: ['PATH', 'DOS_LOOP'] }),
    ],
    right: [
      inProject({ flags: ['--loop'] }),
      wired({ ...toReset, flags: ['--loop', '--reset'] }),
      wired({ ...toReset, sets: ['DOS_LOOP'] }),
      wired({ sets: ['PATH'] }),
      { ...wired({ sets: ['DOS_LOOP'] }), config: config({ marker: undefined }) },
    ],
  },
  'loop-in-project': {
    wrong: [
      inProject({ flags: ['--loop'] }),
      inProject({ sets: ['CID_RUN_ID'] }),
      { hosts: [host([settings([hook({ flags: ['--loop'] })], local)])] },
    ],
    right: [wired({ flags: ['--loop'] })],
  },
  'armed-for-everyone': {
    wrong: [{ hosts: [host([settings([hook()], { sets: ['PATH', 'DOS_LOOP'] })])] }],
    right: [
      { hosts: [host([settings([hook()], { sets: ['PATH'] })])] },
      { hosts: [host([settings([hook()], { ...project, sets: ['DOS_LOOP'] })])] },
      { ...marker({ armOnEnv: ['X'] }), hosts: [host([settings([hook()], { sets: ['DOS_LOOP'] })])] },
    ],
  },
  'armed-in-project': {
    wrong: [
      { hosts: [host([settings([hook()], { ...project, sets: ['DOS_LOOP', 'CID_RUN_ID'] })])] },
      { hosts: [host([settings([hook()], { ...local, sets: ['DOS_LOOP'] })])] },
    ],
    right: [{ hosts: [host([settings([hook()], { ...project, sets: ['PATH'] })])] }],
  },
  'wake-half-bound': {
    wrong: [wired(wake), wired(onPrompt)],
    right: [
      { hosts: [host([settings([hook(wake), hook(onPrompt)])])] },
      { hosts: [host([settings([hook(wake)]), settings([hook(onPrompt)], project)])] },
      wired({}),
    ],
  },
  'rearm-without-matcher': {
    wrong: [wired({ ...rearm, matcher: undefined }), wired({ ...rearm, matcher: '*' })],
    right: [wired(rearm), wired({ matcher: undefined })],
  },
  'hooks-disabled': {
    wrong: [
      { hosts: [host([settings([hook()], { disablesHooks: true })])] },
      { hosts: [host([settings([hook()]), settings([], { ...local, disablesHooks: true })])] },
    ],
    right: [{ hosts: [host([settings([], { disablesHooks: true })])] }],
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
      { hosts: [host([settings([hook()])], { able: { ...host([]).able, latch: false } })] },
      wired(toReset),
    ],
  },
  'latch-on-first-stop': {
    wrong: [{ hosts: [qwen([hook()])] }],
    right: [{ ...marker({ respectStopHookActive: false }), hosts: [qwen([hook()])] }, {}],
  },
  'block-cap-below-budget': {
    wrong: [
      {
        ...marker({ respectStopHookActive: false }),
        environment: { armedBy: [], blockCap: 2 },
      },
      {
        ...marker({ respectStopHookActive: false }),
        hosts: [host([settings([hook()], { blockCap: 3 })])],
      },
    ],
    right: [
      { environment: { armedBy: [], blockCap: 2 } },
      { ...marker({ respectStopHookActive: false }), environment: { armedBy: [], blockCap: 0 } },
      { ...marker({ respectStopHookActive: false }), environment: { armedBy: [], blockCap: 4 } },
      {
        ...marker({ respectStopHookActive: false }),
        hosts: [qwen([hook()])],
        environment: { armedBy: [], blockCap: 2 },
      },
    ],
  },
  'budget-above-host-cap': {
    wrong: [marker({ respectStopHookActive: false, maxStreak: 9 })],
    right: [
      marker({ maxStreak: 9 }),
      marker({ respectStopHookActive: false, maxStreak: 8 }),
      {
        ...marker({ respectStopHookActive: false, maxStreak: 9 }),
        hosts: [host([settings([hook()])], { able: { ...host([]).able, cap: undefined } })],
      },
    ],
  },

  'not-answering': {
    wrong: [{ commands: [command({ run: { kind: 'failed', why: 'it left with status 127' } })] }],
    right: [{ commands: [] }],
  },
  'wired-older': { wrong: [ran('0.1.9'), ran('0.2.0-rc.1')], right: [ran('0.2.0'), ran('0.10.0')] },
  'wired-newer': { wrong: [ran('0.2.1'), ran('1.0.0')], right: [ran('0.1.9')] },
  'native-outdated': {
    wrong: [
      { native: { file: '/d/dos-hook', version: '0.1.0' } },
      { native: { file: '/d/dos-hook', version: undefined } },
      { native: { file: '/opt/dos-hook', version: '0.1.0' } },
    ],
    right: [{ native: { file: '/d/dos-hook', version: '0.2.0' } }, { native: undefined }],
  },
  'runtime-too-old': {
    wrong: [runtime('node', '18.20.4'), runtime('bun', '1.1.38')],
    right: [runtime('node', '20.0.0'), runtime('bun', '1.2.0'), {}],
  },
  'runtime-without-git': {
    wrong: [runtime('node', '20.15.1')],
    right: [runtime('node', '20.16.0'), runtime('node', '18.0.0'), runtime('bun', '1.2.0')],
  },

  'tally-not-writable': {
    wrong: [tally({ obstacle: { path: '/p', why: 'may not be written to' } })],
    right: [tally()],
  },
  'tally-outside': { wrong: [tally({ outside: { path: '/p/.dos', to: '/etc' } })], right: [tally()] },
  'tally-on-network': {
    wrong: [
      tally({ fileSystem: 0x6969 }),
      tally({ fileSystem: 0xff534d42 }),
      // As a signed number, too.
      tally({ fileSystem: 0xfe534d42 | 0 }),
      tally({ fileSystem: 0x01021997 }),
    ],
    right: [
      tally(),
      tally({ fileSystem: undefined }),
      { ...tally({ fileSystem: 0x6969 }), platform: 'darwin' },
    ],
  },
  'tally-maybe-on-network': {
    wrong: [tally({ fileSystem: 0x65735546 })],
    right: [tally({ fileSystem: 0x6969 })],
  },
  'tally-unreadable': {
    wrong: [tally({ read: [reading({ refused: 'no readable record' })] })],
    right: [tally()],
  },
  'torn-lines': {
    wrong: [tally({ read: [reading({ torn: 1 })] }), tally({ read: [reading({ torn: 2 })] })],
    right: [tally({ read: [reading({ foreign: 3, tooNew: 2 })] })],
  },
  'too-new-lines': {
    wrong: [tally({ read: [reading({ tooNew: 1 })] }), tally({ read: [reading({ tooNew: 2 })] })],
    right: [tally({ read: [reading({ torn: 1 })] })],
  },
  'foreign-lines': {
    wrong: [tally({ read: [reading({ foreign: 1 })] }), tally({ read: [reading({ foreign: 2 })] })],
    right: [tally({ read: [reading({ torn: 1 })] })],
  },
  'tally-large': {
    wrong: [
      tally({ read: [reading({ bytes: 1024 * 1024 + 1 })] }),
      tally({ read: [reading({ bytes: 1024 * 1024 + 1, removable: false })] }),
    ],
    right: [tally({ read: [reading({ bytes: 1024 * 1024 })] })],
  },
  'tallies-many': {
    wrong: [tally({ count: 501 }), tally({ count: 501, removable: 0 })],
    right: [tally({ count: 500 })],
  },
  'tally-tracked': {
    wrong: [tally({ tracked: 1 }), tally({ tracked: 2 })],
    right: [tally({ tracked: undefined }), tally({ tracked: 0 })],
  },

  'slow-command': {
    wrong: [
      ran('0.2.0', [301]),
      ran('0.2.0', [10, 400, 401]),
      {
        ...inProject({}),
        commands: [
          command({
            places: [{ file: '/p/.claude/settings.json', line: 7, column: 11 }],
            run: { kind: 'ran', version: '0.2.0', ms: [999] },
          }),
        ],
      },
    ],
    right: [ran('0.2.0', [10, 20, 900]), ran('0.2.0', []), ran('0.2.0', [300, 300])],
  },
  'not-run': {
    wrong: [{ commands: [command({ run: { kind: 'not-run', why: 'it lies in the workspace' } })] }],
    right: [{}],
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
