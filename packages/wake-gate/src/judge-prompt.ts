import { waitMarkerBudget } from '@dos/noop-streak'
import type { PromptKind } from './tell-prompt.ts'

/**
 * What to do with one prompt before it becomes a request, and a sentence for people. `pass`: let it through and record
 * nothing. `reset`: let it through, and zero the streak. `claim`: let it through if a place in the streak is granted;
 * where it isn't, ask again with the new count. `refuse`: turn it away; the reason is for the user.
 */
export interface PromptJudgement {
  readonly do: 'pass' | 'reset' | 'claim' | 'refuse'
  readonly reason: string
}

/**
 * Decides what becomes of a prompt. Only a scheduled one can be turned away, and only where the budget is spent.
 *
 * @param streak - no-op turns since the last progress; a count that stops at the cap is enough
 * @param cap - the most there may be
 * @throws RangeError when `streak` or `cap` is negative or no whole number
 */
export function judgePrompt(kind: PromptKind, streak: number, cap: number): PromptJudgement {
  const budget = waitMarkerBudget(streak, cap)
  switch (kind) {
    case 'notification':
      return { do: 'pass', reason: 'a notification of the host: it is never refused and resets nothing' }
    case 'continuation':
      return { do: 'pass', reason: 'the host goes on with its turn: nobody sent this, and it resets nothing' }
    case 'human':
      return { do: 'reset', reason: 'a prompt of a human' }
    case 'scheduled':
      return budget.allow
        ? { do: 'claim', reason: `a scheduled prompt: ${budget.reason}` }
        : { do: 'refuse', reason: refusal(budget.reason) }
  }
}

/** Read by a person, who has to learn from it that the agent does nothing any more, and how to go on. */
function refusal(why: string): string {
  return (
    `A scheduled prompt was turned away before it cost a request; ${why}. ` +
    'To go on, send a prompt of your own in other words: it resets the count. ' +
    'To end the schedule, tell the agent to delete it.'
  )
}
