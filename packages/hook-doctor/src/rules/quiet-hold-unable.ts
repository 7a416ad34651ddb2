import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** A quiet hold on a host that knows none. */
export const quietHoldUnable: Rule = (facts) =>
  facts.config.marker?.holdForm !== 'context'
    ? []
    : stopMarkers(facts)
        .filter(({ host }) => !host.able.quietHold)
        .map((wired) => ({
          id: 'quiet-hold-unable',
          area: 'configuration',
          severity: 'info',
          what: `hold_form = "context" is not known to ${wired.host.title}`,
          why: 'turns are held there by a block, which the host may show as a problem',
          place: placeOf(wired),
        }))
