export { digestText } from './fingerprint/digest.ts'
export {
  carryForward,
  type Fingerprint,
  parseFingerprint,
  type Sightings,
  UNSEEN_REASONS,
  type Unseen,
} from './fingerprint/fingerprint.ts'
export { type Look, type LookRequest, look } from './look.ts'
export { nodeOps } from './node-ops.ts'
export type { ProgressOps } from './paths/ops.ts'
export {
  DEFAULT_PROGRESS_POLICY,
  MAX_BUDGET_MS,
  MAX_PATHS,
  MAX_PATTERN_LENGTH,
  MAX_PATTERNS,
  type PolicyIssue,
  type ProgressPolicy,
  type ProgressPolicyFields,
  type ProgressPolicyResult,
  progressPolicy,
} from './policy.ts'
export { PROGRESS_TABLE_KEYS, type ProgressTableResult, progressPolicyFromTable } from './table.ts'
