import type { Rule } from '../rule.ts'
import { placeOf, wireAnew, wiredInto } from '../wired.ts'

/** Something is wired into a host, but nothing that answers the end of a turn, or bounds what it schedules. */
export const stopNotBound: Rule = ({ hosts }) =>
  hosts.flatMap((host) => {
    const wired = wiredInto(host)
    const [first] = wired
    const guards = wired.some(({ hook }) => hook.verb === 'wake')
    // What is bound there and holds nothing is told of by other rules: it is not in want of another beside it.
    const onStop = wired.some(({ hook }) => hook.moment === 'stop')
    if (first === undefined || guards || onStop) return []
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
