import { readConfig } from '@dos/hook-call/config/config'
import type { Io } from '@dos/hook-call/io'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import { type Survey, survey } from '@dos/marker-sensor'
import {
  compareSessions,
  leftOf,
  OLD_MS,
  type SessionView,
  type StatusView,
  viewSession,
} from '@dos/tally-view'
import { escapeJson } from '@dos/terminal-text'
import type { HeardHost } from './hosts.ts'

/** What to look at. */
export interface LookRequest {
  readonly workspace: string
  readonly env: Io['env']
  /** Also what was last written more than a day ago. */
  readonly all: boolean
  readonly now: number
  /** An earlier look: what has not changed since is not read again. */
  readonly previous?: Look | undefined
}

/** A workspace as it is at one moment. */
export interface Look {
  readonly view: StatusView
  readonly survey: Survey
  /** Why the configuration can't be used; the default budget is shown then. */
  readonly complaint: string | undefined
  readonly warnings: readonly string[]
  readonly now: number
}

/** The number of markers up to which a streak is counted: beyond any budget, and bounded. */
const ENOUGH = 1000

/**
 * Looks at all sessions of a workspace.
 *
 * @throws TallyError when the tallies can't be listed
 */
export async function lookAround({ workspace, env, all, now, previous }: LookRequest): Promise<Look> {
  const reading = await readConfig(workspace, env)
  const cap = (reading.ok ? reading.config.marker : DEFAULT_MARKER_POLICY).maxStreak
  const found = survey(workspace, {
    limit: Math.max(cap, ENOUGH),
    ...(!all && { since: now - OLD_MS }),
    ...(previous?.view.cap === cap && { previous: previous.survey }),
  })
  const sessions = found.tallies.map((tally) => viewSession(tally, { cap, now })).sort(compareSessions)
  return {
    view: { workspace, cap, sessions, older: found.older },
    survey: found,
    complaint: reading.ok ? undefined : `${reading.complaint}; until that is mended, every turn is released`,
    warnings: reading.ok ? reading.warnings : [],
    now,
  }
}

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

function report(look: Look): object {
  const { view, complaint, warnings } = look
  return {
    workspace: view.workspace,
    max_streak: view.cap,
    sessions: view.sessions.map((session) => reportSession(session, look)),
    trouble: complaint ?? null,
    warnings,
  }
}

function reportSession(
  { session, standing, streak, cap, ageMs, op, why, run }: SessionView,
  { view: { workspace }, survey, now }: Look,
): object {
  const tally = survey.tallies.find((one) => one.session === session)
  const isReadable = standing !== 'unreadable'
  return {
    session_id: session,
    standing,
    streak: isReadable ? streak : null,
    max_streak: cap,
    left: isReadable ? leftOf({ cap, streak }) : null,
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
