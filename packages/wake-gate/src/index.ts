export { judgePrompt, type PromptJudgement } from './judge-prompt.ts'
export { judgeRearm, type RearmFacts, type RearmJudgement } from './judge-rearm.ts'
export { asListed } from './listed-as.ts'
export {
  DEFAULT_WAKE_POLICY,
  type RearmMode,
  type WakeIssue,
  type WakePolicy,
  type WakePolicyFields,
  type WakePolicyResult,
  wakePolicy,
} from './policy.ts'
export { type RearmCall, readRearm } from './read-rearm.ts'
export { LONGEST_DELAY_SECONDS, SHORTEST_DELAY_SECONDS, stretchDelay } from './stretch-delay.ts'
export { WAKE_TABLE_KEYS, type WakeTableResult, wakePolicyFromTable } from './table.ts'
export { type PromptEvidence, type PromptKind, tellPrompt } from './tell-prompt.ts'
