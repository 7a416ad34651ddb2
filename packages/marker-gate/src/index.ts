export { decide, findSignal, type GateDecision, type StopEvidence } from './decide.ts'
export {
  type BudgetScope,
  DEFAULT_MARKER_POLICY,
  type EventList,
  type HoldForm,
  MARKER_TABLE,
  type MarkerPolicy,
  markerPolicy,
  type OnExhausted,
} from './policy.ts'
