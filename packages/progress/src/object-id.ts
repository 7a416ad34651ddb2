/** The lengths that an id has in hexadecimal digits: sha1, sha256. */
const SHA1 = 40
const SHA256 = 64
/** What git writes where there is no object. */
const ZEROS = '0000000000000000000000000000000000000000000000000000000000000000'

/**
 * The id a text starts with, in small letters: nothing may follow it but, as git allows, a space and the rest.
 * Written out, as a first use of a regular expression takes longer than all of this.
 */
export function leadingId(text: string): string | undefined {
  const length = countHex(text)
  if (length !== SHA1 && length !== SHA256) return undefined
  const id = text.slice(0, length).toLowerCase()
  const next = text[length] ?? '\n'
  return next.trim() === '' && !ZEROS.startsWith(id) ? id : undefined
}

function countHex(text: string): number {
  let count = 0
  while (count < text.length && isHex(text.charCodeAt(count))) count++
  return count
}

function isHex(code: number): boolean {
  const small = code | 0x20
  return (code >= 0x30 && code <= 0x39) || (small >= 0x61 && small <= 0x66)
}
