/** @throws RangeError where an argument is no number from `least` up; infinity is one */
export function requireNumber(field: string, value: unknown, least = 0): void {
  if (typeof value !== 'number' || Number.isNaN(value) || value < least) {
    throw refused(field, value, least === Number.NEGATIVE_INFINITY ? 'a number' : `a number from ${least} up`)
  }
}

/** @throws RangeError where an argument is no text */
export function requireText(field: string, value: unknown): void {
  if (typeof value !== 'string') throw refused(field, value, 'a text')
}

/** The error that names a field, what was expected and what was there. */
export function refused(field: string, value: unknown, expected: string): RangeError {
  const actual = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return new RangeError(`${field} must be ${expected}, but is ${actual}`)
}
