/**
 * A digest of a text: 16 hex digits. Nobody gains by a collision (it would only hide one's own progress), so this is a
 * mixing function and not `node:crypto`, whose loading alone costs more than all the rest.
 */
export function digestText(text: string): string {
  return hex(...mix(text))
}

/** The same of bytes. */
export function digestBytes(bytes: Uint8Array): string {
  let text = ''
  // In pieces: so many arguments are the most that every engine takes.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return digestText(text)
}

/** A digest of a set of texts, whatever their order: the sum of theirs. */
export function digestSet(texts: Iterable<string>): string {
  let [high, low] = [0, 0]
  for (const text of texts) {
    const [h, l] = mix(text)
    high = (high + h) >>> 0
    low = (low + l) >>> 0
  }
  return hex(high, low)
}

/** The digest of two sets that have nothing in common, by the digest of each. */
export function joinDigests(one: string, other: string): string {
  const sum = (start: number): number =>
    (Number.parseInt(one.slice(start, start + 8), 16) +
      Number.parseInt(other.slice(start, start + 8), 16)) >>>
    0
  return hex(sum(0), sum(8))
}

/** cyrb53 by bryc (public domain), with all 64 bits kept. */
function mix(text: string): [number, number] {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return [h2 >>> 0, h1 >>> 0]
}

function hex(high: number, low: number): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
