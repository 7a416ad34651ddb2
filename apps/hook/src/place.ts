import { type TallyPaths, tallyPaths } from '@dos/marker-sensor'
import type { HookEvent } from './event.ts'
import type { Io } from './io.ts'
import { ownFolder } from './own-folder.ts'
import { findWorkspace } from './workspace.ts'

/** Whose tally it is, and where. */
export interface Place {
  readonly session: string
  readonly workspace: string
  readonly tally: TallyPaths
}

/** A place, or why there is none, with what was found of it. */
export type PlaceReading =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly why: string; readonly known: Partial<Place> }

/** Finds the tally that an event goes to; what the flags name comes before what the event says. */
export function findPlace(
  event: HookEvent,
  flags: { readonly sessionId: string | undefined; readonly workspace: string | undefined },
  io: Io,
): PlaceReading {
  const session = flags.sessionId ?? event.sessionId
  if (session === undefined) {
    return no('no session: the event has no session_id and --session-id is not given')
  }
  const found = findWorkspace({
    flag: flags.workspace,
    eventCwd: event.cwd,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: () => ownFolder(event, io),
  })
  if (!found.ok) return no(found.why, { session })
  const { workspace } = found
  const tally = tallyPaths(workspace, session)
  if (tally === undefined) {
    return no('the session id has no letter or number in it, so it can have no tally', { workspace })
  }
  return { ok: true, place: { session, workspace, tally } }
}

function no(why: string, known: Partial<Place> = {}): PlaceReading {
  return { ok: false, why, known }
}
