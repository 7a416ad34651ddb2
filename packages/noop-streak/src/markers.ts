import { classifyWithin, requireCount } from './classify.ts'

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
 * `classify` in the words of wait-markers: may one more be emitted after `markersEmitted` of them?
 *
 * @throws RangeError when either argument is negative or no whole number
 */
export function waitMarkerBudget(markersEmitted: number, maxMarkers: number): MarkerBudget {
  requireCount('markersEmitted', markersEmitted)
  requireCount('maxMarkers', maxMarkers)
  const { allow, noopTurns, reason } = classifyWithin(markersEmitted, maxMarkers)
  return { allow, markersEmitted: noopTurns, reason }
}
