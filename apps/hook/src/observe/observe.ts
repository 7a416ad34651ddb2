import { closeSync, lstatSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from '@dos/hook-call/io'
import {
  CURRENT_FILE,
  EARLIER_FILE,
  encodeObservation,
  isOff,
  METRICS_FOLDER,
  mustRotate,
  type Outcome,
} from '@dos/hook-metrics/observation'
import { inHome, timestamp } from '@dos/marker-sensor'

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

/** The folder of the observations, below the one that the sensor keeps. */
const FOLDERS: readonly string[] = METRICS_FOLDER.slice(1)

/**
 * Appends a line to the file of observations that is there, by one write that nobody waits for to reach the device.
 *
 * @returns `false` where there is no such file, where it is full, or where it, or a folder on the way, is not plain: a
 * cloned repository must not choose where its user's files grow
 * @throws TallyError where a folder leads out of the workspace or belongs to another user
 */
function append(workspace: string, line: string): boolean {
  return inHome(workspace, FOLDERS, (folder) => {
    if (folder === undefined || folder.linked) return false
    // Asked first: it is not to be made here.
    if (lstatSync(join(folder.at, CURRENT_FILE), { throwIfNoEntry: false })?.isFile() !== true) return false
    const { fd, size } = folder.openToAppend(CURRENT_FILE)
    try {
      // Its length in characters is near enough: nearly all of it is ASCII.
      if (mustRotate(size, line.length)) return false
      writeSync(fd, line)
      return true
    } finally {
      closeSync(fd)
    }
  })
}

/**
 * Makes what an observation needs and is not there: the folders, the file; and renames a file that is full. Of two
 * calls at once one may rename what the other has just begun: some observations are lost then, and nothing else.
 *
 * @returns whether there is a file to append to now
 * @throws TallyError as `append`
 */
function makeRoom(workspace: string, added: number): boolean {
  return inHome(
    workspace,
    FOLDERS,
    (folder) => {
      if (folder === undefined || folder.linked) return false
      const path = join(folder.at, CURRENT_FILE)
      const there = lstatSync(path, { throwIfNoEntry: false })
      if (there !== undefined && !there.isFile()) return false
      if (there !== undefined && mustRotate(there.size, added))
        renameSync(path, join(folder.at, EARLIER_FILE))
      closeSync(folder.openToAppend(CURRENT_FILE).fd)
      return true
    },
    { make: true },
  )
}
