import { noTextWords } from '@dos/hook-call/event/event'
import { escapeText } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb, workspaceOf } from '../world/run-verb.ts'
import { explainEvent } from './explain-event.ts'
import { explainSession, nothingToTell } from './explain-session.ts'
import { findSession } from './find-session.ts'
import { type ExplainFlags, readExplainFlags } from './flags.ts'
import { EXPLAIN_HELP } from './help.ts'

/** How long stdin may take, in milliseconds: as long as a hook gives it. */
const DEADLINE_MS = 2000

const WORDS = { name: 'explain', help: EXPLAIN_HELP, readFlags: readExplainFlags }

/**
 * Runs `dos-hook explain`.
 *
 * @returns 0; 1 for a wrong command line, a session that has no tally or one that can't be read, or stdin that is no event
 */
export function explain(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(WORDS, args, io, async (flags) => {
    const complaint = await tell(flags, io)
    if (complaint === undefined) return 0
    io.complain(escapeText(complaint))
    return 1
  })
}

/** @returns what went wrong, if anything did */
async function tell(flags: ExplainFlags, io: DeskIo): Promise<string | undefined> {
  if (flags.session !== undefined || !io.stdinIsGiven) return tellStory(flags, io)
  const stdin = await io.readStdin(DEADLINE_MS)
  if (stdin.kind !== 'text' && stdin.kind !== 'late') return noTextWords(stdin)
  // Nobody sent anything: a script may just have handed on a stdin of its own.
  if (stdin.kind === 'late' || stdin.text.trim() === '') return tellStory(flags, io)
  return explainEvent(stdin.text, flags, io)
}

/** @returns what went wrong, if anything did */
async function tellStory(flags: ExplainFlags, io: DeskIo): Promise<string | undefined> {
  const found = workspaceOf(flags.workspace, io)
  if (!found.ok) return found.why
  const { workspace } = found
  const session = findSession(workspace, flags.session)
  if (!session.ok) return session.why
  if (session.tally !== undefined) await explainSession(session.tally, flags, io)
  else io.write(`${nothingToTell(workspace, flags)}\n`)
  return undefined
}
