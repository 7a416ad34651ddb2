import { type Bits, bitsOf, type Code, codeOf, decode } from './huffman.ts'

/**
 * The first bytes of a zlib stream, or `undefined` where it isn't one that makes sense so far.
 *
 * Only the head of an object is needed, so this stops after `want` bytes: nothing can swell. Loading `node:zlib`
 * takes longer than asking git, which is why this exists.
 */
export function inflateStart(input: Uint8Array, want: number): Uint8Array | undefined {
  const [method = 0, flags = 0] = input
  // Method 8, a checked header, no preset dictionary.
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return undefined
  const bits = bitsOf(input, 2)
  const out: number[] = []
  for (let last = 0; last === 0 && out.length < want; ) {
    last = bits.take(1)
    const type = bits.take(2)
    if (type === 3 || bits.ended()) return undefined
    const sound =
      type === 0
        ? copyStored(bits, out, want)
        : copyCoded(bits, out, want, type === 1 ? fixedCodes() : readCodes(bits))
    if (!sound) return undefined
  }
  return Uint8Array.from(out.slice(0, want))
}

interface Codes {
  readonly lengths: Code
  readonly distances: Code
}

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const END = 256

/** Made when it is needed: loading this file is part of every call, inflating is not. */
function fixedCodes(): Codes {
  const sizes = [...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]
  return { lengths: codeOf(sizes), distances: codeOf(Array(30).fill(5)) }
}

function copyStored(bits: Bits, out: number[], want: number): boolean {
  bits.toByte()
  const length = bits.take(16)
  if ((length ^ bits.take(16)) !== 0xffff) return false
  for (let i = 0; i < length && out.length < want; i++) out.push(bits.take(8))
  return !bits.ended()
}

function copyCoded(bits: Bits, out: number[], want: number, codes: Codes | undefined): boolean {
  if (codes === undefined) return false
  while (out.length < want) {
    const symbol = decode(bits, codes.lengths)
    if (symbol === undefined || bits.ended()) return false
    if (symbol === END) return true
    if (symbol < END) {
      out.push(symbol)
      continue
    }
    const length = (LENGTH_BASE[symbol - 257] ?? 0) + bits.take(LENGTH_EXTRA[symbol - 257] ?? 0)
    const step = decode(bits, codes.distances)
    if (step === undefined || step > 29 || symbol > 285) return false
    const extra = step < 4 ? 0 : (step >> 1) - 1
    const distance = (step < 4 ? step : (2 + (step & 1)) << extra) + 1 + bits.take(extra)
    if (distance > out.length || bits.ended()) return false
    for (let i = 0; i < length; i++) out.push(out[out.length - distance] ?? 0)
  }
  return true
}

function readCodes(bits: Bits): Codes | undefined {
  const lengthCount = bits.take(5) + 257
  const distanceCount = bits.take(5) + 1
  const sizes: number[] = Array(19).fill(0)
  const sizeCount = bits.take(4) + 4
  for (let i = 0; i < sizeCount; i++) sizes[CODE_ORDER[i] ?? 0] = bits.take(3)
  const sizeCode = codeOf(sizes)

  const lengths: number[] = []
  while (lengths.length < lengthCount + distanceCount) {
    const symbol = decode(bits, sizeCode)
    if (symbol === undefined || bits.ended()) return undefined
    if (symbol < 16) lengths.push(symbol)
    else if (symbol === 16) repeat(lengths, lengths.at(-1) ?? 0, 3 + bits.take(2))
    else repeat(lengths, 0, symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7))
  }
  return {
    lengths: codeOf(lengths.slice(0, lengthCount)),
    distances: codeOf(lengths.slice(lengthCount, lengthCount + distanceCount)),
  }
}

function repeat(list: number[], value: number, times: number): void {
  for (let i = 0; i < times; i++) list.push(value)
}
