export { classify, remaining, type StreakDecision, type Verdict } from './classify.ts'
export { type MarkerBudget, waitMarkerBudget } from './markers.ts'
export {
  DEFAULT_STREAK_POLICY,
  type StreakIssue,
  type StreakPolicy,
  type StreakPolicyFields,
  type StreakPolicyResult,
  streakPolicy,
} from './policy.ts'
export { proposeTighterBudget } from './propose.ts'
export { STREAK_TABLE_KEYS, type StreakTableResult, streakPolicyFromTable } from './table.ts'
