import {
  carryForward,
  compareFingerprints,
  DEFAULT_PROGRESS_POLICY,
  fingerprintDigest,
  nodeOps,
  type ProgressPolicy,
  parseFingerprint,
  readFingerprint,
} from '@dos/progress'
import type { Io } from '../io.ts'
import type { Look } from './watch.ts'

/**
 * Compares ground truth with a recorded fingerprint, which others may have written. Where there is none, what is seen
 * now is the baseline.
 */
export function compareWith(
  recorded: unknown,
  workspace: string,
  policy: ProgressPolicy | undefined,
  io: Io,
): Look {
  const { watch, paths } = policy ?? DEFAULT_PROGRESS_POLICY
  const previous = parseFingerprint(recorded)
  const now = readFingerprint({ workspace, watch, paths, previous, ops: nodeOps({ env: io.env }) })
  const found = compareFingerprints(previous, now)
  return {
    progress: found.advanced ? found : { advanced: false, what: [] },
    fields: { fingerprint: carryForward(previous, now) },
    ...(previous !== undefined && { since: fingerprintDigest(previous) }),
  }
}
