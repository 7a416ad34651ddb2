import type { Environment, EventKind, EventNames, Fields, HookPoint, NeutralEvent } from './event.ts'
import { toPath } from './folder.ts'

/** The names that most hosts have taken over from Claude Code. */
export const CLAUDE_EVENTS: EventNames = {
  stop: ['Stop'],
  prompt: ['UserPromptSubmit'],
  'before-tool': ['PreToolUse'],
  'session-start': ['SessionStart'],
}

const POINTS: readonly HookPoint[] = ['stop', 'prompt', 'before-tool', 'session-start']

/** What is particular to the events of one host. */
export interface Particulars {
  /** Default: Claude Code's names. */
  readonly events?: EventNames
  /** The host's own variable that names the project. Default: its events have none. */
  readonly projectVariable?: string
  /** What an event without a name is, by its fields. Default: not known. */
  readonly kindByFields?: (fields: Fields) => EventKind
  /** Whether a Stop says that its turn was cut short, by a person, an error or a limit: the field that says so. */
  readonly cutShort?: (fields: Fields) => string | undefined
}

/** An event with the fields that most hosts have taken over from Claude Code, in either spelling. */
export function readLikeClaude(
  fields: Fields,
  env: Environment,
  particulars: Particulars = {},
): NeutralEvent {
  const { events = CLAUDE_EVENTS, projectVariable, kindByFields = () => 'unnamed' } = particulars
  const latched = fields['stop_hook_active']
  // What is no list is unknown, not empty.
  const schedules = fields['session_crons'] ?? fields['crons']
  const sessionId = text(fields['session_id']) ?? text(fields['sessionId'])
  const name = fields['hook_event_name'] ?? fields['hookEventName']
  const named = kindOf(name, events)
  const kind = named === 'unnamed' ? kindByFields(fields) : named
  const noStop = kind === 'stop' || kind === 'unnamed' ? whyNoStop(fields, particulars) : undefined
  return {
    kind: noStop === undefined ? kind : 'other',
    noStop,
    name: typeof name === 'string' ? name : undefined,
    sessionId,
    project: projectVariable === undefined ? undefined : projectIn(env, sessionId, projectVariable),
    cwd: toPath(fields['cwd'], env),
    turnId: text(fields['turn_id']),
    transcriptPath: toPath(fields['transcript_path'], env) ?? toPath(fields['transcriptPath'], env),
    sessionStartSource: kind === 'session-start' ? text(fields['source']) : undefined,
    latched: typeof latched === 'boolean' ? latched : undefined,
    backgroundTasks: countUnfinished(fields['background_tasks']),
    schedules: Array.isArray(schedules) ? schedules.length : undefined,
    attended: undefined,
  }
}

/** What an agent's event has that a session's own has not: Copilot CLI's, and Claude Code's where it fires for one. */
const OF_SUBAGENTS: readonly string[] = ['agentId', 'agent_id', 'parentAgentId', 'parent_agent_id']

function whyNoStop(fields: Fields, { cutShort }: Particulars): string | undefined {
  for (const field of OF_SUBAGENTS) {
    const value = fields[field]
    if (value !== undefined && value !== null && value !== '') {
      return `the event's ${field} says that a subagent stopped, and not the session`
    }
  }
  const field = cutShort?.(fields)
  return field === undefined ? undefined : `the event's ${field} says that the turn was cut short`
}

/**
 * Whether the environment belongs to the session of the event. It doesn't where Claude Code has set
 * `CLAUDE_CODE_SESSION_ID` for another session: the hook was tried from an agent's own shell, or runs in an agent that
 * another one started. Then neither the project nor whether a person attends may be taken from it. In its own hooks Claude
 * Code sets it to the event's `session_id`, also after `/clear` (seen on 2.1.197 and 2.1.332).
 *
 * @param sessionId - the event's own session; one that gives none is not known to be the environment's
 */
export function speaksFor(env: Environment, sessionId: string | undefined): boolean {
  const owner = text(env['CLAUDE_CODE_SESSION_ID'])
  return owner === undefined || owner === sessionId
}

/**
 * The project that the environment names: the first of these variables that is not empty. `CLAUDE_PROJECT_DIR`, which
 * several hosts set beside their own, comes last.
 *
 * @param own - the variable of the host itself
 */
export function projectIn(env: Environment, sessionId: string | undefined, own: string): string | undefined {
  if (!speaksFor(env, sessionId)) return undefined
  return toPath(env[own], env) ?? toPath(env['CLAUDE_PROJECT_DIR'], env)
}

/** A text with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * How many tasks of a list still go on: those that say `running` or `pending`, and those that say nothing. Qwen Code
 * keeps the finished ones in its list; Claude Code's are gone at once.
 */
function countUnfinished(list: unknown): number | undefined {
  if (!Array.isArray(list)) return undefined
  let count = 0
  for (const task of list as readonly unknown[]) {
    const status = (task as { readonly status?: unknown } | null | undefined)?.status
    if (typeof status !== 'string' || status === 'running' || status === 'pending') count += 1
  }
  return count
}

function kindOf(name: unknown, events: EventNames): EventKind {
  if (name === undefined || name === null) return 'unnamed'
  // By hand: at every finished turn this is the first use of `find` and `includes`, which the engine then compiles.
  for (const point of POINTS) {
    for (const known of events[point]) if (known === name) return point
  }
  return 'other'
}
