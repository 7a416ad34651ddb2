import { TomlDate } from 'smol-toml'

const LONGEST = 40

/** What JSON leaves as it is and a terminal obeys, or shows in another order than it is written. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/**
 * A value as a person would recognise it from the file: `2.5`, `"4"`, `[1, 2]`, a date. Always one line, cut after
 * 40 characters, and without control characters: a file from a stranger cannot speak to the reader's terminal.
 */
export function describe(value: unknown): string {
  const text = render(value).replace(UNSAFE, escaped)
  // A cut between the halves of a surrogate pair would leave no character at all.
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function render(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.slice(0, LONGEST).map(render).join(', ')}]`
  if (value instanceof TomlDate) return `the date ${value.toJSON()}`
  if (typeof value === 'object' && value !== null) return 'a table'
  // As TOML spells it: inf, -inf, nan.
  if (typeof value === 'number') return String(value).replace('Infinity', 'inf').replace('NaN', 'nan')
  return String(value)
}
