import { encodeObservation, type Outcome } from '@dos/hook-metrics'
import { timestamp } from '@dos/marker-sensor'
import type { Io } from '../io.ts'
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

/** Whether the environment asks for nothing to be noted. */
export function isOff(env: Io['env']): boolean {
  const value = env['DOS_HOOK_METRICS']
  return value === '0' || value === 'false' || value === 'off'
}

/**
 * Notes a decision in the workspace's observations, after it was answered: nobody waits for this but the end of the
 * process. Never throws and says nothing on its own account: what is not noted is missing from statistics, no more.
 */
export function observe(observed: Observed, io: Io): void {
  if (isOff(io.env)) return
  const { verb, outcome, workspace, markers, cap, dialect, waitedMs = 0, exit = 0 } = observed
  const runId = observed.runId ?? (io.env['CID_RUN_ID'] || undefined)
  const line = `${encodeObservation({
    verb,
    outcome,
    latencyMs: Math.max(0, io.elapsed() - waitedMs),
    exit,
    ...{ markerCount: markers, maxMarkers: cap, dialect, runId },
    ts: timestamp(io.now()),
  })}\n`
  try {
    if (append(workspace, line) || isTraceless(outcome)) return
    if (makeRoom(workspace, line.length)) append(workspace, line)
  } catch {
    // A full disk, a folder that is not ours: nothing that the decision depends on.
  }
}

/** What was only looked at, or went wrong, leaves no trace where nothing else has left one. */
function isTraceless(outcome: Outcome): boolean {
  return outcome === 'unarmed' || outcome === 'observed' || outcome === 'released'
}
