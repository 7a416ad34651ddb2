/** The lengths that an id has in hexadecimal digits. */
const SHA1 = 40
const SHA256 = 64
/** What git writes where there is no object. */
const ZEROS = '0000000000000000000000000000000000000000000000000000000000000000'

/**
 * The id a text starts with, in small letters: nothing may follow it but, as git allows, a space and the rest.
 * Nothing where it doesn't, or where it is the id of nothing. Every turn needs this once, and the first regular
 * expression of a process takes longer than this loop.
 */
export function leadingId(text: string): string | undefined {
  const small = text.toLowerCase()
  let length = 0
  for (; length < small.length; length++) {
    const digit = small[length] ?? ''
    if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) break
  }
  if (length !== SHA1 && length !== SHA256) return undefined
  const id = small.slice(0, length)
  return small.slice(length, length + 1).trim() === '' && !ZEROS.startsWith(id) ? id : undefined
}
