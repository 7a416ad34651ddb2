/** Bits of a byte sequence, one after another. */
export interface Bits {
  /** The next bits, lowest first; zeros after the end. */
  take(count: number): number
  toByte(): void
  /** Whether more was taken than there is. */
  ended(): boolean
}

/** A canonical Huffman code: how many symbols each length has, and the symbols in order. */
export interface Code {
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}

/** The longest a code can be in a zlib stream. */
const LONGEST = 15

/** The code whose symbols have these lengths; 0 for a symbol that doesn't occur. */
export function codeOf(lengths: readonly number[]): Code {
  const counts: number[] = Array(LONGEST + 1).fill(0)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  counts[0] = 0

  // Where the symbols of each length start, so that one pass puts all of them in order.
  const starts = [0]
  for (let length = 0; length < LONGEST; length++) starts.push((starts[length] ?? 0) + (counts[length] ?? 0))
  const symbols: number[] = []
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    if (length === 0) continue
    const place = starts[length] ?? 0
    symbols[place] = symbol
    starts[length] = place + 1
  }
  return { counts, symbols }
}

/** The next symbol, or nothing where the code has none for what comes. */
export function decode(bits: Bits, { counts, symbols }: Code): number | undefined {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= LONGEST; length++) {
    code |= bits.take(1)
    const count = counts[length] ?? 0
    if (code - count < first) return symbols[index + code - first]
    index += count
    first = (first + count) << 1
    code <<= 1
  }
  return undefined
}

/** The bits from a byte on. */
export function bitsOf(input: Uint8Array, start: number): Bits {
  let at = start * 8
  return {
    take(count) {
      let value = 0
      for (let i = 0; i < count; i++, at++) value |= (((input[at >> 3] ?? 0) >> (at & 7)) & 1) << i
      return value
    },
    toByte() {
      at = (at + 7) & ~7
    },
    ended: () => at > input.length * 8,
  }
}
