import { leftOf, type SessionView } from '@dos/tally-view'
import { escapeJson } from '@dos/terminal-text'
import type { HeardHost } from './hosts.ts'
import type { Look } from './look.ts'

/**
 * What `--json` prints: one object on one line, that says nothing to a terminal.
 *
 * @param hosts - what is wired; left out by `--watch`, which looks at tallies alone
 */
export function reportLine(look: Look, hosts?: readonly HeardHost[]): string {
  return escapeJson(JSON.stringify({ ...report(look), ...(hosts && { hosts: hosts.map(reportHost) }) }))
}

function reportHost({ host, line, silent, lastCalled, wiredSince, sessions }: HeardHost): object {
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
  return {
    host,
    last_called: time(lastCalled),
    wired_since: time(wiredSince),
    sessions_since: sessions ?? null,
    silent,
    says: line,
  }
}

/** A text that is another one only where something has changed; an age alone is no change. */
export function changeOf(look: Look): string {
  return JSON.stringify(report(look), (key, value) => (key === 'age_seconds' ? undefined : value))
}

function report({ view, survey, complaint, warnings, now }: Look): object {
  const { workspace, cap, sessions } = view
  const tallies = new Map(survey.tallies.map((tally) => [tally.session, tally]))
  return {
    workspace,
    max_streak: cap,
    sessions: sessions.map((session) => reportSession(session, tallies, now, workspace)),
    trouble: complaint ?? null,
    warnings,
  }
}

function reportSession(
  session: SessionView,
  tallies: ReadonlyMap<string, Look['survey']['tallies'][number]>,
  now: number,
  workspace: string,
): object {
  const { standing, streak, cap, ageMs, op, why, run } = session
  const tally = tallies.get(session.session)
  const isReadable = standing !== 'unreadable'
  return {
    session_id: session.session,
    standing,
    streak: isReadable ? streak : null,
    max_streak: cap,
    left: isReadable ? leftOf(session) : null,
    last_written: Number.isFinite(ageMs) ? new Date(now - ageMs).toISOString() : null,
    age_seconds: Number.isFinite(ageMs) ? Math.max(0, Math.floor(ageMs / 1000)) : null,
    last_op: op || null,
    reason: isReadable ? why || null : null,
    run_id: run || null,
    last: tally?.ok ? (tally.last?.fields ?? null) : null,
    workspace,
    tally: tally?.paths.file ?? null,
    trouble: isReadable ? null : why,
  }
}
