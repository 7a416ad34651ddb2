export { decide, findSignal, type GateDecision, type StopEvidence } from './decide.ts'
export type { BudgetScope, EventList, HoldForm, MarkerPolicyFields, OnExhausted } from './fields.ts'
export {
  DEFAULT_MARKER_POLICY,
  type MarkerPolicy,
  type MarkerPolicyResult,
  markerPolicy,
  type PolicyIssue,
} from './policy.ts'
export { MARKER_TABLE_KEYS, type MarkerTableResult, markerPolicyFromTable } from './table.ts'
