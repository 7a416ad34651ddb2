import { join } from 'node:path'
import {
  CURRENT_FILE,
  decodeObservation,
  EARLIER_FILE,
  MAX_BYTES,
  METRICS_FOLDER,
  type Observation,
  type Skipped,
} from '@dos/hook-metrics'
import type { Count } from '@dos/hook-metrics/summary'
import { readTail } from './read-tail.ts'

/** What is read of one file at most, in bytes: a file is renamed at a quarter of it. */
const MOST = 4 * MAX_BYTES

/** What was observed in a workspace, or why that can't be told. */
export type Observed =
  | {
      readonly ok: true
      readonly observations: readonly Observation[]
      /** How many lines could not be counted, by why. */
      readonly skipped: readonly Count[]
      /** Files of which only the end was read. */
      readonly cut: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the observations of a workspace, the oldest first. Figures that lack a file would mislead: then there are none. */
export function readObservations(workspace: string): Observed {
  const observations: Observation[] = []
  const skipped = new Map<Skipped, number>()
  const cut: string[] = []
  const problems: string[] = []
  for (const name of [EARLIER_FILE, CURRENT_FILE]) {
    const path = join(workspace, ...METRICS_FOLDER, name)
    const tail = readTail(path, workspace, MOST)
    if (tail.kind === 'refused') problems.push(tail.why)
    if (tail.kind !== 'text') continue
    if (tail.isCut) cut.push(path)
    // Of a file that is cut, the first line is as well.
    for (const line of tail.text.split('\n').slice(tail.isCut ? 1 : 0)) {
      if (line.trim() === '') continue
      const read = decodeObservation(line)
      if (read.kind === 'observation') observations.push(read.observation)
      else skipped.set(read.why, (skipped.get(read.why) ?? 0) + 1)
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, observations, skipped: [...skipped].map(([name, count]) => ({ name, count })), cut }
}
