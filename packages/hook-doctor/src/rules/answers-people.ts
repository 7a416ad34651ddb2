import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** Flags that are for people and scripts, and what a hook that has one does instead of its work. */
const INSTEAD: Readonly<Record<string, string>> = {
  '--dry-run': 'it only says what it would do: no turn is held, and nothing is counted',
  '--json': 'it answers in words for scripts, which no host takes: a turn is counted as held, and let end',
  '--help': 'it only shows its help',
  '-h': 'it only shows its help',
}

/** A hook that is bound with a flag by which it answers a person, and not its host. */
export const answersPeople: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { verb, event, flags } = wired.hook
    const flag = flags.find((each) => Object.hasOwn(INSTEAD, each))
    if (verb === undefined || flag === undefined) return []
    return [
      {
        id: 'answers-people',
        area: 'wiring',
        severity: 'error',
        what: `${verb} is bound to ${event} of ${wired.host.title} with ${flag}`,
        why: INSTEAD[flag] ?? '',
        mend: { edit: `take ${flag} out there` },
        place: placeOf(wired),
      },
    ]
  })
