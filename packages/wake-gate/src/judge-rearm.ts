import { waitMarkerBudget } from '@dos/noop-streak'
import { type Given, policyOf } from '@dos/toml-table/table'
import { WAKE_TABLE, type WakePolicy } from './policy.ts'

/** What one call of a scheduling tool is decided by. */
export interface RearmFacts {
  /** The tool's name. */
  readonly tool: unknown
  /** Its input, as the model gave it. */
  readonly input: unknown
  /** No-op ticks in a row, the one in which the call is made included. */
  readonly noopTicks: number
  /** What is left out has its default. */
  readonly policy?: Given<WakePolicy>
  /** Whether there was progress since the tick began. It outweighs the count and the model's own word. */
  readonly delta: boolean
  /**
   * Whether this call is the only place to bound what it schedules, because the host takes no other input for a tool and
   * asks nobody when the time comes (Qwen Code). What could only be put off is refused then once the budget is spent.
   * Default `false`.
   */
  readonly lastChance?: boolean
}

/** What to do with one call of a scheduling tool, and a sentence about it. */
export type RearmJudgement = {
  readonly reason: string
} /** Say nothing: the call is none of this gate's business, or there is nothing against it. */ & (
  | { readonly do: 'pass'; readonly updatedInput?: undefined }
  /** Say nothing, although the loop is idle: the policy only observes, or the call has no delay to stretch. */
  | { readonly do: 'observe'; readonly updatedInput?: undefined }
  /** Let it run with this input: the model's own in every field but `delaySeconds`. */
  | { readonly do: 'stretch'; readonly updatedInput: Input }
  /** Refuse it; the reason is for the model. */
  | { readonly do: 'deny'; readonly updatedInput?: undefined }
)

/** What a tool call does to a loop, as far as it can be read. */
export type RearmCall =
  /** Schedules one wake-up after a delay; `noop`: its turn did nothing, by the model's own word or for want of one. */
  | { readonly kind: 'wakeup'; readonly input: Input; readonly noop: boolean }
  /** Schedules prompts by a cron expression. */
  | { readonly kind: 'cron'; readonly input: Input; readonly noop?: undefined }
  /** Ends a loop. */
  | { readonly kind: 'end'; readonly input?: undefined; readonly noop?: undefined }
  /** Has nothing to do with schedules, or can't be read: the host will say what is wrong with it. */
  | { readonly kind: 'other'; readonly input?: undefined; readonly noop?: undefined }

type Input = Readonly<Record<string, unknown>>

/** Tools that end something that would wake the agent: Claude Code's, and Qwen Code's names for the same. */
const ENDING: readonly unknown[] = ['CronDelete', 'TaskStop', 'cron_delete', 'task_stop']

const CRON: readonly unknown[] = ['CronCreate', 'cron_create']

/** Qwen Code's, by the name it has and the one it is shown by. It has no `noop` for the model to say. */
const WITHOUT_NOOP: readonly unknown[] = ['loop_wakeup', 'LoopWakeup']

/** The shortest delay that Claude Code gives a wake-up, in seconds, whatever it is asked for. */
const SHORTEST_DELAY_SECONDS = 60

/** As far as a delay is stretched, in seconds: the longest that Claude Code gives. */
const LONGEST_DELAY_SECONDS = 3600

/**
 * Decides what becomes of a call by which the model schedules its own next turn. What ends a loop always passes, and so
 * does a call in a tick that did something.
 *
 * @throws RangeError when `noopTicks` is negative or no whole number, or for a policy with a wrong value
 * @example
 * judgeRearm({ tool: 'ScheduleWakeup', input: { delaySeconds: 60 }, noopTicks: 2, delta: false })
 * // { do: 'stretch', updatedInput: { delaySeconds: 120 }, reason: '…' }
 */
export function judgeRearm({ tool, input, noopTicks, delta, ...facts }: RearmFacts): RearmJudgement {
  const { maxStreak, rearm } = policyOf(WAKE_TABLE, facts.policy)
  const budget = waitMarkerBudget(noopTicks, maxStreak)
  const soFar = `${noopTicks} no-op ${noopTicks === 1 ? 'tick' : 'ticks'} in a row`
  const call = readRearm(tool, input)
  if (call.kind === 'other') return pass('it schedules nothing that can be read')
  if (call.kind === 'end') return pass('it ends a loop')
  if (delta) return pass('there was progress in this tick')

  switch (facts.lastChance && rearm === 'stretch' ? 'deny' : rearm) {
    case 'observe':
      return { do: 'observe', reason: `rearm = "observe"; ${soFar}` }
    case 'deny':
      return budget.allow ? pass(soFar) : { do: 'deny', reason: denial(budget.reason) }
    case 'stretch':
      return call.kind === 'cron'
        ? { do: 'observe', reason: `a cron expression has no delay to stretch; ${soFar}` }
        : stretch(call.input, noopTicks, soFar)
  }
}

/**
 * Reads a call of the scheduling tools of Claude Code and Qwen Code.
 *
 * @param tool - the tool's name, not trusted to be one
 * @param input - its input, not trusted to have any form
 */
export function readRearm(tool: unknown, input: unknown): RearmCall {
  if (ENDING.includes(tool)) return { kind: 'end' }
  if (!isRecord(input)) return { kind: 'other' }
  if (CRON.includes(tool)) return { kind: 'cron', input }
  if (WITHOUT_NOOP.includes(tool)) return { kind: 'wakeup', input, noop: true }
  if (tool !== 'ScheduleWakeup') return { kind: 'other' }
  // Also where it is not quite `true`: better to let a broken call through than to stand in the way of an end.
  return input['stop'] ? { kind: 'end' } : { kind: 'wakeup', input, noop: input['noop'] === true }
}

/**
 * The delay of the wake-up that is scheduled in the nth no-op tick in a row: as asked for in the first, and doubled
 * once more in each further one, up to an hour. Never shorter than asked for.
 *
 * @param delaySeconds - as asked for; counted from a minute up, because Claude Code gives no less
 * @param noopTicks - no-op ticks in a row, the one in which it is asked included
 */
export function stretchDelay(delaySeconds: number, noopTicks: number): number {
  if (noopTicks < 2) return delaySeconds
  const doubled = Math.max(SHORTEST_DELAY_SECONDS, delaySeconds) * 2 ** (noopTicks - 1)
  return Math.max(delaySeconds, Math.min(LONGEST_DELAY_SECONDS, doubled))
}

function stretch(input: Input, noopTicks: number, soFar: string): RearmJudgement {
  const asked = input['delaySeconds']
  if (typeof asked !== 'number' || !Number.isFinite(asked)) return pass('it has no delay that can be read')
  const delaySeconds = stretchDelay(asked, noopTicks)
  if (delaySeconds === asked) return pass(soFar)
  const reason = `${soFar}: ${asked} s become ${delaySeconds} s`
  return { do: 'stretch', updatedInput: { ...input, delaySeconds }, reason }
}

function pass(reason: string): RearmJudgement {
  return { do: 'pass', reason }
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

function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
