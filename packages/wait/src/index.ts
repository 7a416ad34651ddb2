export type { OnceMet, WaitPolicyFields } from './fields.ts'
export { nodeOps } from './node-ops.ts'
export type { CommandRun, RunResult, WaitOps } from './ops.ts'
export {
  answerWait,
  planWait,
  type WaitAnswer,
  type WaitEnd,
  type WaitFacts,
  type WaitFor,
  type WaitPlan,
  type WaitTerms,
} from './plan.ts'
export {
  DEFAULT_WAIT_POLICY,
  type PolicyIssue,
  type WaitPolicy,
  type WaitPolicyResult,
  waitPolicy,
} from './policy.ts'
export { findHost, type ProcessInfo } from './processes.ts'
export { WAIT_TABLE_KEYS, type WaitTableResult, waitPolicyFromTable } from './table.ts'
export {
  type BackgroundRequest,
  type BackgroundWait,
  type EndSources,
  type EndWatch,
  type UntilRequest,
  type UntilWait,
  waitForBackground,
  waitUntil,
  watchForEnd,
} from './wait.ts'
