import { DEFAULT_MARKER_POLICY, decide, type GateDecision, type StopEvidence } from '@dos/marker-gate'
import { waitMarkerBudget } from '@dos/noop-streak'

/** Whether ground truth went forward since it was last looked at. */
export interface SeenProgress {
  readonly advanced: boolean
  /** What advanced, in sentences. */
  readonly what: readonly string[]
}

/** The streak as the tally has it. */
export interface SeenStreak {
  /** Markers since the last reset; a count that stops at the cap is enough. */
  readonly markers: number
  /** Whether the last Stop of this session found the budget spent, too, and was released for it. */
  readonly releasedBefore: boolean
}

/**
 * All that one Stop is decided by. What costs something to find out may be left out at first; the decision asks for it
 * only where it matters.
 */
export interface StopFacts extends StopEvidence {
  /** The most markers the streak may reach. A whole number. */
  readonly cap: number
  readonly progress?: SeenProgress
  readonly streak?: SeenStreak
}

/** What to do with one Stop, by which rule, and a sentence for people. `look` asks for a fact that is missing. */
export type StopDecision =
  | { readonly do: 'look'; readonly at: 'progress' | 'streak'; readonly gate: GateDecision }
  /** Let the turn end. With `remember`, note first that the budget was found spent. */
  | {
      readonly do: 'release'
      readonly rule: ReleaseRule
      readonly reason: string
      readonly gate: GateDecision
      readonly remember: boolean
    }
  /** The turn did something: zero the streak and let the turn end. */
  | { readonly do: 'reset'; readonly rule: 'progress'; readonly reason: string; readonly gate: GateDecision }
  /** Take a place in the streak and hold the turn open. */
  | { readonly do: 'hold'; readonly rule: 'live'; readonly reason: string; readonly gate: GateDecision }
  /** End the run, whatever other hooks say. */
  | { readonly do: 'halt'; readonly rule: 'kept-going'; readonly reason: string; readonly gate: GateDecision }

/** Why a turn is let end. */
export type ReleaseRule = 'stop-hook-active' | 'no-evidence' | 'attended' | 'woken-by-host' | 'exhausted'

/**
 * Decides one Stop. In this order: what the gate leaves alone is released; a turn that did work resets the streak and
 * is released; a streak within its budget is held; a spent one is released, or halted where the policy says so and
 * another hook has kept the agent going after the last release.
 *
 * With the same facts the answer is always the same, and a fact that was not asked for can't change it.
 *
 * @throws RangeError when `cap` or the markers are negative or no whole number
 */
export function decideStop(facts: StopFacts): StopDecision {
  const gate = decide(facts)
  if (!gate.armed) return { do: 'release', rule: gate.by, reason: gate.reason, gate, remember: false }

  const { progress, streak, cap, policy = DEFAULT_MARKER_POLICY } = facts
  if (progress === undefined) return { do: 'look', at: 'progress', gate }
  if (progress.advanced) {
    return { do: 'reset', rule: 'progress', reason: `progress: ${progress.what.join(', ')}`, gate }
  }
  if (streak === undefined) return { do: 'look', at: 'streak', gate }

  const { allow, reason } = waitMarkerBudget(streak.markers, cap)
  if (allow) return { do: 'hold', rule: 'live', reason, gate }
  if (policy.onExhausted === 'release')
    return { do: 'release', rule: 'exhausted', reason, gate, remember: false }
  if (facts.stopHookActive === true && streak.releasedBefore) {
    return { do: 'halt', rule: 'kept-going', reason: `${reason}; another hook keeps the agent going`, gate }
  }
  return { do: 'release', rule: 'exhausted', reason, gate, remember: true }
}
