export {
  classify,
  DEFAULT_STREAK_POLICY,
  type MarkerBudget,
  proposeTighterBudget,
  remaining,
  STREAK_TABLE,
  type StreakDecision,
  type StreakPolicy,
  type Verdict,
  waitMarkerBudget,
} from './classify.ts'
