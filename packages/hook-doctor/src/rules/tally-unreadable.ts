import type { Rule } from '../rule.ts'

/** A tally whose streak can't be told. */
export const tallyUnreadable: Rule = ({ tally: { read } }) =>
  read.flatMap(({ file, refused }) =>
    refused === undefined
      ? []
      : [
          {
            id: 'tally-unreadable',
            area: 'tally',
            severity: 'error',
            what: refused,
            why: 'where the streak is unknown no turn of that session is held',
            mend: { edit: 'move the file away; a new one is made by itself' },
            place: { file },
          },
        ],
  )
