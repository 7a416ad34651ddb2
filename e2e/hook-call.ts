/** One call of a hook by a host, as `recorder.ts` saw it. */
export interface HookCall {
  /** Which binding was called. */
  readonly label: string
  /** When it was called, and how long it took. */
  readonly at: string
  readonly ms: number
  /** What came in on stdin: the event, or the text where that is no JSON. */
  readonly event: unknown
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
  readonly signal: string | null
}

/** Whether the answer keeps the turn open, as Claude Code, Codex, Gemini CLI, Qwen Code and Copilot CLI read it. */
export function holds(call: HookCall): boolean {
  return (
    call.status === 2 ||
    /^\s*\{\s*"decision"\s*:\s*"(block|deny)"/.test(call.stdout) ||
    // Claude Code's quieter way.
    /^\{"hookSpecificOutput":\{"hookEventName":"Stop","additionalContext":"/.test(call.stdout)
  )
}

/** Whether the answer ends the run, whatever other hooks say. */
export function halts(call: HookCall): boolean {
  return /^\s*\{\s*"continue"\s*:\s*false\b/.test(call.stdout)
}
