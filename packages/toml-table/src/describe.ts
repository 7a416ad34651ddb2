import { TomlDate } from 'smol-toml'

const LONGEST = 40

/** A value as a person would recognise it from the file: `2.5`, `"4"`, `[1, 2]`, a date; cut after 40 characters. */
export function describe(value: unknown): string {
  const text = render(value)
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}

function render(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.slice(0, LONGEST).map(render).join(', ')}]`
  if (value instanceof TomlDate) return `the date ${value.toJSON()}`
  if (typeof value === 'object' && value !== null) return 'a table'
  return String(value)
}
