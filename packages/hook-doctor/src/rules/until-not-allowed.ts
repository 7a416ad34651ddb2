import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** A condition to wait for that no hook was told to run. */
export const untilNotAllowed: Rule = (facts) => {
  if (facts.config.wait?.until === undefined) return []
  return stopMarkers(facts)
    .filter(({ hook }) => !hook.flags.includes('--allow-until'))
    .map((wired) => ({
      id: 'until-not-allowed',
      area: 'configuration',
      severity: 'warning',
      what: '[wait] until is set, but the hook is wired without --allow-until',
      why: 'a dos.toml may come with a cloned repository and runs nothing by itself: there is no wait for it',
      mend: { edit: 'add --allow-until to the command there, if you trust the project' },
      place: placeOf(wired),
    }))
}
