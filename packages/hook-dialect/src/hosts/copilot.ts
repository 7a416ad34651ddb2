import { block } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { EventKind, EventNames, Fields } from '../event.ts'
import { readLikeClaude, text } from '../read.ts'

const EVENTS: EventNames = {
  stop: ['Stop', 'agentStop'],
  prompt: ['UserPromptSubmit', 'userPromptSubmitted'],
  'before-tool': ['PreToolUse', 'preToolUse'],
  'session-start': ['SessionStart', 'sessionStart'],
}

/**
 * Copilot CLI. Bound by Claude Code's names, its hooks get Claude Code's spelling; bound by its own, camel case and no
 * name of the event.
 */
export const copilot: Dialect<'copilot'> = {
  host: 'copilot',
  title: 'Copilot CLI',
  events: EVENTS,
  readEvent: (fields, env) =>
    readLikeClaude(fields, env, {
      events: EVENTS,
      kindByFields,
      cutShort,
      projectVariable: 'COPILOT_PROJECT_DIR',
    }),
  hold: block,
  release: '',
}

/** What Copilot CLI can do. */
export const copilotCapabilities: Capabilities = {
  measuredOn: '1.0.102',
  hold: true,
  // Another hook's hold would win over it.
  halt: false,
  statusTwoHolds: false,
  cap: 8,
  timeoutUnit: 's',
  defaultTimeout: 30,
  trust: 'repository-hooks',
  documented: ['defaultTimeout'],
}

/** The one reason that its documentation has, and that was seen, is `end_turn`: the model had nothing more to do. */
function cutShort(fields: Fields): string | undefined {
  for (const field of ['stop_reason', 'stopReason']) {
    const reason = text(fields[field])
    if (reason !== undefined && reason !== 'end_turn') return field
  }
  return undefined
}

/** What the fields say of an event without a name, as the documentation has them. */
function kindByFields(fields: Fields): EventKind {
  const { stopReason, agentName, toolArgs, toolResult, error, prompt, source } = fields
  // A subagent's end has the same field, and the agent's name.
  if (stopReason !== undefined) return agentName === undefined ? 'stop' : 'other'
  if (toolArgs !== undefined) return (toolResult ?? error) === undefined ? 'before-tool' : 'other'
  if (prompt !== undefined) return 'prompt'
  return source === undefined ? 'unnamed' : 'session-start'
}
