import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { TallyFacts, TallyReading } from '../tally-facts.ts'

/** Bytes of some 5,000 records: no streak is that long, so whatever writes it never stops. */
const LARGE = 1024 * 1024

/** As many tallies as `prune` keeps unless told otherwise. */
const MANY = 500

/** Whose session may still be running, `prune` leaves alone. */
const DAY = '`dos-hook prune` removes what was not written for a day'

/** Tallies that grow, or that become ever more. They cost no time, but room, and nobody reads them. */
export const tallyGrows: Rule = ({ tally }) => [...tally.read.flatMap(large), ...many(tally)]

function large({ session, file, bytes, removable }: TallyReading): readonly Finding[] {
  if (bytes <= LARGE) return []
  return [
    {
      id: 'tally-large',
      area: 'tally',
      severity: removable ? 'warning' : 'info',
      what: `${session}'s tally has ${(bytes / LARGE).toFixed(1)} MiB`,
      why: 'something asks this session over and over; the file is read from its end and slows nothing down yet',
      mend: removable
        ? { run: 'dos-hook prune --older-than 1d' }
        : { edit: `${DAY}; to have the room before, end the session and move the file away` },
      place: { file },
    },
  ]
}

function many({ count, removable, folder }: TallyFacts): readonly Finding[] {
  if (count <= MANY) return []
  return [
    {
      id: 'tallies-many',
      area: 'tally',
      severity: removable > 0 ? 'warning' : 'info',
      what: `there are ${count} tallies`,
      why: 'one is made for every session that is ever armed, and none goes away by itself',
      mend: removable > 0 ? { run: `dos-hook prune --keep ${MANY}` } : { edit: DAY },
      place: { file: folder },
    },
  ]
}
