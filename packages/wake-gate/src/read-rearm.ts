/** What a tool call does to a loop, as far as it can be read. */
export type RearmCall =
  /** Schedules one wake-up after a delay; `noop`: the model itself says that nothing has changed. */
  | { readonly kind: 'wakeup'; readonly input: Readonly<Record<string, unknown>>; readonly noop: boolean }
  /** Schedules prompts by a cron expression. */
  | { readonly kind: 'cron' }
  /** Ends a loop. */
  | { readonly kind: 'end' }
  /** Has nothing to do with schedules, or can't be read: the host will say what is wrong with it. */
  | { readonly kind: 'other' }

/** Claude Code's tools that end something that would wake the agent. */
const ENDING: readonly unknown[] = ['CronDelete', 'TaskStop']

/**
 * Reads a call of Claude Code's scheduling tools.
 *
 * @param tool - the tool's name, not trusted to be one
 * @param input - its input, not trusted to have any form
 */
export function readRearm(tool: unknown, input: unknown): RearmCall {
  if (ENDING.includes(tool)) return { kind: 'end' }
  if (!isRecord(input)) return { kind: 'other' }
  if (tool === 'CronCreate') return { kind: 'cron' }
  if (tool !== 'ScheduleWakeup') return { kind: 'other' }
  // Also where it is not quite `true`: better to let a broken call through than to stand in the way of an end.
  return input['stop'] ? { kind: 'end' } : { kind: 'wakeup', input, noop: input['noop'] === true }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
