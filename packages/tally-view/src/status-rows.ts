import { escapeText } from '@dos/terminal-text/escape'
import { opWords } from './op-words.ts'
import type { StatusView } from './status.ts'

const TITLES = ['state', 'streak', 'cap', 'session', 'age_seconds', 'last', 'run', 'workspace', 'why']

/**
 * A workspace's sessions for `grep`, `awk` and the like: a line of titles, then one line for each session, fields
 * between tabs, nothing cut. No field has a tab or a line end in it; one that is not known is empty.
 */
export function statusRows({ sessions, cap, workspace }: StatusView): readonly string[] {
  const rows = sessions.map(({ standing, streak, session, ageMs, op, run, why }) => [
    standing,
    standing === 'unreadable' ? '' : String(streak),
    String(cap),
    session,
    Number.isFinite(ageMs) ? String(Math.max(0, Math.floor(ageMs / 1000))) : '',
    op,
    run,
    workspace,
    why || opWords(op),
  ])
  return [TITLES, ...rows].map((fields) => fields.map(escapeText).join('\t'))
}
