/**
 * The one line that lets Claude Code run a tool with another input. It gives no permission: `permissionDecision` left
 * out, the user's own rules decide as they would have.
 */
export function withInput(updatedInput: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ hookSpecificOutput: { hookEventName: 'PreToolUse', updatedInput } })
}

/** The one line by which Claude Code refuses a tool; the reason is what the model gets as its result. */
export function denied(reason: string): string {
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: reason,
    },
  })
}
