/** What the ops say that change no streak, where nobody wrote down why. */
const WORDS: Readonly<Record<string, string>> = {
  SPENT: 'the budget was found spent, and the turn released',
  HALT: 'the run went on after its budget was spent, and was halted',
  WAIT: 'waited outside the conversation, and released the turn',
  SCHEDULE: 'remembers which prompts are scheduled',
}

/** What an op means, in words; empty where that is not known. */
export function opWords(op: unknown): string {
  return typeof op === 'string' && Object.hasOwn(WORDS, op) ? (WORDS[op] ?? '') : ''
}
