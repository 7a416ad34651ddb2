export {
  decideStop,
  type ReleaseRule,
  type SeenProgress,
  type SeenStreak,
  type StopDecision,
  type StopFacts,
} from './decide-stop.ts'
