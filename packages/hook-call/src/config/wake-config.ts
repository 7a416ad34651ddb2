import type { ProgressPolicy } from '@dos/progress'
import { DEFAULT_WAKE_POLICY, type WakePolicy, wakePolicy } from '@dos/wake-gate'
import type { ConfigReading } from './config.ts'

/** What the configuration says about schedules. */
export interface GuardConfig {
  readonly policy: WakePolicy
  /** `undefined`: the default. */
  readonly progress: ProgressPolicy | undefined
  readonly warnings: readonly string[]
}

/** The configuration, or one line that says why it can't be used. */
export type GuardConfigReading =
  | { readonly ok: true; readonly config: GuardConfig }
  | { readonly ok: false; readonly complaint: string }

/**
 * What a guard takes from the configuration. The cap is, in this order: the one given here, `[wake] max_streak`,
 * `[marker] max_streak`, `[noop_streak] max_streak`, four. What is counted is the same, so one number is enough for most.
 *
 * @param cap - from the command line
 */
export function guardConfigOf(reading: ConfigReading, cap: number | undefined): GuardConfigReading {
  if (!reading.ok) return reading
  const { config, warnings } = reading
  const policy = withCap(config.wake ?? withCap(DEFAULT_WAKE_POLICY, config.marker.maxStreak), cap)
  return { ok: true, config: { policy, progress: config.progress, warnings } }
}

/** The policy with another cap; a cap of somebody else's policy or of the command line is checked already. */
function withCap(policy: WakePolicy, cap: number | undefined): WakePolicy {
  const made = wakePolicy({ maxStreak: cap }, policy)
  if (!made.ok) throw new RangeError(`no cap: ${String(cap)}`)
  return made.policy
}
