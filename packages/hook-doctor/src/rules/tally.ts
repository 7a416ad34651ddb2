import type { Finding } from '../finding.ts'
import { networkFileSystem } from '../network-file-system.ts'
import type { Rule } from '../rule.ts'
import type { TallyFacts, TallyReading } from '../tally-facts.ts'

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

/** A link out of the workspace: nothing is read or written through it. */
export const tallyOutside: Rule = ({ tally: { outside } }) =>
  outside === undefined
    ? []
    : [
        {
          id: 'tally-outside',
          area: 'tally',
          severity: 'error',
          what: `a link leads out of the workspace, to ${outside.to}`,
          why: 'a cloned repository must not choose where files grow: the tally is refused, and every turn is let end',
          mend: { edit: 'remove the link' },
          place: { file: outside.path },
        },
      ]

/** A file system on which two appends at once may overwrite each other. Told by its type only where that is Linux's. */
export const tallyOnNetwork: Rule = ({ tally: { fileSystem, folder }, platform }) => {
  const name = fileSystem === undefined || platform !== 'linux' ? undefined : networkFileSystem(fileSystem)
  if (name === undefined) return []
  return [
    {
      id: 'tally-on-network',
      area: 'tally',
      severity: 'warning',
      what: `the tally lies on ${name}`,
      why: 'an append is not indivisible on a network: of two hooks at once, one may overwrite the record of the other',
      mend: { edit: 'keep the workspace on a disk of this machine' },
      place: { file: folder },
    },
  ]
}

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

/** Records of a later version: they count nothing here. */
export const tooNewLines: Rule = ({ tally: { read } }) =>
  read.flatMap(({ session, file, tooNew }) =>
    tooNew === 0
      ? []
      : [
          {
            id: 'too-new-lines',
            area: 'tally',
            severity: 'warning',
            what: `${tooNew === 1 ? '1 line' : `${tooNew} lines`} of ${session}'s tally ${tooNew === 1 ? 'is' : 'are'} of a later version`,
            why: 'a newer dos-hook writes there, and this one counts without what it wrote',
            mend: { edit: 'use the newer version everywhere: wire it with its own `dos-hook init`' },
            place: { file },
          },
        ],
  )

/** Bytes of some 5,000 records: no streak is that long, so whatever writes it never stops. */
const LARGE = 1024 * 1024

/** As many tallies as `prune` keeps unless told otherwise. */
const MANY = 500

/** Whose session may still be running, `prune` leaves alone. */
const DAY = '`dos-hook prune` removes what was not written for a day'

/** An untracked file that keeps giving the budget back: a log, a heartbeat, the state of a loop. Or work in one file. */
export const progressByOneFile: Rule = ({ tally: { read } }) =>
  read.flatMap(({ session, file, loneFile }) =>
    loneFile === undefined
      ? []
      : [
          {
            id: 'progress-by-one-file',
            area: 'progress',
            severity: 'warning',
            what: `the untracked file ${loneFile.path} alone gave ${session} its budget back ${loneFile.times} times in a row`,
            why: 'what a loop writes for itself is no work: while it counts as progress, the loop never ends',
            mend: { edit: `if it is no work, write into dos.toml, under [progress]: ${loneFile.line}` },
            place: { file },
          },
        ],
  )

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

/** Tallies in a repository: each hold is a change, and so looks like work; and others get one's count. */
export const tallyTracked: Rule = ({ tally: { tracked, folder } }) =>
  tracked === undefined || tracked === 0
    ? []
    : [
        {
          id: 'tally-tracked',
          area: 'tally',
          severity: 'warning',
          what: `git keeps ${tracked === 1 ? 'a file' : `${tracked} files`} of .dos`,
          why: 'every record shows up as a change, and whoever clones the repository starts with your count',
          mend: { run: 'git rm -r --cached .dos' },
          place: { file: folder },
        },
      ]
