/** What the hook takes from an event. Every field may be missing: hosts and their versions differ. */
export interface HookEvent {
  /** The event's own name, or what stands in its place. */
  readonly name: unknown
  readonly sessionId: string | undefined
  readonly cwd: string | undefined
  readonly stopHookActive: unknown
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
  const fields = value as Readonly<Record<string, unknown>>
  return {
    ok: true,
    event: {
      name: fields['hook_event_name'],
      sessionId: nonEmpty(fields['session_id']),
      cwd: nonEmpty(fields['cwd']),
      stopHookActive: fields['stop_hook_active'],
    },
  }
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
