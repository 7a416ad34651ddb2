import { converse } from '../drive/converse.ts'
import { print } from '../drive/print.ts'
import { terminal } from '../drive/terminal.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Script } from '../model-server/script.ts'
import { bash, talks } from './models.ts'
import type { Scenario } from './scenario.ts'

/** An empty repository, as `git init` makes it. */
const REPOSITORY = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n',
  '.git/objects/info/.keep': '',
  '.git/refs/heads/.keep': '',
}

const ANOTHER_HOOK = `printf '%s' '{"decision":"block","reason":"Another plugin: keep going."}'`

/** What the hook goes by when it does not hold: progress, a host that comes back by itself, another hook. */
export const EVIDENCE: readonly Scenario[] = [
  {
    host: claudeCode,
    name: 'work',
    about: 'Five turns of real work are never refused and reset the streak; the talk after them is held.',
    model: works,
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    config: '[marker]\nmax_streak = 1\n',
    files: REPOSITORY,
    drive: converse('WORK', 'WORK', 'WORK', 'WORK', 'WORK', 'WAIT'),
    // A baseline, five forward deltas, one marker.
    expect: { requests: 12, held: 1, stops: 7, tallies: ['RRRRRRM'] },
    expectOfRival: { requests: 11, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'background',
    about: 'Nobody sits before it: the turns round a background shell are held within the budget.',
    model: starts,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    drive: print('Build it.'),
    expect: { requests: 5, held: 2, stops: 4, tallies: ['MM'] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'background-attended',
    about:
      'Somebody sits before it: the host comes back by itself, so nothing is held and nothing is counted.',
    model: starts,
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    config: '[marker]\narm_on_event = ["background_tasks", "session_crons"]\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('Build it.')
      await user.see(/It is built/)
      await user.settle(3)
    }),
    expect: { requests: 3, held: 0, stops: 2, tallies: [] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'halt',
    about:
      'Another plugin blocks every Stop: once the budget of two is spent, the run is ended over its head.',
    model: talks,
    hooks: [
      { on: 'stop', run: 'dos-hook marker --loop' },
      { on: 'stop', run: ANOTHER_HOOK },
    ],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\non_exhausted = "halt"\n',
    // Two hooks hold at once: which of them it was can't be counted.
    unrecorded: true,
    drive: print('Wait for the build.'),
    rival: 'always block',
    // Two markers; spent, and released; kept going all the same, and halted.
    expect: { requests: 4, tallies: ['MMSH'] },
    expectOfRival: { requests: 9, tallies: [] },
  },
]

/** Writes a line at every prompt that says WORK, and talks at every other. */
function works(): Script {
  let lines = 0
  return ({ tail }) => {
    if (!tail.includes('WORK')) return { text: 'Done for now.' }
    lines += 1
    return { tools: [bash(`echo ${lines} >> work.txt`)] }
  }
}

/** Starts a build in the background, and says whether it is done. */
function starts(): Script {
  return ({ messages, tail }) => {
    if (messages.length < 3) {
      return {
        tools: [
          { name: 'Bash', input: { command: 'sleep 5', description: 'Build', run_in_background: true } },
        ],
      }
    }
    return { text: tail.includes('<task-notification>') ? 'It is built.' : 'Still waiting.' }
  }
}
