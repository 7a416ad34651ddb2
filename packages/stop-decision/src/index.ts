import { waitMarkerBudget } from '@dos/noop-streak'

/** The streak of a session, as its tally has it. */
export interface SeenStreak {
  /** Markers since the last reset; a count that stops at the cap is enough. */
  readonly markers: number
  /** Whether the last Stop of this session found the budget spent, too, and was released for it. */
  readonly releasedBefore: boolean
}

/** What the budget is, and whether a spent one may halt the run. */
export interface StreakRules {
  /** The most markers the streak may reach. A whole number. */
  readonly cap: number
  /** What to do with a spent budget. `halt` acts only where another hook keeps the agent going. */
  readonly onExhausted: 'release' | 'halt'
  /** The event's `stop_hook_active`: whether a hook has held this chain already. Only `true` counts. */
  readonly stopHookActive: unknown
}

/** What becomes of an armed Stop without progress, by which rule, and a sentence for people. */
export type StopVerdict =
  /** Take a place in the streak and hold the turn open. */
  | { readonly do: 'hold'; readonly rule: 'live'; readonly reason: string }
  /** Let the turn end. With `remember`, note first that the budget was found spent. */
  | {
      readonly do: 'release'
      readonly rule: 'exhausted'
      readonly reason: string
      readonly remember: boolean
    }
  /** End the run, whatever other hooks say. */
  | { readonly do: 'halt'; readonly rule: 'kept-going'; readonly reason: string }

/**
 * Decides an armed Stop without progress by its streak: one within the budget is held; a spent one is released, or
 * halted where the rules say so and another hook has kept the agent going after the last release.
 *
 * @throws RangeError when `cap` or the markers are negative or no whole number
 */
export function verdictOf(
  { markers, releasedBefore }: SeenStreak,
  { cap, onExhausted, stopHookActive }: StreakRules,
): StopVerdict {
  const { allow, reason } = waitMarkerBudget(markers, cap)
  if (allow) return { do: 'hold', rule: 'live', reason }
  const halts = onExhausted === 'halt'
  if (halts && stopHookActive === true && releasedBefore) {
    return { do: 'halt', rule: 'kept-going', reason: `${reason}; another hook keeps the agent going` }
  }
  return { do: 'release', rule: 'exhausted', reason, remember: halts }
}
