// A Stop hook of your own: is this Stop part of a loop, and is there anything left of its budget?
import { decide } from '@dos/marker-gate'
import { remaining, waitMarkerBudget } from '@dos/noop-streak'

/** How many turns in a row may pass without progress. */
const LIMIT = 3

/** What to answer when a turn ends after so many turns without progress. */
function answer(turnsWithoutProgress: number, env: Readonly<Record<string, string | undefined>>): string {
  const gate = decide({ stopHookActive: false, loopFlag: false, env })
  if (!gate.armed) return 'stop: this session is not a loop'
  if (!waitMarkerBudget(turnsWithoutProgress, LIMIT).allow) return 'stop: the budget is spent'
  return `go on: ${remaining(turnsWithoutProgress, LIMIT)} left`
}

console.log(answer(0, {}))
console.log(answer(1, { DOS_LOOP: '1' }))
console.log(answer(3, { DOS_LOOP: '1' }))
// stop: this session is not a loop
// go on: 2 left
// stop: the budget is spent
