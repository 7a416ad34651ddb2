import { converse } from '../drive/converse.ts'
import { print } from '../drive/print.ts'
import type { Drive } from '../drive/stage.ts'
import { terminal } from '../drive/terminal.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Script } from '../model-server/script.ts'
import { bash, echoes } from './models.ts'
import type { Scenario } from './scenario.ts'

/** Has a build started in a terminal, and waits for the turn that its end opens. */
const buildsInTerminal: Drive = terminal(async (user) => {
  await user.see(/❯/)
  await user.enter('Build it.')
  await user.see(/It is built/)
  await user.settle(3)
})

/** When the hook does not hold: progress, a host that comes back by itself, a session with a person before it. */
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
    prepare: 'git init -q',
    drive: converse('WORK', 'WORK', 'WORK', 'WORK', 'WORK', 'WAIT'),
    // A baseline, five forward deltas, one marker.
    expect: { requests: 12, held: 1, stops: 7, tallies: ['RRRRRRM'] },
    expectOfRival: { requests: 11, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'background',
    // Older ones kill the shell soon after the end of the turn.
    since: '2.1.293',
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
    drive: buildsInTerminal,
    expect: { requests: 3, held: 0, stops: 2, tallies: [] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'attended',
    about: 'Somebody sits before it, and DOS_LOOP is only exported in the terminal: not one request more.',
    model: echoes,
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    environment: { DOS_LOOP: '1' },
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Heard PROMPT-1/)
      await user.settle(1)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(2)
    }),
    expect: { requests: 2, held: 0, stops: 2, tallies: [] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'attended-shell',
    about: 'The same with a shell in the background, whose end opens a turn.',
    model: starts,
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    environment: { DOS_LOOP: '1' },
    drive: buildsInTerminal,
    expect: { requests: 3, held: 0, stops: 2, tallies: [] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'attended-loop',
    about: 'A hook that is bound as part of a loop arms it all the same.',
    model: echoes,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\n',
    environment: { DOS_LOOP: '1' },
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.settle(1)
    }),
    expect: { requests: 3, held: 2, stops: 3, tallies: ['MM'] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
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
