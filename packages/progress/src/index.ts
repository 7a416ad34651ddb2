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
  PROGRESS_TABLE,
  type ProgressPolicy,
  progressPolicy,
} from './policy.ts'
