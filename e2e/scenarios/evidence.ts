import { converse } from '../drive/converse.ts'
import { print } from '../drive/print.ts'
import type { Drive } from '../drive/stage.ts'
import { terminal } from '../drive/terminal.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Script } from '../model-server/script.ts'
import { AS, bash, echoes } from './models.ts'
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
    model: works('echo $N >> work.txt'),
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
    name: 'work-first',
    about: 'The work of the first turn counts, which nothing was looked at before.',
    model: works('echo $N >> work.txt'),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    prepare: 'git init -q',
    drive: converse('WORK', 'WAIT'),
    expect: { requests: 4, held: 1, stops: 3, tallies: ['RM'] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'work-linked',
    about: 'Commits in a linked worktree elsewhere are work, too.',
    model: works(`(cd "$TMPDIR/aside" && echo $N >> work.txt && git add -A && git ${AS} commit -qm $N)`),
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    config: '[marker]\nmax_streak = 1\n',
    prepare: `git init -q; git ${AS} commit -qm one --allow-empty; git worktree add -q "$TMPDIR/aside"`,
    drive: converse('WORK', 'WORK', 'WAIT'),
    expect: { requests: 6, held: 1, stops: 4, tallies: ['RRRM'] },
    expectOfRival: { requests: 5, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'work-skill',
    about: 'A tracked file in a folder of hosts is work like any other.',
    model: works('echo $N >> .codex/skills/build.md'),
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    config: '[marker]\nmax_streak = 1\n',
    files: { '.codex/skills/build.md': 'How to build.\n' },
    prepare: `git init -q; git add .codex; git ${AS} commit -qm one`,
    drive: converse('WORK', 'WORK', 'WAIT'),
    expect: { requests: 6, held: 1, stops: 4, tallies: ['RRRM'] },
    expectOfRival: { requests: 5, held: 0, tallies: [] },
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
  {
    host: claudeCode,
    name: 'attended-nested',
    about: 'A headless run that is started from an attended session, with DOS_LOOP, is a loop of its own.',
    model: startsAnother,
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('OUTER')
      await user.see(/It has ended/)
      await user.settle(3)
    }),
    expect: { requests: 5, held: 2, stops: 4, tallies: ['MM'] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
]

/** Runs this at every prompt that says WORK, `$N` being which time it is, and talks at every other. */
function works(command: string): () => Script {
  return () => {
    let times = 0
    return ({ tail }) => {
      if (!tail.includes('WORK')) return { text: 'Done for now.' }
      times += 1
      return { tools: [bash(`N=${times}; ${command}`)] }
    }
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

/** Starts another session by a shell, which only talks; and says so once that has ended. */
function startsAnother(): Script {
  let inner = 0
  return ({ messages }) => {
    if (!messages.some(({ text }) => text.includes('OUTER'))) {
      inner += 1
      return { text: `Still waiting (${inner}).` }
    }
    const asked = messages.some(({ from }) => from === 'model')
    return asked ? { text: 'It has ended.' } : { tools: [bash('DOS_LOOP=1 claude --print INNER </dev/null')] }
  }
}
