import { BUDGET_FLAG, HELP_FLAG, WORKSPACE_FLAG } from './common-flags.ts'
import type { Flag, Verb } from './entry.ts'
import { AGE, HOST, NUMBER, SESSION, SHELLS } from './values.ts'

const JSON_FLAG: Flag = { name: '--json', meaning: 'print one object instead of text' }

/** The verbs by which a person sees what the hook does, and keeps house. */
export const DESK_VERBS: readonly Verb[] = [
  {
    name: 'doctor',
    caller: 'person',
    summary: 'check the setup, and whether each agent calls the hook',
    flags: [WORKSPACE_FLAG, JSON_FLAG, HELP_FLAG],
  },
  {
    name: 'config',
    caller: 'person',
    summary: 'show every setting in force, and where it comes from',
    flags: [BUDGET_FLAG, WORKSPACE_FLAG, JSON_FLAG, HELP_FLAG],
  },
  {
    name: 'status',
    caller: 'person',
    summary: "show every session's streak against its budget",
    flags: [
      { name: '--watch', meaning: 'stay, and redraw whenever something happens' },
      { name: '--all', meaning: 'show the sessions that are long quiet, too' },
      WORKSPACE_FLAG,
      JSON_FLAG,
      HELP_FLAG,
    ],
  },
  {
    name: 'explain',
    caller: 'person',
    summary: 'tell the story of a tally, or what an event would lead to',
    operand: {
      value: { ...SESSION, shown: 'SESSION' },
      meaning: 'the session, or how its name begins',
      required: false,
    },
    flags: [
      { name: '--all', meaning: 'tell every line of the tally, not only the last 40' },
      { name: '--loop', meaning: 'explain the event as if the hook were bound with --loop' },
      { name: '--dialect', value: HOST, meaning: 'the host whose event it is; auto tells it from the event' },
      { name: '--session-id', value: SESSION, meaning: "the session, instead of the event's" },
      BUDGET_FLAG,
      WORKSPACE_FLAG,
      JSON_FLAG,
      HELP_FLAG,
    ],
  },
  {
    name: 'stats',
    caller: 'person',
    summary: 'tell how often the hook was asked, and what it said',
    flags: [
      { name: '--openmetrics', meaning: 'print the figures in the OpenMetrics text format' },
      WORKSPACE_FLAG,
      JSON_FLAG,
      HELP_FLAG,
    ],
  },
  {
    name: 'prune',
    caller: 'person',
    summary: 'delete the tallies of sessions that are long over',
    flags: [
      {
        name: '--older-than',
        value: AGE,
        meaning: 'delete tallies not written for longer than this, such as 30d',
      },
      { name: '--keep', value: NUMBER, meaning: 'how many stay at most, the latest written ones' },
      { name: '--dry-run', meaning: 'tell what would be deleted, delete nothing' },
      WORKSPACE_FLAG,
      JSON_FLAG,
      HELP_FLAG,
    ],
  },
  {
    name: 'completions',
    caller: 'person',
    summary: 'print completions for bash, zsh or fish',
    operand: {
      value: { kind: 'choice', shown: 'SHELL', words: SHELLS },
      meaning: 'the shell',
      required: true,
    },
    flags: [HELP_FLAG],
  },
]
