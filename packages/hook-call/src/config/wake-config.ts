import type { ProgressPolicy } from '@dos/progress'
import { DEFAULT_WAKE_POLICY, type WakePolicy } from '@dos/wake-gate'
import type { ConfigReading } from './reading.ts'

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
 * What bounds schedules, or one line that says why the configuration can't be used.
 *
 * @param cap - from the command line; it comes before any of the configuration
 */
export function guardConfigOf(reading: ConfigReading, cap: number | undefined): GuardConfigReading {
  if (!reading.ok) return reading
  const { config, warnings } = reading
  const { maxStreak, rearm } = config.wake ?? DEFAULT_WAKE_POLICY
  const policy = { maxStreak: cap ?? maxStreak, rearm }
  return { ok: true, config: { policy, progress: config.progress, warnings } }
}
