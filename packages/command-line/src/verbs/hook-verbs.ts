import { HOOK_FLAGS } from './common-flags.ts'
import type { Verb } from './entry.ts'

/** The verbs that a host's hook calls. */
export const HOOK_VERBS: readonly Verb[] = [
  {
    name: 'marker',
    caller: 'hook',
    summary: 'answer one Stop event, read from stdin',
    flags: [
      { name: '--loop', meaning: 'this hook is bound to a loop: every Stop is subject to the budget' },
      { name: '--reset', meaning: 'there was progress: zero the streak, answer nothing' },
      { name: '--allow-until', meaning: "let dos.toml's [wait] until run its command" },
      ...HOOK_FLAGS,
    ],
  },
  {
    name: 'wake',
    caller: 'hook',
    summary: 'turn scheduled prompts away once the budget is spent',
    flags: HOOK_FLAGS,
  },
  {
    name: 'rearm',
    caller: 'hook',
    summary: 'put off the wake-ups of a loop that turns idly',
    flags: HOOK_FLAGS,
  },
]
