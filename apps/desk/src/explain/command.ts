import { EXPLAIN, type ExplainFlags } from '@dos/command-line/report-verbs'
import { usageError } from '@dos/command-line/usage'
import { noTextWords } from '@dos/hook-call/event/event'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb, workspaceOf } from '../world/run-verb.ts'
import { explainEvent } from './event.ts'
import { explainSession } from './session.ts'

/** How long stdin may take, in milliseconds: as long as a hook gives it. */
const DEADLINE_MS = 2000

/** Runs `dos-hook explain`. */
export function explain(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(EXPLAIN, args, io, async (flags, operand) => {
    const session = operand || undefined
    const stray = session === undefined ? undefined : flagOfEvents(flags)
    if (stray === undefined) return (await tell(session, flags, io)) ?? 0
    const complaint = `${stray} is for an event on stdin, not for the tally of a session`
    return usageError('dos-hook explain', { complaint })
  })
}

/** A flag that only an event can be explained with. */
function flagOfEvents({ loop, sessionId, dialect }: ExplainFlags): string | undefined {
  if (loop) return '--loop'
  if (sessionId !== undefined) return '--session-id'
  return dialect === 'auto' ? undefined : '--dialect'
}

/** @returns what went wrong, if anything did */
async function tell(
  session: string | undefined,
  flags: ExplainFlags,
  io: DeskIo,
): Promise<string | undefined> {
  if (session === undefined && io.stdinIsGiven) {
    const stdin = await io.readStdin(DEADLINE_MS)
    if (stdin.kind !== 'text' && stdin.kind !== 'late') return noTextWords(stdin)
    // Where nobody sent anything, a script may just have handed on a stdin of its own.
    if (stdin.kind === 'text' && stdin.text.trim() !== '') return explainEvent(stdin.text, flags, io)
  }
  const found = workspaceOf(flags.workspace, io)
  return found.ok ? explainSession(found.workspace, session, flags, io) : found.why
}
