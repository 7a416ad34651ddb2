import { median } from '../median.ts'
import type { Rule } from '../rule.ts'
import { wireCommandAnew } from '../wired.ts'

/** Milliseconds. A call takes some 10 compiled and 60 under Node; a person notices from here on. */
const SLOW = 300

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
            mend: wireCommandAnew(
              facts,
              places,
              'wire the compiled command: `dos-hook init --native`',
              ' --native',
            ),
            ...(places[0] && { place: places[0] }),
          },
        ],
  )
