import type { Rule } from '../rule.ts'

/** A wired command that was not tried out, since it would have run what a stranger may have put there. */
export const notRun: Rule = ({ commands }) =>
  commands.flatMap(({ command, places: [place], run }) =>
    run.kind !== 'not-run'
      ? []
      : [
          {
            id: 'not-run',
            area: 'latency',
            severity: 'info',
            what: `${command} was not run: ${run.why}`,
            why: 'its version and how long it takes are not known',
            ...(place && { place }),
          },
        ],
  )
