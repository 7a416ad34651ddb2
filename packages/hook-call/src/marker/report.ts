import { count } from '@dos/marker-sensor'
import type { Judgement } from './judgement.ts'

/** What `--json` prints: one object, never one that a host could take for an answer. docs/commands.md tells of it. */
export function report(judgement: Judgement, dryRun: boolean): Readonly<Record<string, unknown>> {
  const { answer, reason, found } = judgement
  const { event, place, cap, gate, look, waited } = found
  return {
    allow_marker: answer === 'hold',
    answer,
    markers_emitted: markersOf(judgement),
    max_markers: cap ?? null,
    reason,
    armed: gate?.armed ?? false,
    armed_by: gate?.by ?? null,
    armed_name: gate?.name ?? null,
    dialect: event?.told.host ?? null,
    session_id: place.session ?? null,
    workspace: place.workspace ?? null,
    tally: place.tally?.file ?? null,
    reset: answer === 'release' && judgement.reset,
    progress: look?.progress.what ?? [],
    unseen: look?.unseen ?? [],
    dry_run: dryRun,
    trouble: answer === 'release' && judgement.fault !== undefined,
    warnings: found.warnings,
    ...(waited && { waited_seconds: waited.waited_seconds, waited_for: waited.for }),
  }
}

/** A decision stops counting at the cap, or needs no count at all; a report is to tell what there is. */
function markersOf({ answer, markers, found: { cap = 0, place } }: Judgement): number {
  const isWhole = answer === 'hold' || (markers !== undefined && markers < cap)
  if (isWhole || place.tally === undefined) return markers ?? 0
  try {
    return count(place.tally)
  } catch {
    // Damaged further back than the decision had to look, or what the reason says already.
    return markers ?? 0
  }
}
