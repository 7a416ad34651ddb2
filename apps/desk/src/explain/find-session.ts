import { basename } from 'node:path'
import { sessionName, type TallyFile, tallies } from '@dos/marker-sensor'
import { escapeText } from '@dos/terminal-text'
import leven from 'leven'

/** A tally; none where there is none at all; or why it can't be told which is meant. */
export type SessionReading =
  | { readonly ok: true; readonly tally: TallyFile | undefined }
  | { readonly ok: false; readonly why: string }

/** So many of those that could be meant are named. */
const NAMED = 5

/**
 * Finds the tally of a session by its name or by how that begins; without one, the tally that was written last.
 *
 * @throws TallyError when the tallies can't be listed
 */
export function findSession(workspace: string, wanted: string | undefined): SessionReading {
  const all = tallies(workspace)
  if (wanted === undefined) return { ok: true, tally: all[0] }
  // By its name; by the file's, where that is an encoded one; by what is left of a session id.
  const exact =
    all.find(({ session }) => session === wanted) ??
    all.find(({ paths }) => basename(paths.file) === `${wanted}.jsonl`) ??
    all.find(({ session }) => session === sessionName(wanted))
  if (exact !== undefined) return { ok: true, tally: exact }
  const beginning = wanted.normalize('NFC')
  const found = all.filter(({ session }) => session.normalize('NFC').startsWith(beginning))
  const [only, ...more] = found
  if (only !== undefined && more.length === 0) return { ok: true, tally: only }
  return { ok: false, why: only === undefined ? unknown(wanted, workspace, all) : ambiguous(wanted, found) }
}

function unknown(wanted: string, workspace: string, all: readonly TallyFile[]): string {
  const none = `no session "${escapeText(wanted)}" has a tally in ${escapeText(workspace)}`
  const nearest = all
    .map(({ session }) => ({ session, away: leven(wanted, session) }))
    .filter(({ session, away }) => isNear(away, Math.max(wanted.length, session.length)))
    .toSorted((one, other) => one.away - other.away)[0]?.session
  return nearest === undefined ? none : `${none}; the nearest is ${escapeText(nearest)}`
}

/** Two letters are wrong, or a third of the longer name, and never half of it. */
function isNear(away: number, length: number): boolean {
  return away <= Math.max(2, Math.floor(length / 3)) && 2 * away < length
}

function ambiguous(wanted: string, found: readonly TallyFile[]): string {
  const names = found.slice(0, NAMED).map(({ session }) => escapeText(session))
  const rest = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
  return `${found.length} sessions begin with "${escapeText(wanted)}": ${names.join(', ')}${rest}`
}
