import type { HookEvent } from './event.ts'
import type { Io } from './io.ts'

/** Where Claude Code keeps a session's transcript: straight inside its project's folder. */
const CLAUDE_TRANSCRIPT = /[\\/]projects[\\/][^\\/]+[\\/][^\\/]+\.jsonl$/

/**
 * Whether the host of an event is one on which `{"continue":false}` was measured to end a run whatever other hooks
 * say: Claude Code, Codex, Gemini CLI. Told from marks that no other host has, because on Qwen Code the same line
 * *continues* the run, and on Copilot CLI it loses to a hold.
 */
export function canHalt(event: HookEvent, env: Io['env']): boolean {
  if (event.name === 'AfterAgent') return true
  if (event.turnId !== undefined) return true
  return env['CLAUDECODE'] === '1' && CLAUDE_TRANSCRIPT.test(event.transcriptPath ?? '')
}

/** Whether a person sits before the session, where the host says so (Claude Code since 2.1). */
export function isAttended(env: Io['env']): boolean | undefined {
  const value = env['CLAUDE_CODE_SESSION_ATTENDED']
  return value === '1' ? true : value === '0' ? false : undefined
}
