import { waitMarkerBudget } from '@dos/noop-streak'
import type { WakePolicy } from './policy.ts'
import { readRearm } from './read-rearm.ts'
import { stretchDelay } from './stretch-delay.ts'

/** What one call of a scheduling tool is decided by. */
export interface RearmFacts {
  /** The tool's name. */
  readonly tool: unknown
  /** Its input, as the model gave it. */
  readonly input: unknown
  /** No-op ticks in a row, the one in which the call is made included. */
  readonly noopTicks: number
  readonly policy: WakePolicy
  /** Whether ground truth went forward since the tick began. It outweighs the count and the model's own word. */
  readonly delta: boolean
  /**
   * Whether this call is the only place to bound what it schedules, because the host takes no other input for a tool and
   * asks nobody when the time comes (Qwen Code). What could only be put off is refused then once the budget is spent.
   * Default `false`.
   */
  readonly lastChance?: boolean
}

/** What to do with one call of a scheduling tool, and a sentence about it. */
export type RearmJudgement =
  /** Say nothing: the call is none of this gate's business, or there is nothing against it. */
  | { readonly do: 'pass'; readonly reason: string }
  /** Say nothing, although the loop turns idly: the policy only observes, or the call has no delay to stretch. */
  | { readonly do: 'observe'; readonly reason: string }
  /** Let it run with this input: the model's own in every field but `delaySeconds`. */
  | {
      readonly do: 'stretch'
      readonly updatedInput: Readonly<Record<string, unknown>>
      readonly reason: string
    }
  /** Refuse it; the reason is for the model. */
  | { readonly do: 'deny'; readonly reason: string }

/**
 * Decides what becomes of a call by which the model schedules its own next turn. What ends a loop always passes, and so
 * does a call in a tick that did something.
 *
 * @throws RangeError when `noopTicks` is negative or no whole number
 * @example
 * judgeRearm({ tool: 'ScheduleWakeup', input: { delaySeconds: 60 }, noopTicks: 2, policy, delta: false })
 * // { do: 'stretch', updatedInput: { delaySeconds: 120 }, reason: '…' }
 */
export function judgeRearm({
  tool,
  input,
  noopTicks,
  policy,
  delta,
  lastChance = false,
}: RearmFacts): RearmJudgement {
  const budget = waitMarkerBudget(noopTicks, policy.maxStreak)
  const call = readRearm(tool, input)
  if (call.kind === 'other') return pass('it schedules nothing that can be read')
  if (call.kind === 'end') return pass('it ends a loop')
  if (delta) return pass('there was progress in this tick')

  const mode = lastChance && policy.rearm === 'stretch' ? 'deny' : policy.rearm
  switch (mode) {
    case 'observe':
      return { do: 'observe', reason: `rearm = "observe"; ${soFar(noopTicks)}` }
    case 'deny':
      return budget.allow ? pass(soFar(noopTicks)) : { do: 'deny', reason: denial(budget.reason) }
    case 'stretch':
      return call.kind === 'cron'
        ? { do: 'observe', reason: `a cron expression has no delay to stretch; ${soFar(noopTicks)}` }
        : stretch(call.input, noopTicks)
  }
}

function stretch(input: Readonly<Record<string, unknown>>, noopTicks: number): RearmJudgement {
  const asked = input['delaySeconds']
  if (typeof asked !== 'number' || !Number.isFinite(asked)) return pass('it has no delay that can be read')
  const delaySeconds = stretchDelay(asked, noopTicks)
  if (delaySeconds === asked) return pass(soFar(noopTicks))
  return {
    do: 'stretch',
    updatedInput: { ...input, delaySeconds },
    reason: `${soFar(noopTicks)}: ${asked} s become ${delaySeconds} s`,
  }
}

function pass(reason: string): RearmJudgement {
  return { do: 'pass', reason }
}

function soFar(noopTicks: number): string {
  return `${noopTicks} no-op ${noopTicks === 1 ? 'tick' : 'ticks'} in a row`
}

/** Read by the model, for which a bare no would be a reason to try again. */
function denial(why: string): string {
  return (
    `Nothing was scheduled: ${why}. Do not schedule, wait or poll again, in this way or another. ` +
    'End the loop: call ScheduleWakeup with stop: true, if you have it, and delete what is scheduled (CronDelete, ' +
    'cron_delete); then say in one sentence what is still pending, and finish. ' +
    'The user can go on with a prompt in other words, and progress gives the budget back.'
  )
}
