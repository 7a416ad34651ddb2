import type { DialectChoice } from '@dos/command-line/hook-flags'
import {
  type AnyDialect,
  dialectOf,
  type Fields,
  type HostName,
  type NeutralEvent,
  type ToldHost,
  tellHost,
} from '@dos/hook-dialect'
import type { Io } from '../io.ts'

/** An event of a host, read in that host's own words. */
export interface HookEvent extends NeutralEvent {
  /** What stands where the event's name belongs, whatever it is. */
  readonly givenName: unknown
  /** Whose event it is, and how that is known. */
  readonly told: ToldHost
  readonly dialect: AnyDialect
  /** All of it as it came, for the verbs that need more. */
  readonly fields: Fields
}

/** An event, or why the text is none. */
export type EventReading =
  | { readonly ok: true; readonly event: HookEvent }
  | { readonly ok: false; readonly why: string }

/** Reads the text of an event. In front of it may stand any number of byte order marks. */
export function readEvent(text: string, choice: DialectChoice, env: Io['env']): EventReading {
  // A byte order mark is space to `trim`, and to `parse` it is none.
  const json = text.trim()
  if (json === '') return { ok: false, why: 'stdin was empty, where a hook event in JSON was expected' }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { ok: false, why: 'stdin was not JSON, where a hook event was expected' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, why: 'stdin was JSON but not an object, where a hook event was expected' }
  }
  return { ok: true, event: toEvent(value as Fields, choice, env) }
}

/** The event of a call that needs none: nothing is known. */
export function noEvent(choice: DialectChoice, env: Io['env']): HookEvent {
  return toEvent({}, choice, env)
}

function toEvent(fields: Fields, choice: DialectChoice, env: Io['env']): HookEvent {
  const told =
    choice === 'auto' ? tellHost(fields, env) : { host: choice, sure: true, how: '--dialect says so' }
  const dialect = dialectOf<HostName>(told.host)
  return {
    ...dialect.readEvent(fields, env),
    givenName: fields['hook_event_name'] ?? fields['hookEventName'],
    told,
    dialect,
    fields,
  }
}

/** Whether an event may be answered as the end of a turn: it is one, or it doesn't say what it is. */
export function isStop({ kind }: HookEvent): boolean {
  return kind === 'stop' || kind === 'unnamed'
}

/** What should be a name, in one line whatever it is: an event may hold anything. */
export function named(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}
