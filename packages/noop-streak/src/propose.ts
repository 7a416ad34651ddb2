import { requireCount } from './classify.ts'

/**
 * Proposes a tighter budget after a streak of `observed` no-op turns was seen to lead nowhere: one fewer than
 * was seen, at least 1, never more than the current one. A current budget of 0 stays 0.
 *
 * @throws RangeError when either argument is negative or no whole number
 */
export function proposeTighterBudget(observed: number, currentMax: number): number {
  requireCount('observed', observed)
  requireCount('currentMax', currentMax)
  return Math.min(currentMax, Math.max(1, observed - 1))
}
