import type { EventKind, EventNames, Fields, HookPoint, NeutralEvent } from './event.ts'

/** The names that most hosts have taken over from Claude Code. */
export const CLAUDE_EVENTS: EventNames = {
  stop: ['Stop'],
  prompt: ['UserPromptSubmit'],
  'before-tool': ['PreToolUse'],
  'session-start': ['SessionStart'],
}

const POINTS: readonly HookPoint[] = ['stop', 'prompt', 'before-tool', 'session-start']

/** An event with the fields that most hosts have taken over from Claude Code, in either spelling. */
export function readLikeClaude(fields: Fields, events: EventNames = CLAUDE_EVENTS): NeutralEvent {
  const name = fields['hook_event_name'] ?? fields['hookEventName']
  const kind = kindOf(name, events)
  return {
    kind,
    name: typeof name === 'string' ? name : undefined,
    sessionId: text(fields['session_id']) ?? text(fields['sessionId']),
    project: undefined,
    cwd: text(fields['cwd']),
    turnId: text(fields['turn_id']),
    transcriptPath: text(fields['transcript_path']) ?? text(fields['transcriptPath']),
    sessionStartSource: kind === 'session-start' ? text(fields['source']) : undefined,
    latched: truth(fields['stop_hook_active']),
    backgroundTasks: lengthOf(fields['background_tasks']),
    schedules: lengthOf(fields['session_crons'] ?? fields['crons']),
    attended: undefined,
  }
}

/** A text with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The first text of a list, if that is one. */
export function firstText(value: unknown): string | undefined {
  return Array.isArray(value) ? text(value[0]) : undefined
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** How long a list is. What is no list is unknown, not empty. */
function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined
}

function kindOf(name: unknown, events: EventNames): EventKind {
  if (name === undefined || name === null) return 'unnamed'
  // By hand: at every finished turn this is the first use of `find` and `includes`, which the engine then compiles.
  for (const point of POINTS) {
    for (const known of events[point]) if (known === name) return point
  }
  return 'other'
}
