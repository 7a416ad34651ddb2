import type { WiredHook } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** A command line that the program refuses: it leaves with status 1, which every host takes for a release. */
export const wrongWords: Rule = (facts) =>
  everyWired(facts).flatMap((wired) =>
    wired.hook.complaint === undefined
      ? []
      : [
          {
            id: 'wrong-words',
            area: 'wiring',
            severity: 'error',
            what: `${wired.hook.command}: ${wired.hook.complaint}`,
            why: 'a wrong command line decides nothing, and the host takes that for a release',
            mend: { edit: `correct the command there; ${example(wired.hook)} tells what it takes` },
            place: placeOf(wired),
          },
        ],
  )

function example({ verb }: WiredHook): string {
  return verb === undefined ? '`dos-hook --help`' : `\`dos-hook ${verb} --help\``
}
