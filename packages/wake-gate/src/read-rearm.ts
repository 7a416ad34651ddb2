/** What a tool call does to a loop, as far as it can be read. */
export type RearmCall =
  /** Schedules one wake-up after a delay; `noop`: its turn did nothing, by the model's own word or for want of one. */
  | { readonly kind: 'wakeup'; readonly input: Readonly<Record<string, unknown>>; readonly noop: boolean }
  /** Schedules prompts by a cron expression. */
  | { readonly kind: 'cron'; readonly input: Readonly<Record<string, unknown>> }
  /** Ends a loop. */
  | { readonly kind: 'end' }
  /** Has nothing to do with schedules, or can't be read: the host will say what is wrong with it. */
  | { readonly kind: 'other' }

/** Tools that end something that would wake the agent: Claude Code's, and Qwen Code's names for the same. */
const ENDING: readonly unknown[] = ['CronDelete', 'TaskStop', 'cron_delete', 'task_stop']

const CRON: readonly unknown[] = ['CronCreate', 'cron_create']

/** Qwen Code's, by the name it has and the one it is shown by. It has no `noop` for the model to say. */
const WITHOUT_NOOP: readonly unknown[] = ['loop_wakeup', 'LoopWakeup']

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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
