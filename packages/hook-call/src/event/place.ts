import { runTallyPaths, type TallyPaths, tallyPaths, workspaceTallyPaths } from '@dos/marker-sensor'
import { readConfig } from '../config/config.ts'
import type { ConfigReading } from '../config/reading.ts'
import type { HookCall } from '../io.ts'
import type { HookEvent } from './event.ts'
import { findWorkspace, processFolder } from './workspace.ts'

/** Whose tally it is, and where; and what the configuration there says. */
export interface SessionPlace {
  readonly session: string
  readonly workspace: string
  /** The real folder that the model stands in, where it exists and is not the workspace. */
  readonly stands?: string
  readonly tally: TallyPaths
  readonly reading: ConfigReading
}

/** A place, or why there is none, with what was found of it. */
export type PlaceReading =
  | { readonly ok: true; readonly place: SessionPlace }
  | { readonly ok: false; readonly why: string; readonly known: Partial<SessionPlace> }

/**
 * Finds the tally that an event goes to; what the flags name comes before what the event says. Whose tally it is, the
 * session's, the run's or the workspace's, is up to the configuration; under one that can't be read, the session's.
 */
export async function findPlace(
  event: HookEvent,
  {
    flags,
    io,
    trace,
  }: HookCall<{ readonly sessionId: string | undefined; readonly workspace: string | undefined }>,
): Promise<PlaceReading> {
  const session = flags.sessionId ?? event.sessionId
  if (session === undefined) {
    return no('no session: the event has no session_id and --session-id is not given')
  }
  const found = findWorkspace({
    flag: flags.workspace,
    project: event.project,
    eventCwd: event.cwd,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: () => processFolder(event, io),
  })
  if (!found.ok) return no(found.why, { session })
  const { workspace, stands } = found
  const reading = await readConfig(workspace, io.env)
  const budget = reading.ok ? reading.config.marker.budget : 'session'
  const run = io.env['CID_RUN_ID']
  const tally =
    budget === 'workspace'
      ? workspaceTallyPaths(workspace)
      : budget === 'run' && run
        ? runTallyPaths(workspace, run)
        : tallyPaths(workspace, session)
  if (tally === undefined) {
    return no('the session id has no letter or number in it, so it can have no tally', { workspace })
  }
  trace(`session ${session}, workspace ${workspace}, tally ${tally.file}`)
  return { ok: true, place: { session, workspace, ...(stands && { stands }), tally, reading } }
}

function no(why: string, known: Partial<SessionPlace> = {}): PlaceReading {
  return { ok: false, why, known }
}
