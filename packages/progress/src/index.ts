export type { Advance } from './compare.ts'
export { digestText } from './digest.ts'
export { nodeOps } from './files/node-ops.ts'
export type { FileStat, GitAnswer, GitQuestion, ProgressOps } from './files/ops.ts'
export {
  carryForward,
  type Fingerprint,
  type PathSighting,
  parseFingerprint,
  type Sighting,
  type Sightings,
  UNSEEN_REASONS,
  type Unseen,
  type Watch,
  type Why,
} from './fingerprint.ts'
export { type Look, type LookRequest, look, tellUnseen } from './look.ts'
export { type IsWork, workFilter } from './not-work.ts'
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
