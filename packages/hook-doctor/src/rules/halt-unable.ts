import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** A halt on a host that can't: the marker then refuses to decide anything there. */
export const haltUnable: Rule = (facts) =>
  facts.config.marker?.onExhausted !== 'halt'
    ? []
    : stopMarkers(facts)
        .filter(({ host }) => !host.able.halt)
        .map((wired) => ({
          id: 'halt-unable',
          area: 'configuration',
          severity: 'error',
          what: `on_exhausted = "halt" is refused on ${wired.host.title}`,
          why: 'the host does not end a run when it is told to, so every turn there is let end and nothing is counted',
          mend: { edit: 'set on_exhausted = "release" in [marker]' },
          place: placeOf(wired),
        }))
