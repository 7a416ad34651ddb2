import { type EventReading, NO_EVENT, readEvent } from './event.ts'
import type { Io, Stdin } from './io.ts'

/** How long stdin may take, in milliseconds, unless `DOS_HOOK_STDIN_TIMEOUT_MS` says otherwise. */
const DEADLINE_MS = 2000

/**
 * The event of this call, from stdin.
 *
 * @param optional - a call that needs none may be made by hand or by a git hook, where stdin is a terminal or nothing
 * at all
 */
export async function gatherEvent(
  io: Io,
  { optional = false }: { readonly optional?: boolean } = {},
): Promise<EventReading> {
  if (optional && io.stdinIsDevice()) return { ok: true, event: NO_EVENT }
  const deadline = deadlineOf(io)
  const reading = understand(await io.readStdin(deadline), deadline)
  return reading.ok || !optional ? reading : { ok: true, event: NO_EVENT }
}

function deadlineOf(io: Io): number {
  const given = Number(io.env['DOS_HOOK_STDIN_TIMEOUT_MS'])
  return given > 0 && given < 600_000 ? given : DEADLINE_MS
}

function understand(stdin: Stdin, deadline: number): EventReading {
  switch (stdin.kind) {
    case 'text':
      return readEvent(stdin.text)
    case 'late':
      return { ok: false, why: `no hook event came in on stdin within ${deadline} ms` }
    case 'too-long':
      return { ok: false, why: `stdin was longer than ${stdin.limit} bytes, more than a hook event can be` }
    case 'broken':
      return { ok: false, why: `stdin could not be read: ${String(stdin.cause)}` }
  }
}
