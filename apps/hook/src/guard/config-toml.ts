import { markerPolicyFromToml } from '@dos/marker-gate/toml'
import { progressPolicyFromToml } from '@dos/progress/toml'
import { formatProblem, type LoadResult } from '@dos/toml-table'
import { DEFAULT_WAKE_POLICY } from '@dos/wake-gate'
import { wakePolicyFromToml } from '@dos/wake-gate/toml'
import { type GuardConfigReading, withCap } from './config.ts'

/** Reads the tables of a `dos.toml` that matter to schedules, complaints in lines that name file, line and column. */
export async function readGuardTables(text: string, file: string): Promise<GuardConfigReading> {
  // One after the other: of a syntax error each table would tell once.
  const marker = await markerPolicyFromToml(text, { file })
  if (!marker.ok) return refused(marker)
  const progress = await progressPolicyFromToml(text, { file })
  if (!progress.ok) return refused(progress)
  const base = withCap(DEFAULT_WAKE_POLICY, marker.policy.maxStreak)
  const wake = await wakePolicyFromToml(text, { file, base })
  if (!wake.ok) return refused(wake)
  return {
    ok: true,
    config: {
      policy: wake.policy,
      progress: progress.policy,
      // The marker tells of its own.
      warnings: wake.warnings.map(formatProblem),
    },
  }
}

function refused({ problems }: Extract<LoadResult<unknown>, { ok: false }>): GuardConfigReading {
  return { ok: false, complaint: problems.map(formatProblem).join('; ') }
}
