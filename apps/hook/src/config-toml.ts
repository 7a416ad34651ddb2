import { type MarkerTomlResult, markerPolicyFromToml } from '@dos/marker-gate/toml'
import { formatProblem } from '@dos/toml-table'
import type { ConfigReading } from './config.ts'

/** Reads the `[marker]` table of a `dos.toml` that is there, its complaints in lines that name file, line and column. */
export async function readMarkerTable(text: string, path: string): Promise<ConfigReading> {
  const result: MarkerTomlResult = await markerPolicyFromToml(text, { file: path })
  if (result.ok) return { ok: true, policy: result.policy, warnings: result.warnings.map(formatProblem) }
  return { ok: false, complaint: result.problems.map(formatProblem).join('; ') }
}
