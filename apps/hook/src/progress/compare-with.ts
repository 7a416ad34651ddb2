import {
  DEFAULT_PROGRESS_POLICY,
  type Fingerprint,
  look,
  nodeOps,
  type ProgressPolicy,
  parseFingerprint,
} from '@dos/progress'
import type { Io } from '../io.ts'

/** What to compare with what. */
export interface Comparison {
  readonly workspace: string
  readonly stands: string | undefined
  readonly policy: ProgressPolicy | undefined
  /** The fingerprint of the last record that has one; others may have written it. */
  readonly last: unknown
  /** From when on something counts that is seen for the first time, in milliseconds since 1970. */
  readonly since: number | undefined
}

/** What came of it. */
export interface Compared {
  readonly advanced: readonly string[]
  readonly unseen: readonly string[]
  readonly fingerprint: Fingerprint
  readonly files: readonly string[]
  readonly loneUntracked: boolean
  readonly ms: number
}

/** Compares ground truth with a recorded fingerprint. Loaded only where there is something to look at. */
export function compareWith({ workspace, stands, policy, last, since }: Comparison, io: Io): Compared {
  const previous = parseFingerprint(last)
  const { advanced, unseen, fingerprint, ms } = look({
    workspace,
    stands,
    policy: policy ?? DEFAULT_PROGRESS_POLICY,
    previous,
    since,
    ops: nodeOps({ env: io.env }),
  })
  return {
    advanced: advanced.map(({ text }) => text),
    unseen: unseen.map(({ text }) => text),
    fingerprint,
    files: [...new Set(advanced.flatMap(({ files }) => files))].slice(0, 20),
    loneUntracked: advanced.length === 1 && advanced[0]?.loneUntracked === true,
    ms,
  }
}
