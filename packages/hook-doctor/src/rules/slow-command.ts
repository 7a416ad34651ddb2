import { median } from '../median.ts'
import type { Rule } from '../rule.ts'
import { wireCommandAnew } from '../wired.ts'

/** Milliseconds. A call takes some 10 compiled and 60 under Node; a person notices from here on. */
const SLOW = 300

const BY_HAND =
  'take it out there, and wire the compiled command for yourself: `dos-hook init --scope user --native`'

/** A wired command that takes its time, at the end of every turn. */
export const slowCommand: Rule = (facts) =>
  facts.commands.flatMap(({ command, places, run }) =>
    run.kind !== 'ran' || run.ms.length === 0 || median(run.ms) <= SLOW
      ? []
      : [
          {
            id: 'slow-command',
            area: 'latency',
            severity: 'warning',
            what: `${command} takes ${Math.round(median(run.ms))} ms, at most ${Math.round(Math.max(...run.ms))}`,
            why: 'the host waits for it at the end of every turn, also of those that it lets pass',
            mend: wireCommandAnew(facts, places, BY_HAND, ' --native'),
            ...(places[0] && { place: places[0] }),
          },
        ],
  )
