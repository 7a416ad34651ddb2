/** The family that these records belong to. */
export const FAMILY = 'hook-observation'

/** The version of the family that is written here, and the newest that is read. */
export const VERSION = 1

/**
 * What came of one question to the hook. The word is open: a later verb may bring its own.
 *
 * - `held`: the turn was held open
 * - `released`: the turn was let end, or the prompt or call let pass, though something about it was looked at
 * - `refused`: the budget is spent: no marker for this turn, no turn for this prompt, no further pass
 * - `halted`: the run was ended whatever other hooks say
 * - `reset`: there was progress, or the caller said so: the streak was zeroed
 * - `waited`: the hook waited outside the conversation, and then let the turn end
 * - `unarmed`: the Stop of a loop was left alone: it was held before, or the host comes back by itself
 * - `granted`: a place in the budget was taken by something that runs: a prompt, a pass
 * - `stretched`: a call was let pass with a longer delay
 * - `denied`: a call was refused
 * - `observed`: a call was only counted
 */
export type Outcome =
  | 'held'
  | 'released'
  | 'refused'
  | 'halted'
  | 'reset'
  | 'waited'
  | 'unarmed'
  | 'granted'
  | 'stretched'
  | 'denied'
  | 'observed'
  | (string & {})

/** One question to the hook, and its answer. */
export interface Observation {
  /** The verb that was asked: `marker`, `wake`, `rearm`, `check`. */
  readonly verb: string
  readonly outcome: Outcome
  /**
   * How long the hook took to decide, in milliseconds; written to the microsecond. What it waited on purpose is not
   * to be in it: minutes of waiting would hide how fast it is.
   */
  readonly latencyMs: number
  /** The status it left with. */
  readonly exit: 0 | 1
  /** Markers in the streak after the answer. */
  readonly markerCount?: number | undefined
  /** The most there may be. */
  readonly maxMarkers?: number | undefined
  /** The host that asked; left out where it was none, but a shell. */
  readonly dialect?: string | undefined
  /** The run it belongs to. */
  readonly runId?: string | undefined
  /** When, in UTC: `2026-06-09T12:52:00Z`. */
  readonly ts: string
}

/**
 * One line without its end: a JSON object, keys in alphabetical order, absent values left out.
 *
 * It is called before a host gets its turn back, so it is one literal and nothing else.
 */
export function encodeObservation(observation: Observation): string {
  const { dialect, exit, latencyMs, markerCount, maxMarkers, outcome, runId, ts, verb } = observation
  // JSON.stringify keeps the order of this literal and leaves `undefined` out.
  return JSON.stringify({
    dialect,
    exit,
    latency_ms: Math.round(latencyMs * 1000) / 1000,
    marker_count: markerCount,
    max_markers: maxMarkers,
    outcome,
    run_id: runId,
    schema: { family: FAMILY, version: VERSION },
    ts,
    verb,
  })
}
