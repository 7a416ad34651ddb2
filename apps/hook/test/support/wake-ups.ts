import { expect } from 'bun:test'
import type { Said } from './fake-io.ts'
import { rearm, toolCall } from './schedule.ts'
import type { Workspace } from './workspace.ts'

/** The prompt of every wake-up here. */
export const LOOK = 'look at the build'

/** The input of a wake-up that the model calls a no-op. */
export const WAKEUP: Readonly<Record<string, unknown>> & { readonly reason: string } = {
  delaySeconds: 60,
  reason: 'waiting for the build',
  prompt: LOOK,
  noop: true,
}

/** The input of a recurring prompt. */
export const CRON: Readonly<Record<string, unknown>> = { cron: '*/1 * * * *', prompt: LOOK, recurring: true }

/** A dos.toml that refuses once the budget is spent. */
export const DENY = '[wake]\nrearm = "deny"\n'

/** The model schedules a wake-up, in a turn that the host names, or doesn't. */
export function schedule(workspace: Workspace, input: object = WAKEUP, turn?: string): Promise<Said> {
  return rearm(toolCall(workspace, 'ScheduleWakeup', input, turn === undefined ? {} : { prompt_id: turn }))
}

/** The tool was let run with another input, and no permission was given. @returns that input */
export function expectStretched({ status, stdout, stderr }: Said): Readonly<Record<string, unknown>> {
  expect({ status, stderr, lines: stdout.length }).toEqual({ status: 0, stderr: [], lines: 1 })
  const { hookSpecificOutput, ...rest } = JSON.parse(stdout[0] ?? '')
  expect(rest).toEqual({})
  expect(Object.keys(hookSpecificOutput)).toEqual(['hookEventName', 'updatedInput'])
  expect(hookSpecificOutput.hookEventName).toBe('PreToolUse')
  return hookSpecificOutput.updatedInput
}

/** The tool was refused. @returns what the model reads */
export function expectDenied({ status, stdout, stderr }: Said): string {
  expect({ status, stderr, lines: stdout.length }).toEqual({ status: 0, stderr: [], lines: 1 })
  const { hookSpecificOutput, ...rest } = JSON.parse(stdout[0] ?? '')
  expect(rest).toEqual({})
  const { permissionDecisionReason, ...decision } = hookSpecificOutput
  expect(decision).toEqual({ hookEventName: 'PreToolUse', permissionDecision: 'deny' })
  return permissionDecisionReason
}
