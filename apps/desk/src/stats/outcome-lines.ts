import type { Summary } from '@dos/hook-metrics/summary'
import { cutTo, escapeText } from '@dos/terminal-text'
import { percent } from './words.ts'

/** Outcomes that are told even where there were none. */
const ALWAYS = ['held', 'refused', 'released', 'unarmed']

/** The widest name of an outcome; the hook's own are all shorter. */
const NAME = 13

/** The longest bar, and the room that the figures before it take beside the count. */
const LONGEST = 30
const FIGURES = 9

/** How the lines are drawn. */
export interface OutcomeOptions {
  /** How many outcomes at most. */
  readonly most: number
  /** The room behind the name. */
  readonly width: number
  /** Whether a long name is cut. */
  readonly isCut: boolean
  readonly bar: (text: string) => string
}

/** One line an outcome: how often, which share, and that as a bar. */
export function outcomeLines(
  { asked, outcomes }: Pick<Summary, 'asked' | 'outcomes'>,
  { most, width, isCut, bar }: OutcomeOptions,
): readonly { readonly name: string; readonly line: string }[] {
  const always = ALWAYS.map((name) => outcomes.find((one) => one.name === name) ?? { name, count: 0 })
  const others = outcomes.filter(({ name }) => !ALWAYS.includes(name))
  const digits = String(asked).length
  const longest = Math.max(0, Math.min(LONGEST, width - digits - FIGURES))
  return [...always, ...others].slice(0, most).map(({ name, count }) => {
    const line = `${String(count).padStart(digits)}  ${percent(count / asked).padStart(5)}`
    const length = Math.ceil((count / asked) * longest)
    return {
      name: isCut ? cutTo(escapeText(name), NAME) : escapeText(name),
      line: length === 0 ? line : `${line}  ${bar('█'.repeat(length))}`,
    }
  })
}
