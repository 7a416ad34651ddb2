import { padTo, type Styles, widthOf, wrapTo } from '@dos/terminal-text'
import { escapeText } from '@dos/terminal-text/escape'
import type { StoryCanvas } from './story.ts'

/** One fact with its name, and how it is to be seen. Texts need not be escaped. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly tone?: keyof Styles
}

/** The most columns that the names may take. */
const NAMES = 24

/** Facts one below the other, their names in one column; a value goes on in the next line where it is too long. */
export function renderFacts(facts: readonly Fact[], { columns, styles }: StoryCanvas): readonly string[] {
  const names = facts.map(({ name }) => escapeText(name))
  const widest = Math.min(
    NAMES,
    names.reduce((most, name) => Math.max(most, widthOf(name)), 0),
  )
  const indent = columns === undefined ? widest + 2 : Math.min(widest + 2, Math.floor(columns / 2))
  return facts.flatMap(({ value, tone }, at) => {
    const name = names[at] ?? ''
    const dress = tone === undefined ? (text: string) => text : styles[tone]
    const room = columns === undefined ? undefined : Math.max(2, columns - indent)
    const lines = wrapTo(escapeText(value), room).map(dress)
    // A name that is too long stands on a line of its own.
    const own = widthOf(name) > indent - 2 ? wrapTo(name, columns).map(styles.faint) : []
    const [first = '', ...more] = lines
    const head = own.length > 0 ? ' '.repeat(indent) : styles.faint(padTo(name, indent))
    return [...own, `${head}${first}`, ...more.map((line) => `${' '.repeat(indent)}${line}`)]
  })
}
