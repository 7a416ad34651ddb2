import { converse } from '../drive/converse.ts'
import { print, printAtOnce } from '../drive/print.ts'
import { terminal } from '../drive/terminal.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Hook } from '../hosts/host.ts'
import { bash, echoes, polls, talks } from './models.ts'
import type { Scenario } from './scenario.ts'

const LOOP: Hook = { on: 'stop', run: 'dos-hook marker --loop' }
const BY_EVIDENCE: Hook = { on: 'stop', run: 'dos-hook marker' }
const RESET = 'dos-hook marker --reset'

/** Lets a chain of holds use the whole budget, where by default it is held once. */
const NO_LATCH = '[marker]\nrespect_stop_hook_active = false\n'

const PROMPT = 'Wait for the build.'

/** What Claude Code does, headless and in a terminal. */
export const CLAUDE_CODE: readonly Scenario[] = [
  {
    host: claudeCode,
    name: 'talk',
    about: 'The model only talks: held four times, then released.',
    model: talks,
    hooks: [LOOP],
    config: NO_LATCH,
    drive: print(PROMPT),
    rival: 'always block',
    expect: { requests: 5, held: 4, stops: 5, tallies: ['MMMM'] },
    // The host's own cap.
    expectOfRival: { requests: 9, held: 9, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'quiet',
    about: 'The same held by context alone, which shows the user no problem.',
    model: talks,
    hooks: [LOOP],
    config: `${NO_LATCH}hold_form = "context"\n`,
    drive: print(PROMPT),
    expect: { requests: 5, held: 4, stops: 5, tallies: ['MMMM'] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'latch',
    about: 'By default a chain of holds is one hold: two prompts, two holds.',
    model: talks,
    hooks: [LOOP],
    drive: converse(PROMPT, PROMPT),
    expect: { requests: 4, held: 2, stops: 4, tallies: ['MM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'poll',
    about: 'Every held turn looks with a tool, which resets the cap of the host but not the budget.',
    model: polls(bash('true')),
    hooks: [LOOP],
    config: NO_LATCH,
    drive: print(PROMPT),
    rival: 'always block',
    expect: { requests: 9, held: 4, stops: 5, tallies: ['MMMM'] },
    expectOfRival: { requests: 61, held: 30, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'ordinary',
    about: 'Nothing arms it: an ordinary turn is not touched, and no folder is made.',
    model: talks,
    hooks: [BY_EVIDENCE],
    drive: print(PROMPT),
    expect: { requests: 1, held: 0, stops: 1, tallies: [] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'env',
    about: "Armed by DOS_LOOP in the host's environment.",
    model: talks,
    hooks: [BY_EVIDENCE],
    config: NO_LATCH,
    environment: { DOS_LOOP: '1' },
    drive: print(PROMPT),
    expect: { requests: 5, held: 4, stops: 5, tallies: ['MMMM'] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'resume',
    about: 'The budget outlives the process: a session that is gone on with has spent it.',
    model: talks,
    hooks: [LOOP],
    config: NO_LATCH,
    drive: print(PROMPT, PROMPT),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['MMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'reset',
    about: 'A reset at SessionStart gives each new session its budget, and none to one that is gone on with.',
    model: talks,
    hooks: [LOOP, { on: 'session-start', run: RESET }],
    config: NO_LATCH,
    drive: print(PROMPT, PROMPT),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['RMMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'compact',
    about: 'Nor does a compaction, with the same reset: what was spent stays spent.',
    model: echoes,
    hooks: [LOOP, { on: 'session-start', run: RESET }],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Heard PROMPT-1/)
      await user.settle(1)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(2)
      await user.enter('/compact')
      await user.see(/Compacted/)
      await user.enter('PROMPT-3')
      await user.see(/Heard PROMPT-3/)
      await user.settle(3)
    }),
    expect: { requests: 5, held: 2, stops: 5, tallies: ['RMM'] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'clear',
    about: 'After /clear another session begins, with a budget of its own.',
    model: echoes,
    hooks: [LOOP, { on: 'session-start', run: RESET }],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Heard PROMPT-1/)
      await user.settle(1)
      await user.enter('/clear')
      await Bun.sleep(2000)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(2)
    }),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['RMM', 'RMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'run-budget',
    about: 'Two sessions of one run have one budget, where dos.toml says so.',
    model: talks,
    hooks: [LOOP],
    config: `${NO_LATCH}budget = "run"\n`,
    environment: { CID_RUN_ID: 'release-1.1' },
    drive: printAtOnce(PROMPT, PROMPT),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['MMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'two-sessions',
    about: 'Two sessions at a time in one project: two budgets.',
    model: talks,
    hooks: [LOOP],
    config: NO_LATCH,
    drive: printAtOnce(PROMPT, PROMPT),
    expect: { requests: 10, held: 8, stops: 10, tallies: ['MMMM', 'MMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'broken-config',
    about: 'A dos.toml that cannot be read releases, and says so.',
    model: talks,
    hooks: [LOOP],
    config: '[marker\nmax_streak = "many"\n',
    drive: print(PROMPT),
    expect: { requests: 1, held: 0, stops: 1, tallies: [], complaint: /dos\.toml:1/ },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'bunx',
    about: 'The packed package, installed in the project and started by bunx.',
    model: talks,
    hooks: [{ on: 'stop', run: 'bunx dos-hook marker --loop' }],
    config: NO_LATCH,
    installed: 'packed',
    unrecorded: true,
    drive: print(PROMPT),
    expect: { requests: 5, tallies: ['MMMM'] },
    expectOfRival: { requests: 1, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'node',
    about: 'The packed package, started by Node.',
    model: talks,
    hooks: [{ on: 'stop', run: 'node node_modules/.bin/dos-hook marker --loop' }],
    config: NO_LATCH,
    installed: 'packed',
    drive: print(PROMPT),
    expect: { requests: 5, held: 4, stops: 5, tallies: ['MMMM'] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'hostile-project',
    about: "A project's .env can't arm the hook, nor its bunfig.toml run code in it.",
    model: talks,
    hooks: [{ on: 'stop', run: 'bunx dos-hook marker' }],
    files: {
      '.env': 'DOS_LOOP=1\n',
      'bunfig.toml': 'preload = ["./preload.ts"]\n',
      'preload.ts': `console.log('{"decision":"block","reason":"preloaded"}')\nprocess.exit(0)\n`,
    },
    installed: 'packed',
    unrecorded: true,
    drive: print(PROMPT),
    expect: { requests: 1, tallies: [] },
    expectOfRival: { requests: 1, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'terminal',
    about: 'In a terminal: held and released, and the next prompt works.',
    model: echoes,
    hooks: [LOOP],
    config: NO_LATCH,
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Heard PROMPT-1/)
      await user.settle(1)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(2)
    }),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['MMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'terminal-reset',
    about: 'In a terminal, with a reset at UserPromptSubmit: each prompt of a human has a budget of its own.',
    model: echoes,
    hooks: [LOOP, { on: 'prompt', run: RESET }],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Heard PROMPT-1/)
      await user.settle(1)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(2)
    }),
    expect: { requests: 6, held: 4, stops: 6, tallies: ['RMMRMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
]
