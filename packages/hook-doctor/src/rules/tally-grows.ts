import type { Rule } from '../rule.ts'

/** Bytes of some 5,000 records: no streak is that long, so whatever writes it never stops. */
const LARGE = 1024 * 1024

/** As many tallies as `prune` keeps unless told otherwise. */
const MANY = 500

/** Tallies that grow, or that become ever more. They cost no time, but room, and nobody reads them. */
export const tallyGrows: Rule = ({ tally: { read, count, folder } }) => [
  ...read
    .filter(({ bytes }) => bytes > LARGE)
    .map(
      ({ session, file, bytes }) =>
        ({
          id: 'tally-large',
          area: 'tally',
          severity: 'warning',
          what: `${session}'s tally has ${(bytes / LARGE).toFixed(1)} MiB`,
          why: 'something asks this session over and over; the file is read from its end and slows nothing down yet',
          mend: { run: 'dos-hook prune --older-than 1d' },
          place: { file },
        }) as const,
    ),
  ...(count > MANY
    ? [
        {
          id: 'tallies-many',
          area: 'tally',
          severity: 'warning',
          what: `there are ${count} tallies`,
          why: 'one is made for every session that is ever armed, and none goes away by itself',
          mend: { run: `dos-hook prune --keep ${MANY}` },
          place: { file: folder },
        } as const,
      ]
    : []),
]
