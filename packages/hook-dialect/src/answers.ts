/** The hold of most hosts. @throws RangeError when the reason is blank */
export function block(reason: string): string {
  return JSON.stringify({ decision: 'block', reason: said(reason) })
}

/** What ends a run where it is honoured. @throws RangeError when the reason is blank */
export function stop(reason: string): string {
  return JSON.stringify({ continue: false, stopReason: said(reason) })
}

/** A message to the user. @throws RangeError when it is blank */
export function systemMessage(message: string): string {
  return JSON.stringify({ systemMessage: said(message) })
}

/** What stands inside `hookSpecificOutput` of a Stop. */
export function specific(output: Readonly<Record<string, string>>): string {
  return JSON.stringify({ hookSpecificOutput: { hookEventName: 'Stop', ...output } })
}

/** The words as they are. @throws RangeError when they are blank */
export function said(words: string): string {
  if (isBlank(words)) {
    throw new RangeError(`the words of an answer must not be blank, but are ${JSON.stringify(words)}`)
  }
  return words
}

/**
 * Whether nothing is left of the words once they are trimmed. Codex trims as Rust does, for which U+0085 is white
 * space; for JavaScript it is none.
 */
function isBlank(words: string): boolean {
  return words.trim() === '' || (words.includes('\u0085') && words.replaceAll('\u0085', '').trim() === '')
}
