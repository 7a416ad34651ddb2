import type { DialectChoice } from '@dos/command-line/verb'
import {
  type AnyDialect,
  dialectOf,
  type Fields,
  type NeutralEvent,
  type ToldHost,
  tellHost,
} from '@dos/hook-dialect'
import type { Io, Stdin } from '../io.ts'

export interface HookEvent extends NeutralEvent {
  /** What stands where the event's name belongs, whatever it is. */
  readonly givenName: unknown
  /** Whose event it is, and how that is known. */
  readonly told: ToldHost
  readonly dialect: AnyDialect
  /** All of it as it came. */
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

function toEvent(fields: Fields, choice: DialectChoice, env: Io['env']): HookEvent {
  const told =
    choice === 'auto' ? tellHost(fields, env) : { host: choice, sure: true, how: '--dialect says so' }
  const dialect = dialectOf(told.host)
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

/** How long stdin may take, in milliseconds, unless `DOS_HOOK_STDIN_TIMEOUT_MS` says otherwise. */
const DEADLINE_MS = 2000

/**
 * Whether a call needs an event. `optional`: it may be made by hand or by a git hook, where stdin is a terminal or
 * nothing at all. `none`: stdin is not even read.
 */
export type EventNeed = 'required' | 'optional' | 'none'

/** The event of this call, from stdin. */
export async function gatherEvent(
  io: Io,
  { dialect, need = 'required' }: { readonly dialect: DialectChoice; readonly need?: EventNeed },
): Promise<EventReading> {
  const noEvent = (): EventReading => ({ ok: true, event: toEvent({}, dialect, io.env) })
  if (need === 'none' || (need === 'optional' && io.stdinIsDevice())) return noEvent()
  const reading = await readStdinEvent(io, dialect)
  return reading.ok || need === 'required' ? reading : noEvent()
}

async function readStdinEvent(io: Io, dialect: DialectChoice): Promise<EventReading> {
  const given = Number(io.env['DOS_HOOK_STDIN_TIMEOUT_MS'])
  const deadline = given > 0 && given < 600_000 ? given : DEADLINE_MS
  const stdin = await io.readStdin(deadline)
  if (stdin.kind === 'text') return readEvent(stdin.text, dialect, io.env)
  if (stdin.kind !== 'late') return { ok: false, why: noTextWords(stdin) }
  return { ok: false, why: `no hook event came in on stdin within ${deadline} ms` }
}

/** Why what came in is no text to read an event from, in a sentence. */
export function noTextWords(stdin: Exclude<Stdin, { kind: 'text' | 'late' }>): string {
  switch (stdin.kind) {
    case 'too-long':
      return `stdin was longer than ${stdin.limit} bytes, more than a hook event can be`
    case 'too-nested':
      return `stdin was nested deeper than ${stdin.levels} levels or had more than ${stdin.parts} parts, more than a hook event can have`
    case 'utf-16':
      return 'stdin was UTF-16, where a hook event in UTF-8 was expected: set $OutputEncoding = [Text.UTF8Encoding]::new() in PowerShell, or save the file as UTF-8'
    case 'broken':
      return `stdin could not be read: ${String(stdin.cause)}`
  }
}
