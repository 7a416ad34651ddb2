import type { Rule } from '../rule.ts'
import { everyWired, isMarker, placeOf, wiredInto } from '../wired.ts'

/** A streak that is zeroed at every Stop: there is no end of the budget, or nothing that holds at all. */
export const resetOnStop: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.verb === 'marker' && hook.moment === 'stop' && !isMarker(hook))
    .map((wired) => {
      const { host, hook } = wired
      const beside = wiredInto(host).some((each) => each.hook.moment === 'stop' && isMarker(each.hook))
      return {
        id: 'reset-on-stop',
        area: 'wiring',
        severity: 'error',
        what: `marker --reset is bound to ${hook.event} of ${host.title}`,
        why: beside
          ? 'every turn gets the whole budget back: the marker beside it may hold for ever'
          : 'every turn only gets the budget back: none is ever held or counted there',
        mend: {
          edit: beside ? `take that entry out of ${hook.event}` : 'take --reset out of the command there',
        },
        place: placeOf(wired),
      }
    })
