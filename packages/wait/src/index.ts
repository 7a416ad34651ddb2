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
export { DEFAULT_WAIT_POLICY, type OnceMet, WAIT_TABLE, type WaitPolicy } from './policy.ts'
export { findHost, type ProcessInfo } from './processes.ts'
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
