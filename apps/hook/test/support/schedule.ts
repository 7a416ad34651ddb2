import { expect } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { call, type Given, type Said } from './fake-io.ts'
import { SESSION, type Workspace } from './workspace.ts'

/** Prompts as Claude Code lists them on Stop. */
export function crons(...prompts: readonly string[]): readonly object[] {
  return prompts.map((prompt, at) => ({ id: `c${at}`, schedule: '26 6 * * *', recurring: false, prompt }))
}

/** A UserPromptSubmit event of a workspace's session. */
export function submitted(
  workspace: Workspace,
  prompt: unknown,
  more: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    hook_event_name: 'UserPromptSubmit',
    session_id: SESSION,
    cwd: workspace.path,
    prompt,
    ...more,
  })
}

/** A PreToolUse event of a workspace's session. */
export function toolCall(
  workspace: Workspace,
  tool: unknown,
  input: unknown,
  more: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    hook_event_name: 'PreToolUse',
    session_id: SESSION,
    cwd: workspace.path,
    tool_name: tool,
    tool_input: input,
    ...more,
  })
}

/** Runs `dos-hook wake` in this process. */
export function wake(stdin: string, args: readonly string[] = [], given: Given = {}): Promise<Said> {
  return call(['wake', ...args], { ...given, stdin })
}

/** Runs `dos-hook rearm` in this process. */
export function rearm(stdin: string, args: readonly string[] = [], given: Given = {}): Promise<Said> {
  return call(['rearm', ...args], { ...given, stdin })
}

/** The operations of a workspace's tally by their first letters. */
export function ops(workspace: Workspace): string {
  return workspace
    .records()
    .map(({ op }) => String(op).slice(0, 1))
    .join('')
}

/** Every byte of the tally. */
export function tallyText(workspace: Workspace): string {
  return existsSync(workspace.tally) ? readFileSync(workspace.tally, 'utf8') : ''
}

/** Nothing was said to anybody. */
export function expectSilent({ status, stdout, stderr }: Pick<Said, 'status' | 'stdout' | 'stderr'>): void {
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: [], stderr: [] })
}

/** The prompt was turned away, with nothing else to say. @returns what the user reads */
export function expectTurnedAway({ status, stdout, stderr }: Said): string {
  expect({ status, stderr }).toEqual({ status: 0, stderr: [] })
  expect(stdout).toHaveLength(1)
  const answer = JSON.parse(stdout[0] ?? '')
  expect(Object.keys(answer)).toEqual(['decision', 'reason'])
  expect(answer.decision).toBe('block')
  return answer.reason
}
