import type { Stdin } from '../io.ts'

/** The longest event taken: 16 MiB, some hundred times the longest seen. */
const LIMIT = 16 * 1024 * 1024

const CLOSING_BRACE = 0x7d

/** Puts the pieces of stdin together and tells when they are enough. */
export interface Gathering {
  /** Takes the next piece. @returns what came in, once it is a whole JSON object or too much */
  readonly add: (bytes: Uint8Array) => Stdin | undefined
  /** What came in, when nothing more does. */
  readonly end: () => Stdin
}

/** A new gathering. A whole object is enough without an end, because a host may keep its pipe open. */
export function gather(): Gathering {
  const pieces: Uint8Array[] = []
  let length = 0
  return {
    add: (bytes) => {
      pieces.push(bytes)
      length += bytes.length
      if (length > LIMIT) return { kind: 'too-long', limit: LIMIT }
      if (!endsLikeAnObject(bytes)) return undefined
      const text = decode(pieces)
      return isObject(text) ? { kind: 'text', text } : undefined
    },
    end: () => ({ kind: 'text', text: decode(pieces) }),
  }
}

function decode(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(pieces.length === 1 ? pieces[0] : joined(pieces))
}

/** Apart, because a function that names `Buffer` makes the engine set that up, which takes 0.1 ms, before it runs. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces)
}

function endsLikeAnObject(bytes: Uint8Array): boolean {
  let at = bytes.length - 1
  while (at > 0 && isSpace(bytes[at])) at -= 1
  return bytes[at] === CLOSING_BRACE
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
