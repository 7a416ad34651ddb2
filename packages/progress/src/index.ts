export { carryForward } from './carry.ts'
export { compareFingerprints, type Progress } from './compare.ts'
export {
  type Fingerprint,
  type PathSighting,
  type RepositorySightings,
  type Sighting,
  UNKNOWN_REASONS,
  type Unknown,
  type Watch,
  type Why,
} from './fingerprint.ts'
export { fingerprintDigest } from './fingerprint-digest.ts'
export { nodeOps } from './node-ops.ts'
export type { FileStat, GitAnswer, GitQuestion, ProgressOps } from './ops.ts'
export { parseFingerprint } from './parse-fingerprint.ts'
export {
  DEFAULT_PROGRESS_POLICY,
  MAX_PATHS,
  type PolicyIssue,
  type ProgressPolicy,
  type ProgressPolicyFields,
  type ProgressPolicyResult,
  progressPolicy,
} from './policy.ts'
export { type FingerprintRequest, readFingerprint } from './read-fingerprint.ts'
export { PROGRESS_TABLE_KEYS, type ProgressTableResult, progressPolicyFromTable } from './table.ts'
