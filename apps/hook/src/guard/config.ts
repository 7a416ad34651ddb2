import { join } from 'node:path'
import type { ProgressPolicy } from '@dos/progress'
import { DEFAULT_WAKE_POLICY, type WakePolicy, wakePolicy } from '@dos/wake-gate'
import { readSmallFile } from '../small-file.ts'

/** What the tables of a `dos.toml` say about schedules. */
export interface GuardConfig {
  readonly policy: WakePolicy
  /** `undefined`: the default. */
  readonly progress: ProgressPolicy | undefined
  readonly warnings: readonly string[]
}

/** The configuration, or one line that says why the file can't be used. */
export type GuardConfigReading =
  | { readonly ok: true; readonly config: GuardConfig }
  | { readonly ok: false; readonly complaint: string }

/**
 * Reads a workspace's `dos.toml`. The cap is, in this order: the one given here, `[wake] max_streak`,
 * `[marker] max_streak`, four. What is counted is the same, so one number is enough for most.
 *
 * @param cap - from the command line
 */
export async function readGuardConfig(
  workspace: string,
  cap: number | undefined,
): Promise<GuardConfigReading> {
  const path = join(workspace, 'dos.toml')
  const file = readSmallFile(path)
  if (file.kind === 'refused') return { ok: false, complaint: file.why }
  if (file.kind === 'missing') {
    const policy = withCap(DEFAULT_WAKE_POLICY, cap)
    return { ok: true, config: { policy, progress: undefined, warnings: [] } }
  }
  const { readGuardTables } = await import('./config-toml.ts')
  const reading = await readGuardTables(file.text, path)
  if (!reading.ok) return reading
  const { config } = reading
  return { ok: true, config: { ...config, policy: withCap(config.policy, cap) } }
}

/** The policy with another cap; a cap of somebody else's policy or of the command line is checked already. */
export function withCap(policy: WakePolicy, cap: number | undefined): WakePolicy {
  const made = wakePolicy({ maxStreak: cap }, policy)
  if (!made.ok) throw new RangeError(`no cap: ${String(cap)}`)
  return made.policy
}
