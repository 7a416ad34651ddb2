import type { Io } from '@dos/hook-call/io'
import { encodeObservation, isOff, type Outcome } from '@dos/hook-metrics'
import { timestamp } from '@dos/marker-sensor'
import { append } from './append.ts'
import { makeRoom } from './make-room.ts'

/** One armed decision, as it was answered. */
export interface Observed {
  readonly verb: 'marker' | 'wake' | 'rearm' | 'check'
  readonly outcome: Outcome
  /** Where the tally is that was decided by. */
  readonly workspace: string
  readonly markers?: number | undefined
  readonly cap?: number | undefined
  readonly dialect?: string | undefined
  /** The run, where it is not the one that the environment names. */
  readonly runId?: string | undefined
  /** How long the hook waited on purpose, in milliseconds: not part of how quick it was. */
  readonly waitedMs?: number
  /** The status that the command leaves with. Default 0. */
  readonly exit?: 0 | 1
}

/**
 * Notes a decision in the workspace's observations, after it was answered: nobody waits for this but the end of the
 * process. Never throws and says nothing on its own account: what is not noted is missing from statistics, no more.
 */
export function observe(observed: Observed, io: Io): void {
  if (isOff(io.env)) return
  const { outcome, workspace } = observed
  try {
    const line = `${lineOf(observed, io)}\n`
    // The Stop of a loop that was left alone leaves no trace where nothing else has left one.
    if (append(workspace, line) || outcome === 'unarmed') return
    if (makeRoom(workspace, line.length)) append(workspace, line)
  } catch {
    // A full disk, a folder that is not ours: nothing that the decision depends on.
  }
}

function lineOf(observed: Observed, io: Io): string {
  const { verb, outcome, markers, cap, dialect, waitedMs = 0, exit = 0 } = observed
  return encodeObservation({
    verb,
    outcome,
    latencyMs: Math.max(0, io.elapsed() - waitedMs),
    exit,
    markerCount: markers,
    maxMarkers: cap,
    dialect,
    runId: observed.runId ?? (io.env['CID_RUN_ID'] || undefined),
    ts: timestamp(io.now()),
  })
}
