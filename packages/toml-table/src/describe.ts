const LONGEST = 40

/**
 * What JSON leaves as it is and a terminal obeys, or shows in another order than it is written: Unicode's Cc, Zl, Zp and
 * Bidi_Control. By number, because classes by name take milliseconds to compile.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

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
  // Cut before it is quoted: a stranger's file may hold a string as long as itself.
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 2 * LONGEST))
  if (Array.isArray(value)) return renderList(value)
  if (value instanceof Date) return `the date ${value.toJSON()}`
  if (typeof value === 'object' && value !== null) return 'a table'
  // As TOML spells it: inf, -inf, nan.
  if (typeof value === 'number') return String(value).replace('Infinity', 'inf').replace('NaN', 'nan')
  return String(value)
}

/** As many entries as anybody gets to read. */
function renderList(list: readonly unknown[]): string {
  let text = ''
  for (const entry of list) {
    if (text.length > LONGEST) break
    text += `${text === '' ? '' : ', '}${render(entry)}`
  }
  return `[${text}]`
}
