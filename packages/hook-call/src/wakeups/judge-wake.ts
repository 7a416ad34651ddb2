import { named } from '../event/event.ts'
import { findPlace } from '../event/place.ts'
import { type Finding, pass, trouble } from './finding.ts'
import type { GuardCall } from './guard-call.ts'
import { judgeSubmitted } from './judge-submitted.ts'
import { remember } from './remember.ts'

/** Decides one call of `dos-hook wake`, by the event it is bound to. */
export async function judgeWake(call: GuardCall): Promise<Finding> {
  const { event, flags, io, trace } = call
  if (event.givenName === undefined || event.givenName === null) {
    return trouble('the event has no hook_event_name: Stop and UserPromptSubmit are told apart by it')
  }
  trace(`event ${named(event.givenName)}`)
  // A subagent lists no schedule of the session's: remembered, it would wipe that out.
  if (event.noStop !== undefined) return pass(event.noStop)
  if (event.givenName !== 'Stop' && event.givenName !== 'UserPromptSubmit') {
    return pass(`${named(event.givenName)} is neither Stop nor UserPromptSubmit`)
  }
  const found = await findPlace(event, flags, io)
  if (!found.ok) return trouble(found.why, found.known)
  const { place } = found
  trace(`session ${place.session}, workspace ${place.workspace}, tally ${place.tally.file}`)
  return event.givenName === 'Stop' ? remember(place, call) : judgeSubmitted(place, call)
}
