/**
 * What hosts call the event at the end of a turn: `Stop` on Claude Code, Codex, Qwen Code, Copilot, Droid and
 * Kiro, `AfterAgent` on Gemini CLI, `agentStop` as Copilot's other name.
 */
const STOP_EVENTS: readonly unknown[] = ['Stop', 'AfterAgent', 'agentStop']

/** Whether an event that gives this name, or none, may be answered as a Stop. */
export function isStopEvent(name: unknown): boolean {
  return name === undefined || name === null || STOP_EVENTS.includes(name)
}

/** The one line that holds a turn open on Claude Code, Codex, Gemini CLI, Qwen Code and Copilot CLI. */
export function hold(reason: string): string {
  return JSON.stringify({ decision: 'block', reason })
}

/** The one line that ends a run on Claude Code, Codex and Gemini CLI, whatever other hooks say. */
export function halt(reason: string): string {
  return JSON.stringify({ continue: false, stopReason: reason })
}
