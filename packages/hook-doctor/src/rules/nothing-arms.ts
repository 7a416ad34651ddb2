import type { Rule } from '../rule.ts'
import { isLoop, placeOf, stopMarkers } from '../wired.ts'

/** No variable, no list of the event and no flag: a guard that is never asked for. */
export const nothingArms: Rule = (facts) => {
  const { marker } = facts.config
  const markers = stopMarkers(facts)
  const [first] = markers
  if (marker === undefined || first === undefined) return []
  if (marker.armOnEnv.length > 0 || marker.armOnEvent.length > 0) return []
  if (markers.some(({ hook }) => isLoop(hook))) return []
  return [
    {
      id: 'nothing-arms',
      area: 'configuration',
      severity: 'error',
      what: 'arm_on_env is empty and no hook is wired with --loop: nothing ever arms the guard',
      why: 'every Stop counts as an ordinary turn, and no loop is bounded',
      mend: {
        edit: 'name a variable in arm_on_env, such as "DOS_LOOP", or add --loop to the hook of a loop',
      },
      place: placeOf(first),
    },
  ]
}
