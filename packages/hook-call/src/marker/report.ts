import { count } from '@dos/marker-sensor'
import type { Judgement } from './judgement.ts'

/** What `--json` prints: one object, never one that a host could take for an answer. */
export interface MarkerReport {
  readonly allow_marker: boolean
  /** `hold`, `release` or `halt`. */
  readonly answer: string
  /** Markers in the streak as the tally has it now, also beyond the cap and where nothing was armed. */
  readonly markers_emitted: number
  readonly max_markers: number | null
  readonly reason: string
  readonly armed: boolean
  /**
   * Which guard or signal decided: `stop-hook-active`, `attended`, `woken-by-host`, `loop-flag`, `env`, `event`, `no-evidence`;
   * `null` when none was asked.
   */
  readonly armed_by: string | null
  /** The variable or the list of the event that it was, where it was one. */
  readonly armed_name: string | null
  /** The host whose dialect the answer is in; `null` where there was no event. */
  readonly dialect: string | null
  readonly session_id: string | null
  readonly workspace: string | null
  readonly tally: string | null
  readonly reset: boolean
  /** What advanced since the last look; empty: nothing that could be seen. */
  readonly progress: readonly string[]
  /** What could not be seen, each with why. */
  readonly unseen: readonly string[]
  readonly dry_run: boolean
  /** Whether something is not as it should be; the reason says what. */
  readonly trouble: boolean
  readonly warnings: readonly string[]
  /** Only where the hook waited before it answered. */
  readonly waited_seconds?: number
  /** `background` or `until`. */
  readonly waited_for?: string
}

/** The judgement in the words that scripts read. */
export function report(judgement: Judgement, dryRun: boolean): MarkerReport {
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
