/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>

/** The value as an object; an empty one where it is none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

/** The value as a list; an empty one where it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value as text; an empty one where it is none. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
