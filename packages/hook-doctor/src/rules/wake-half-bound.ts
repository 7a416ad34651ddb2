import type { Rule } from '../rule.ts'
import { placeOf, wireAnew, wiredInto } from '../wired.ts'

/** `wake` needs two events: one tells it what is scheduled, at the other it decides. */
export const wakeHalfBound: Rule = ({ hosts }) =>
  hosts.flatMap((host) => {
    const wakes = wiredInto(host).filter(({ hook }) => hook.verb === 'wake')
    const stop = wakes.find(({ hook }) => hook.moment === 'stop')
    const prompt = wakes.find(({ hook }) => hook.moment === 'prompt')
    const half = stop ?? prompt
    if (half === undefined || (stop && prompt)) return []
    return [
      {
        id: 'wake-half-bound',
        area: 'wiring',
        severity: 'error',
        what: `wake is bound to ${half.hook.event} of ${host.title} alone`,
        why:
          stop === undefined
            ? "it learns at Stop which prompts are scheduled: without that it takes each for a human's"
            : 'it turns prompts away at UserPromptSubmit: without that every wake-up runs',
        mend: wireAnew(half, 'bind it to both'),
        place: placeOf(half),
      },
    ]
  })
