import fc from 'fast-check'

/** What no terminal may be sent, in the words of this test: not those of the source. */
export function speaksToTerminal(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0)
    const isBidi =
      [0x61c, 0x200e, 0x200f].includes(code) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069)
    const joins =
      code === 0x200d ||
      code === 0xfe0f ||
      (code >= 0x1f3fb && code <= 0x1f3ff) ||
      (code >= 0x1f1e6 && code <= 0x1f1ff)
    const isHalf = code >= 0xd800 && code <= 0xdfff
    return (
      isControl ||
      isBidi ||
      joins ||
      isHalf ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x200b ||
      code === 0xfeff
    )
  })
}

/** Texts as strangers may name their sessions. */
export const hostile: readonly string[] = [
  '\u001b[31mred\u001b[0m',
  '\u009b2J',
  'a\r\nb\tc\u0007',
  '\u202eabc\u2066',
  'x\u200b\u00ad\ufeffy',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{1f44d}\u{1f3fd}',
  '\u{1f1e9}\u{1f1ea}',
  '1\ufe0f\u20e3',
  '\u2764\ufe0f',
  'e\u0301e\u0301',
  '\ud83d',
  '\u5f85\u3064 \uff76\uff9e \ud55c\uad6d\uc5b4 \u1112\u1161\u11ab',
  '\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627',
  '\u{1f680}'.repeat(30),
  'Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349',
  '',
]

/** Any text at all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ maxLength: 120 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 4 }).map((parts) => parts.join(' ')),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => String.fromCharCode(...bytes)),
)
