import { type Canvas, escapeText, hangText, type Styles, widthOf } from '@dos/terminal-text'

/** One fact with its name, and how it is to be seen. Texts need not be escaped. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly tone?: keyof Styles
}

/** The most columns that the names may take. */
const NAMES = 24

/** Facts one below the other, their names in one column. */
export function renderFacts(facts: readonly Fact[], { columns, styles }: Canvas): readonly string[] {
  const widest = Math.max(0, ...facts.map(({ name }) => widthOf(escapeText(name))))
  const indent = Math.min(NAMES + 2, widest + 2, Math.floor((columns ?? Number.POSITIVE_INFINITY) / 2))
  return facts.flatMap(({ name, value, tone }) =>
    hangText([escapeText(name), escapeText(value)], indent, columns, [
      styles.faint,
      tone === undefined ? (text) => text : styles[tone],
    ]),
  )
}

const OP_WORDS: Readonly<Record<string, string>> = {
  SPENT: 'the budget was found spent, and the turn released',
  HALT: 'the run went on after its budget was spent, and was halted',
  WAIT: 'waited outside the conversation, and released the turn',
  SCHEDULE: 'remembers which prompts are scheduled',
}

/** What an op that changes no streak means, where nobody wrote down why; empty where that is not known. */
export function opWords(op: string): string {
  return Object.hasOwn(OP_WORDS, op) ? (OP_WORDS[op] ?? '') : ''
}

/** An op as it stands in the tally; others may have written what is no text. */
export function nameOf(op: unknown): string {
  return typeof op === 'string' ? op : (JSON.stringify(op) ?? '')
}

/** A field that should be text, and is nothing where it isn't. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What is said of a workspace where no session has a tally. Escaped. */
export function noTallyWords(workspace: string): string {
  return `No session of ${escapeText(workspace)} has a tally: nothing was held or counted here yet.`
}
