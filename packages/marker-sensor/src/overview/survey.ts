import { basename } from 'node:path'
import { nodeFileOps } from '../files/node-operations.ts'
import type { SensorOptions } from '../files/operations.ts'
import type { Place } from '../files/place.ts'
import { onTally, TallyError, type TallyFault } from '../files/tally-error.ts'
import { requireNumber } from '../format/check.ts'
import type { TallyEntry } from '../format/record.ts'
import { readIn } from '../read/read.ts'
import { countFromEnd, recordsFromEnd } from '../read/records-from-end.ts'
import { inTallies, type TallyFile } from './list.ts'

/**
 * How far a survey counts unless told otherwise: no budget is near it, and a session that was counted without a
 * bound for days costs no more than some 200 KB of reading.
 */
const ENOUGH = 1000

/** Which tallies to read, and how far. */
export interface SurveyRequest {
  /** Read only what was written at this time or later, in milliseconds since 1970. Default: all. */
  readonly since?: number
  /** Count no streak further. Default 1000. */
  readonly limit?: number
  /** An earlier survey by the same request: what has neither another time nor another size is taken from it. */
  readonly previous?: Survey
}

/** All tallies of a workspace, as they are now. */
export interface Survey {
  /** The latest written first. */
  readonly tallies: readonly SurveyedTally[]
  /** How many more there are that were not written since then, and not read. */
  readonly older: number
}

/** One tally: what its end tells, or why it can't be read. */
export type SurveyedTally = TallyFile &
  (
    | {
        readonly ok: true
        /** Markers since the last reset, counted no further than the limit. */
        readonly count: number
        /** The newest readable entry, of any op; `undefined` where there is none. */
        readonly last: TallyEntry | undefined
        readonly fault?: undefined
        readonly why?: undefined
      }
    | {
        readonly ok: false
        readonly fault: TallyFault
        /** A sentence that names the file. */
        readonly why: string
        readonly count?: undefined
        readonly last?: undefined
      }
  )

/**
 * Looks at every tally of a workspace: how long its streak is, and what came last. Each is asked for its time first
 * and read from its end. What can't be read is told with its reason; what is no regular file, or leads out of the
 * workspace, whenever it was written.
 *
 * @throws TallyError when the folder leads out of the workspace, or the file system refuses to list it
 * @throws RangeError for a `since` or a `limit` that is no number, the latter from 0 up
 */
export function survey(workspace: string, request: SurveyRequest = {}, options: SensorOptions = {}): Survey {
  const { ops = nodeFileOps } = options
  const { since = Number.NEGATIVE_INFINITY, limit = ENOUGH, previous } = request
  requireNumber('since', since, Number.NEGATIVE_INFINITY)
  requireNumber('limit', limit)
  const before = new Map(previous?.tallies.map((tally) => [tally.paths.file, tally]))
  return inTallies<Survey>('list', ops, workspace, { tallies: [], older: 0 }, (found, place) => {
    const surveyed: SurveyedTally[] = []
    let older = 0
    for (const { tally, error } of found) {
      const known = before.get(tally.paths.file)
      if (error !== undefined) {
        surveyed.push(unreadable(tally, error))
      } else if (tally.changedAt < since) {
        older += 1
      } else if (known?.ok === true && known.changedAt === tally.changedAt && known.size === tally.size) {
        surveyed.push(known)
      } else {
        surveyed.push(...read(place, tally, limit))
      }
    }
    return { tallies: surveyed, older }
  })
}

/** None where it has gone since it was listed. */
function read(place: Place, tally: TallyFile, limit: number): readonly SurveyedTally[] {
  const { session, paths, changedAt, size } = tally
  try {
    return onTally('read', paths.file, () =>
      readIn(place, basename(paths.file), (open) => {
        if (open === undefined) return []
        let last: TallyEntry | undefined
        const see = ({ op, fields }: TallyEntry): void => {
          last ??= { op, fields }
        }
        const count = Math.min(limit, countFromEnd(recordsFromEnd(place.walk.ops, open, { see }), limit))
        // Spelt out: of ten thousand such objects, spreads took a tenth of the whole time under Node.
        return [{ session, paths, changedAt, size, ok: true, count, last }]
      }),
    )
  } catch (error) {
    if (!(error instanceof TallyError)) throw error
    return [unreadable(tally, error)]
  }
}

function unreadable(tally: TallyFile, { fault, message }: TallyError): SurveyedTally {
  return { ...tally, ok: false, fault, why: message }
}
