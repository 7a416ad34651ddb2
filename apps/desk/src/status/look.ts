import { readConfig } from '@dos/hook-call/config/config'
import type { Io } from '@dos/hook-call/io'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import { type Survey, survey } from '@dos/marker-sensor'
import { compareSessions, OLD_MS, type StatusView, viewSession } from '@dos/tally-view'

/** What to look at. */
export interface LookRequest {
  readonly workspace: string
  /** By which the user's own settings are found. */
  readonly env: Io['env']
  /** Also what was last written more than a day ago. */
  readonly all: boolean
  /** Milliseconds since 1970. */
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
  /** When it was, in milliseconds since 1970. */
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
