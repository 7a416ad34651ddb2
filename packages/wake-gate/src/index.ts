export { judgePrompt, type PromptJudgement } from './judge-prompt.ts'
export {
  judgeRearm,
  type RearmCall,
  type RearmFacts,
  type RearmJudgement,
  readRearm,
  stretchDelay,
} from './judge-rearm.ts'
export { DEFAULT_WAKE_POLICY, type RearmMode, WAKE_TABLE, type WakePolicy } from './policy.ts'
export { asListed, type PromptEvidence, type PromptKind, tellPrompt } from './tell-prompt.ts'
