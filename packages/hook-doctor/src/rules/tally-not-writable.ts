import type { Rule } from '../rule.ts'

/** A place where no record can be written: every armed turn is then let end. */
export const tallyNotWritable: Rule = ({ tally: { obstacle } }) =>
  obstacle === undefined
    ? []
    : [
        {
          id: 'tally-not-writable',
          area: 'tally',
          severity: 'error',
          what: `no tally can be written: ${obstacle.path} ${obstacle.why}`,
          why: 'a turn is held only once its record is on the disk: where none can be, every turn is let end',
          mend: { edit: 'give yourself the right to write there, or move away what stands there' },
          place: { file: obstacle.path },
        },
      ]
