import type { Flag } from './entry.ts'
import { FOLDER, HOST, NUMBER, SESSION } from './values.ts'

/** Every verb explains itself. */
export const HELP_FLAG: Flag = { name: '--help', short: '-h', meaning: 'explain this verb' }

export const DEBUG_FLAG: Flag = { name: '--debug', meaning: 'tell each step on stderr' }

export const BUDGET_FLAG: Flag = {
  name: '--max-markers',
  value: NUMBER,
  meaning: "the budget, over dos.toml's max_streak",
}

/** Where a person, or a shell, says which workspace is meant. */
export const WORKSPACE_FLAG: Flag = {
  name: '--workspace',
  value: FOLDER,
  meaning: 'the workspace, instead of DISPATCH_WORKSPACE or the current folder',
}

/** What the verbs that are bound to a hook have in common. */
export const HOOK_FLAGS: readonly Flag[] = [
  { name: '--dialect', value: HOST, meaning: 'the host to read and answer; auto tells it from the event' },
  BUDGET_FLAG,
  { name: '--session-id', value: SESSION, meaning: "the session, instead of the event's" },
  { ...WORKSPACE_FLAG, meaning: "the workspace, instead of the event's cwd" },
  { name: '--json', meaning: "print one object about the decision instead of the host's answer" },
  { name: '--dry-run', meaning: 'decide and explain on stderr, write and answer nothing' },
  DEBUG_FLAG,
  HELP_FLAG,
]
