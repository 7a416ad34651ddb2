import type { Rule } from '../rule.ts'
import { wireCommandAnew } from '../wired.ts'

/** A wired command that doesn't answer as this program does. */
export const notAnswering: Rule = (facts) =>
  facts.commands.flatMap(({ command, places, run }) =>
    run.kind !== 'failed'
      ? []
      : [
          {
            id: 'not-answering',
            area: 'versions',
            severity: 'error',
            what: `${command} does not answer as dos-hook: ${run.why}`,
            why: 'what does not tell its version will not hold a turn either',
            mend: wireCommandAnew(facts, places, 'name a dos-hook that answers'),
            ...(places[0] && { place: places[0] }),
          },
        ],
  )
