import { BUDGET_FLAG, DEBUG_FLAG, HELP_FLAG, WORKSPACE_FLAG } from './common-flags.ts'
import type { Verb } from './entry.ts'

/** The verbs that a shell loop calls. */
export const LOOP_VERBS: readonly Verb[] = [
  {
    name: 'check',
    caller: 'loop',
    summary: 'tell a shell loop whether it may go round once more',
    flags: [
      {
        name: '--run',
        value: { kind: 'session', shown: 'ID' },
        required: true,
        meaning: 'the name of the run, the same in every pass',
      },
      { name: '--claim', meaning: 'take a place in the budget; without it, only look' },
      BUDGET_FLAG,
      WORKSPACE_FLAG,
      { name: '--json', meaning: 'print one object about the answer' },
      { name: '--dry-run', meaning: 'look and explain on stderr, write nothing' },
      { ...DEBUG_FLAG, meaning: 'tell the reason on stderr, also when the answer is yes' },
      HELP_FLAG,
    ],
  },
]
