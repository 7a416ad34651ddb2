import { print } from '../drive/print.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import { codex } from '../hosts/codex.ts'
import type { Script, ToolCall } from '../model-server/script.ts'
import { bash } from './models.ts'
import type { Scenario } from './scenario.ts'

const BUILD = 'sleep 6; echo built > built.txt'
const LOOK = 'cat built.txt'

const PROMPT = 'Build it.'

/** What hooks can do that sleep at the end of a turn instead of buying turns. */
export const WAITS: readonly Scenario[] = [
  {
    host: claudeCode,
    name: 'waits-background',
    since: '2.1.293',
    about:
      'A background shell is waited for and then the turn is let end: not one request more than without.',
    model: builds(
      { name: 'Bash', input: { command: BUILD, description: 'Build', run_in_background: true } },
      bash(LOOK),
    ),
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    config: '[marker]\narm_on_event = "background_tasks"\n[wait]\nbackground = true\nmax_seconds = 50\n',
    drive: print(PROMPT),
    // The build, the turn that waits, the look at what the notification told of, the last word.
    expect: { requests: 4, held: 0, stops: 2, tallies: ['W'] },
    expectOfRival: { requests: 4, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'waits-until',
    about: 'A condition that the host knows nothing of: one paid turn in the place of all polls.',
    model: builds(bash(`(setsid sh -c '${BUILD}' >/dev/null 2>&1 &)`), bash(LOOK)),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop --allow-until' }],
    config: '[wait]\nuntil = "test -f built.txt"\nevery_seconds = 1\nmax_seconds = 50\n',
    drive: print(PROMPT),
    rival: 'always block',
    expect: { requests: 4, held: 1, stops: 2, tallies: ['M'] },
  },
  {
    host: codex,
    name: 'waits-background',
    about: 'Codex kills what runs in the background when a turn ends: waited for, then told of by one hold.',
    model: builds(exec(BUILD), exec(LOOK)),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: '[wait]\nbackground = true\nmax_seconds = 50\n',
    // The recorder would stand between host and hook.
    unrecorded: true,
    drive: print(PROMPT),
    expect: { requests: 4, tallies: ['M'] },
    expectOfRival: { requests: 2, tallies: [] },
  },
]

/** Starts a build and says that it waits; looks once in every later turn, and says whether it is built. */
function builds(start: ToolCall, look: ToolCall): () => Script {
  return () => {
    let requests = 0
    return ({ tail }) => {
      requests += 1
      if (requests % 2 === 1) return { tools: [requests === 1 ? start : look] }
      return { text: /^built\b/m.test(tail) ? 'It is built.' : 'Waiting for the build.' }
    }
  }
}

/** A shell command by Codex's tool, which comes back before a longer one has ended. */
function exec(command: string): ToolCall {
  return { name: 'exec_command', input: { cmd: command, yield_time_ms: 300 } }
}
