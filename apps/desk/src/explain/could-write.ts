import { type Judgement, trouble } from '@dos/hook-call/marker/judgement'
import type { TallyPaths } from '@dos/marker-sensor'
import { isTooLong, obstacleIn, obstacleOf } from '../world/obstacle.ts'

/**
 * The judgement as it would be after its record was written: a dry run writes none, and where none can be written the
 * hook holds and halts nothing.
 */
export function couldWrite(judgement: Judgement): Judgement {
  const { answer, found } = judgement
  const { tally } = found.place
  if (answer === 'release' || tally === undefined) return judgement
  const why = whyNot(tally)
  return why === undefined
    ? judgement
    : trouble(`would ${answer}, but no record can be written: ${why}`, found)
}

function whyNot(tally: TallyPaths): string | undefined {
  if (isTooLong(tally)) return 'the name of the session or run is too long to be a file name'
  const obstacle = obstacleIn(tally) ?? obstacleOf(tally.file)
  return obstacle && `${obstacle.path} ${obstacle.why}`
}
