import type { Rule } from '../rule.ts'
import { isMarker, placeOf, wireAnew, wiredInto } from '../wired.ts'

/** Something is wired into a host, but nothing that answers the end of a turn, or bounds what it schedules. */
export const stopNotBound: Rule = ({ hosts }) =>
  hosts.flatMap((host) => {
    const wired = wiredInto(host)
    const [first] = wired
    const guards = wired.some(
      ({ hook }) => (isMarker(hook) && hook.moment === 'stop') || hook.verb === 'wake',
    )
    if (first === undefined || guards) return []
    return [
      {
        id: 'stop-not-bound',
        area: 'wiring',
        severity: 'warning',
        what: `nothing is bound to the Stop of ${host.title}, only to ${first.hook.event}`,
        why: 'no turn is ever held or counted there',
        mend: wireAnew(first, `bind marker to the Stop of ${host.title} there, too`),
        place: placeOf(first),
      },
    ]
  })
