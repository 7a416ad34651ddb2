import { type DialectChoice, type EventReading, noEvent, readEvent } from './event.ts'
import type { Io, Stdin } from './io.ts'

/** How long stdin may take, in milliseconds, unless `DOS_HOOK_STDIN_TIMEOUT_MS` says otherwise. */
const DEADLINE_MS = 2000

/**
 * The event of this call, from stdin.
 *
 * @param dialect - whose event it is, or `auto`
 * @param optional - a call that needs none may be made by hand or by a git hook, where stdin is a terminal or nothing
 * at all
 */
export async function gatherEvent(
  io: Io,
  { dialect, optional = false }: { readonly dialect: DialectChoice; readonly optional?: boolean },
): Promise<EventReading> {
  if (optional && io.stdinIsDevice()) return { ok: true, event: noEvent(dialect, io.env) }
  const deadline = deadlineOf(io)
  const stdin = await io.readStdin(deadline)
  const reading = stdin.kind === 'text' ? readEvent(stdin.text, dialect, io.env) : refuse(stdin, deadline)
  return reading.ok || !optional ? reading : { ok: true, event: noEvent(dialect, io.env) }
}

function deadlineOf(io: Io): number {
  const given = Number(io.env['DOS_HOOK_STDIN_TIMEOUT_MS'])
  return given > 0 && given < 600_000 ? given : DEADLINE_MS
}

function refuse(stdin: Exclude<Stdin, { kind: 'text' }>, deadline: number): EventReading {
  switch (stdin.kind) {
    case 'late':
      return { ok: false, why: `no hook event came in on stdin within ${deadline} ms` }
    case 'too-long':
      return { ok: false, why: `stdin was longer than ${stdin.limit} bytes, more than a hook event can be` }
    case 'broken':
      return { ok: false, why: `stdin could not be read: ${String(stdin.cause)}` }
  }
}
