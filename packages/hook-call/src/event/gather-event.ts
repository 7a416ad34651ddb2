import type { DialectChoice } from '@dos/command-line/hook-flags'
import type { Io, Stdin } from '../io.ts'
import { type EventReading, noEvent, readEvent } from './event.ts'

/** How long stdin may take, in milliseconds, unless `DOS_HOOK_STDIN_TIMEOUT_MS` says otherwise. */
const DEADLINE_MS = 2000

/**
 * Whether a call goes by an event: `required`, or one that is `optional` because the call may be made by hand or by a
 * git hook, where stdin is a terminal or nothing at all, or `none`, where stdin is not even read.
 */
export type EventNeed = 'required' | 'optional' | 'none'

/**
 * The event of this call, from stdin.
 *
 * @param dialect - whose event it is, or `auto`
 * @param need - default `required`
 */
export async function gatherEvent(
  io: Io,
  { dialect, need = 'required' }: { readonly dialect: DialectChoice; readonly need?: EventNeed },
): Promise<EventReading> {
  if (need === 'none' || (need === 'optional' && io.stdinIsDevice()))
    return { ok: true, event: noEvent(dialect, io.env) }
  const deadline = deadlineOf(io)
  const stdin = await io.readStdin(deadline)
  const reading = stdin.kind === 'text' ? readEvent(stdin.text, dialect, io.env) : refuse(stdin, deadline)
  return reading.ok || need === 'required' ? reading : { ok: true, event: noEvent(dialect, io.env) }
}

function deadlineOf(io: Io): number {
  const given = Number(io.env['DOS_HOOK_STDIN_TIMEOUT_MS'])
  return given > 0 && given < 600_000 ? given : DEADLINE_MS
}

function refuse(stdin: Exclude<Stdin, { kind: 'text' }>, deadline: number): EventReading {
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
