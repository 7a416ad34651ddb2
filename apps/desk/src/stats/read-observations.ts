import { realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import {
  CURRENT_FILE,
  decodeObservation,
  EARLIER_FILE,
  MAX_BYTES,
  METRICS_FOLDER,
  type Observation,
  type Skipped,
} from '@dos/hook-metrics/observation'
import type { Count } from '@dos/hook-metrics/summary'
import { codeOf, type FileEnd, NO_FILE, readEnd } from '../world/files.ts'

/** What is read of one file at most, in bytes: a file is renamed at a quarter of it. */
const MOST = 4 * MAX_BYTES

/** What was observed in a workspace. */
export interface ReadObservations {
  /** The oldest first. */
  readonly observations: readonly Observation[]
  /** How many lines could not be counted, by why. */
  readonly skipped: readonly Count[]
  /** Files of which only the end was read. */
  readonly cut: readonly string[]
  /** Files that can't be read: figures that lack one would mislead. */
  readonly problems: readonly string[]
}

export function readObservations(workspace: string): ReadObservations {
  const observations: Observation[] = []
  const skipped = new Map<Skipped, number>()
  const cut: string[] = []
  const problems: string[] = []
  for (const name of [EARLIER_FILE, CURRENT_FILE]) {
    const path = join(workspace, ...METRICS_FOLDER, name)
    const end = readInside(path, workspace)
    if (typeof end === 'string') problems.push(end)
    if (end === undefined || typeof end === 'string') continue
    if (end.isCut) cut.push(path)
    // Of a file that is cut, the first line is as well.
    for (const line of end.text.split('\n').slice(end.isCut ? 1 : 0)) {
      if (line.trim() === '') continue
      const decoded = decodeObservation(line)
      if (typeof decoded === 'string') skipped.set(decoded, (skipped.get(decoded) ?? 0) + 1)
      else observations.push(decoded)
    }
  }
  return { observations, skipped: [...skipped].map(([name, count]) => ({ name, count })), cut, problems }
}

/** The end of a file that lies in the workspace, links followed; or why it can't be read; nothing where there is none. */
function readInside(path: string, workspace: string): (FileEnd & { ok: true }) | string | undefined {
  let code: string
  try {
    const real = realpathSync(path)
    const root = realpathSync(workspace)
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return `${path} leads to ${real}, which is not inside the workspace: remove the link`
    }
    const end = readEnd(real, MOST)
    if (end.ok) return end
    code = end.code
  } catch (error) {
    code = codeOf(error)
  }
  if (code === 'ENOENT') return undefined
  return code === NO_FILE ? `${path} is not a regular file: move it away` : `cannot read ${path}: ${code}`
}
