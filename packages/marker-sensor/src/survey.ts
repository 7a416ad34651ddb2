import { onTally } from './error.ts'
import { type Glance, glanceAt } from './glance.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import type { Place } from './place.ts'
import { readIn } from './read.ts'
import { inTallies, refused, type TallyFile, type UnreadableTally } from './tallies.ts'

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
export type SurveyedTally = (TallyFile & { readonly ok: true } & Glance) | UnreadableTally

/**
 * Looks at every tally of a workspace: how long its streak is, and what came last. Each is asked for its time first
 * and read from its end. What can't be read is told with its reason; what is no regular file, or leads out of the
 * workspace, whenever it was written.
 *
 * @throws TallyError when the folder leads out of the workspace, or the file system refuses to list it
 */
export function survey(workspace: string, request: SurveyRequest = {}, options: SensorOptions = {}): Survey {
  const { ops, understands } = withDefaults(options)
  const { since = Number.NEGATIVE_INFINITY, limit = ENOUGH, previous } = request
  const before = new Map(previous?.tallies.map((tally) => [tally.paths.file, tally]))
  return inTallies('list', ops, workspace, (all, place) => {
    const found: SurveyedTally[] = []
    let older = 0
    for (const tally of all) {
      if ('ok' in tally) {
        found.push(tally)
      } else if (tally.changedAt < since) {
        older += 1
      } else if (place !== undefined) {
        const known = before.get(tally.paths.file)
        const same = known?.ok === true && known.changedAt === tally.changedAt && known.size === tally.size
        found.push(...(same ? [known] : read(place, tally, limit, understands)))
      }
    }
    return { tallies: found.sort((one, other) => other.changedAt - one.changedAt), older }
  })
}

/** None where it has gone since it was listed. */
function read(
  place: Place,
  tally: TallyFile,
  limit: number,
  understands: number | undefined,
): readonly SurveyedTally[] {
  const { session, paths, changedAt, size } = tally
  try {
    const glance = onTally('read', paths.file, () =>
      readIn<Glance | undefined>(place, paths, undefined, (open) =>
        glanceAt(place.way.ops, open, limit, understands),
      ),
    )
    if (glance === undefined) return []
    const { count, last } = glance
    // Spelt out: of ten thousand such objects, spreads took a tenth of the whole time under Node.
    return [{ session, paths, changedAt, size, ok: true, count, last }]
  } catch (error) {
    return [refused(tally, error, tally)]
  }
}
