import { readConfig } from '@dos/hook-call/config/config'
import type { Io } from '@dos/hook-call/io'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import { type Survey, type SurveyedTally, survey } from '@dos/marker-sensor'
import {
  ageSeconds,
  compareSessions,
  leftOf,
  OLD_MS,
  type SessionView,
  type StatusView,
  viewSession,
} from '@dos/tally-view'
import { jsonLine } from '@dos/terminal-text'
import type { HeardHost } from './hosts.ts'

export interface StatusRequest {
  readonly workspace: string
  readonly env: Io['env']
  /** Also what was last written more than a day ago. */
  readonly all: boolean
  readonly now: number
  /** An earlier look: what has not changed since is not read again. */
  readonly previous?: StatusLook | undefined
}

interface FoundSessions extends StatusView {
  readonly sessions: readonly (SessionView & { readonly tally: SurveyedTally })[]
}

/** A workspace as it is at one moment. */
export interface StatusLook {
  readonly view: FoundSessions
  readonly survey: Survey
  /** Why the configuration can't be used; the default budget is shown then. */
  readonly complaint: string | undefined
  readonly warnings: readonly string[]
  readonly now: number
}

/** The number of markers up to which a streak is counted: beyond any budget, and bounded. */
const ENOUGH = 1000

/** Looks at all sessions of a workspace. @throws TallyError when the tallies can't be listed */
export async function lookAround({ workspace, env, all, now, previous }: StatusRequest): Promise<StatusLook> {
  const reading = await readConfig(workspace, env)
  const cap = (reading.ok ? reading.config.marker : DEFAULT_MARKER_POLICY).maxStreak
  const found = survey(workspace, {
    limit: Math.max(cap, ENOUGH),
    ...(!all && { since: now - OLD_MS }),
    ...(previous?.view.cap === cap && { previous: previous.survey }),
  })
  const sessions = found.tallies
    .map((tally) => ({ ...viewSession(tally, { cap, now }), tally }))
    .sort(compareSessions)
  return {
    view: { workspace, cap, sessions, older: found.older },
    survey: found,
    complaint: reading.ok ? undefined : `${reading.complaint}; until that is mended, every turn is released`,
    warnings: reading.ok ? reading.warnings : [],
    now,
  }
}

/** What `--json` prints, on one line. `--watch` looks at tallies alone, and so leaves out the hosts. */
export function reportLine(look: StatusLook, hosts?: readonly HeardHost[]): string {
  return jsonLine({ ...reportOf(look), ...(hosts && { hosts: hosts.map(({ report }) => report) }) })
}

/** A text that is another one only where something has changed; an age alone is no change. */
export function changeOf(look: StatusLook): string {
  return JSON.stringify(reportOf(look), (key, value) => (key === 'age_seconds' ? undefined : value))
}

function reportOf({ view: { workspace, cap, sessions }, complaint, warnings, now }: StatusLook): object {
  return {
    workspace,
    max_streak: cap,
    sessions: sessions.map((view) => {
      const { session, standing, streak, ageMs, op, why, run, tally } = view
      const isReadable = standing !== 'unreadable'
      return {
        session_id: session,
        standing,
        streak: isReadable ? streak : null,
        max_streak: cap,
        left: isReadable ? leftOf(view) : null,
        last_written: Number.isFinite(ageMs) ? new Date(now - ageMs).toISOString() : null,
        age_seconds: ageSeconds(view),
        last_op: op || null,
        reason: isReadable ? why || null : null,
        run_id: run || null,
        last: tally.last?.fields ?? null,
        workspace,
        tally: tally.paths.file,
        trouble: isReadable ? null : why,
      }
    }),
    trouble: complaint ?? null,
    warnings,
  }
}
