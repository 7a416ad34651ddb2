import type { MarkerPolicy } from '@dos/marker-gate'
import { markerPolicyFromToml } from '@dos/marker-gate/toml'
import { progressPolicyFromToml } from '@dos/progress/toml'
import { formatProblem } from '@dos/toml-table'
import { waitPolicyFromToml } from '@dos/wait/toml'
import type { ConfigReading } from './config.ts'

/** Reads the tables of a `dos.toml` that is there, complaints in lines that name file, line and column. */
export async function readTables(text: string, file: string): Promise<ConfigReading> {
  const marker = await markerPolicyFromToml(text, { file })
  // Not asked for where there already are problems: of a syntax error each table would tell once.
  if (!marker.ok) return { ok: false, complaint: marker.problems.map(formatProblem).join('; ') }
  const progress = mentions(text, 'progress') ? await progressPolicyFromToml(text, { file }) : undefined
  if (progress?.ok === false) return { ok: false, complaint: progress.problems.map(formatProblem).join('; ') }
  const wait = mentions(text, 'wait') ? await waitPolicyFromToml(text, { file }) : undefined
  if (wait?.ok === false) return { ok: false, complaint: wait.problems.map(formatProblem).join('; ') }
  const waiting = wait !== undefined && (wait.policy.background || wait.policy.until !== undefined)
  return {
    ok: true,
    config: {
      marker: marker.policy,
      progress: progress?.policy,
      wait: waiting ? wait.policy : undefined,
    },
    warnings: [
      ...[...marker.warnings, ...(progress?.warnings ?? []), ...(wait?.warnings ?? [])].map(formatProblem),
      ...contradictions(marker.policy, file),
    ],
  }
}

/** Whether a text can have a table of this name: in plain letters, or by an escape in a quoted key. */
function mentions(text: string, table: string): boolean {
  return text.includes(table) || text.includes('\\')
}

/** Settings that are right one by one and useless together. */
function contradictions(
  { onExhausted, respectStopHookActive }: MarkerPolicy,
  file: string,
): readonly string[] {
  if (onExhausted !== 'halt' || !respectStopHookActive) return []
  return [
    `${file}: on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true: set that to false`,
  ]
}
