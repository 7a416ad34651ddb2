import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** A budget of nothing: no turn is ever held, nor waited for. */
export const holdsNothing: Rule = (facts) => {
  const { marker, file } = facts.config
  const why = 'the first turn without progress ends the session, and [wait] never comes into play'
  const mend = { edit: 'allow 1 or more; to be without the guard, take it out with `dos-hook remove`' }
  const told = stopMarkers(facts)
    .filter(({ hook }) => capOf(hook.flags) === '0')
    .map((wired) => ({ what: '--max-markers 0 holds nothing', place: placeOf(wired) }))
  const set = marker?.maxStreak === 0 ? [{ what: 'max_streak = 0 holds nothing', place: { file } }] : []
  return [...set, ...told].map((each) => ({
    id: 'holds-nothing',
    area: 'configuration',
    severity: 'warning',
    why,
    mend,
    ...each,
  }))
}

/** The last one counts, written in one word or two. */
function capOf(flags: readonly string[]): string | undefined {
  return flags
    .map((flag, at) => (flag === '--max-markers' ? flags[at + 1] : /^--max-markers=(.*)$/.exec(flag)?.[1]))
    .findLast((cap) => cap !== undefined)
}
