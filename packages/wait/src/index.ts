export { answerWait, type WaitAnswer, type WaitEnd } from './answer.ts'
export type { OnceMet, WaitPolicyFields } from './fields.ts'
export { findHost, findShells, type ShellSearch } from './find-shells.ts'
export { nodeOps } from './node-ops.ts'
export type { CommandRun, RunResult, WaitOps } from './ops.ts'
export { planWait, type WaitFacts, type WaitFor, type WaitPlan } from './plan.ts'
export {
  DEFAULT_WAIT_POLICY,
  type PolicyIssue,
  type WaitPolicy,
  type WaitPolicyResult,
  waitPolicy,
} from './policy.ts'
export type { ProcessInfo } from './process-info.ts'
export { type Interval, type Progress, pauseAfter } from './schedule.ts'
export { WAIT_TABLE_KEYS, type WaitTableResult, waitPolicyFromTable } from './table.ts'
export { type BackgroundRequest, type BackgroundWait, waitForBackground } from './wait-for-background.ts'
export { MAX_RUN_MS, type UntilRequest, type UntilWait, waitUntil } from './wait-until.ts'
export { type EndSignal, type EndSources, type EndWatch, watchForEnd } from './watch-for-end.ts'
