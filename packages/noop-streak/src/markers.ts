import { classify, requireCount } from './classify.ts'
import { streakPolicy } from './policy.ts'

/** The answer about one more marker. */
export interface MarkerBudget {
  /** Whether the marker may be emitted. */
  readonly allow: boolean
  /** The count to carry on with: one more when allowed, unchanged when refused. */
  readonly markersEmitted: number
  /** A sentence for people. */
  readonly reason: string
}

/**
 * {@link classify} in the words of wait-markers: may one more be emitted after `markersEmitted` of them?
 *
 * @throws RangeError when either argument is negative or no whole number
 */
export function waitMarkerBudget(markersEmitted: number, maxMarkers: number): MarkerBudget {
  requireCount('markersEmitted', markersEmitted)
  const made = streakPolicy({ maxStreak: maxMarkers })
  if (!made.ok)
    throw new RangeError(`maxMarkers must be a whole number, 0 or more, but is ${String(maxMarkers)}`)
  const { allow, noopTurns, reason } = classify(markersEmitted, made.policy)
  return { allow, markersEmitted: noopTurns, reason }
}
