import type { EventList } from '@dos/marker-gate'

/** What the hook takes from an event. Every field may be missing: hosts and their versions differ. */
export interface HookEvent {
  /** The event's own name, or what stands in its place. */
  readonly name: unknown
  readonly sessionId: string | undefined
  readonly cwd: string | undefined
  readonly stopHookActive: unknown
  /** How long its lists are; one that is absent or no list is unknown. */
  readonly lists: { readonly [L in EventList]: number | undefined }
  /** Codex alone names the turn. */
  readonly turnId: string | undefined
  readonly transcriptPath: string | undefined
  /** All of it as it came, for the verbs that need more. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** An event, or why the text is none. */
export type EventReading =
  | { readonly ok: true; readonly event: HookEvent }
  | { readonly ok: false; readonly why: string }

/** Reads the text of an event. */
export function readEvent(text: string): EventReading {
  if (text.trim() === '')
    return { ok: false, why: 'stdin was empty, where a hook event in JSON was expected' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'stdin was not JSON, where a hook event was expected' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, why: 'stdin was JSON but not an object, where a hook event was expected' }
  }
  return { ok: true, event: toEvent(value as Readonly<Record<string, unknown>>) }
}

/** The event of a call that needs none: nothing is known. */
export const NO_EVENT: HookEvent = toEvent({})

function toEvent(fields: Readonly<Record<string, unknown>>): HookEvent {
  return {
    name: fields['hook_event_name'],
    // Copilot CLI sends its own `agentStop` in camel case.
    sessionId: nonEmpty(fields['session_id'] ?? fields['sessionId']),
    cwd: nonEmpty(fields['cwd']),
    stopHookActive: fields['stop_hook_active'],
    lists: {
      background_tasks: lengthOf(fields['background_tasks']),
      // Qwen Code's name for the same.
      session_crons: lengthOf(fields['session_crons'] ?? fields['crons']),
    },
    turnId: nonEmpty(fields['turn_id']),
    transcriptPath: nonEmpty(fields['transcript_path'] ?? fields['transcriptPath']),
    fields,
  }
}

/** What should be a name, in one line whatever it is: an event may hold anything. */
export function named(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined
}
