import type { Stdin } from '@dos/hook-call/io'

/** The longest event taken: 16 MiB, some hundred times the longest seen. */
const LIMIT = 16 * 1024 * 1024

/**
 * The deepest event taken, in levels, and the most parts of one, which are its objects and lists and what follows a comma:
 * a hundred times what any was seen to have. 16 MiB of brackets alone took the engine 1.2 GB.
 */
const MOST_LEVELS = 1000
const MOST_PARTS = 100_000

/** As many bytes tell in which form all of them are. */
const HEAD = 4

/** Puts the pieces of stdin together and tells when they are enough. */
export interface Gathering {
  /** Takes the next piece. @returns what came in, once it is a whole JSON object or nothing that could become an event */
  readonly add: (bytes: Uint8Array) => Stdin | undefined
  /** What came in, when nothing more does. */
  readonly end: () => Stdin
}

/** A new gathering. A whole object is enough without an end, because a host may keep its pipe open. */
export function gather(): Gathering {
  const pieces: Uint8Array[] = []
  const follow = followObject()
  let length = 0
  const text = (): Stdin => ({ kind: 'text', text: decode(pieces) })
  return {
    add: (bytes) => {
      if (bytes.length === 0) return undefined
      pieces.push(bytes)
      length += bytes.length
      if (length > LIMIT) return { kind: 'too-long', limit: LIMIT }
      if (length - bytes.length < HEAD && isUtf16(pieces)) return { kind: 'utf-16' }
      const state = follow(bytes)
      if (state === 'too-nested') return { kind: 'too-nested', levels: MOST_LEVELS, parts: MOST_PARTS }
      return state === 'whole' ? text() : undefined
    },
    end: text,
  }
}

/** By its byte order mark, or by a zero beside each of its first two characters, which are ASCII in any event. */
function isUtf16(pieces: readonly Uint8Array[]): boolean {
  const head: number[] = []
  for (const piece of pieces) head.push(...piece.subarray(0, HEAD - head.length))
  const [one, two, three, four] = head
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff)) return true
  return (one === 0 && three === 0 && four !== 0) || (two === 0 && four === 0 && one !== 0)
}

function decode(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(pieces.length === 1 ? pieces[0] : joined(pieces))
}

/** Apart, because a function that names `Buffer` makes the engine set that up, which takes 0.1 ms, before it runs. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Follows an object through its pieces as far as it takes to know where it ends: each byte is looked at once, and what
 * stands between quotes is left out by a search. Whether it is JSON is for the parser to say.
 */
function followObject(): (bytes: Uint8Array) => 'more' | 'whole' | 'too-nested' {
  let depth = 0
  let parts = 0
  let quoted = false
  /** The last piece ended between quotes, with a backslash that its next character belongs to. */
  let escaping = false
  /** It begins with no object, or something follows its end: there is no telling where it ends. */
  let lost = false

  return (bytes) => {
    for (let at = 0; at < bytes.length && !lost; at += 1) {
      if (quoted) {
        const end = bytes.indexOf(QUOTE, at)
        const last = end < 0 ? bytes.length : end
        let slashes = 0
        while (slashes < last - at && bytes[last - 1 - slashes] === BACKSLASH) slashes += 1
        if (escaping && slashes === last - at) slashes += 1
        quoted = end < 0 || slashes % 2 === 1
        escaping = end < 0 && slashes % 2 === 1
        at = last
        continue
      }
      const byte = bytes[at]
      if (depth === 0) {
        if (byte === 0x7b && parts === 0) depth = parts = 1
        else lost = !isSpace(byte) && (parts > 0 || !isMark(byte))
      } else if (byte === QUOTE) quoted = true
      else if (byte === 0x7d || byte === 0x5d) depth -= 1
      else if (byte === 0x7b || byte === 0x5b || byte === 0x2c) {
        if (byte !== 0x2c) depth += 1
        parts += 1
        if (depth > MOST_LEVELS || parts > MOST_PARTS) return 'too-nested'
      }
    }
    return !lost && depth === 0 && parts > 0 ? 'whole' : 'more'
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** A byte of UTF-8's byte order mark. */
function isMark(byte: number | undefined): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf
}
