/**
 * What a terminal obeys, reorders or hides (controls, separators, bidi controls, invisible characters, halves of surrogate
 * pairs), and what only some terminals join to its neighbour (emoji modifiers, halves of flags, keycaps): its width can't
 * be told.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20e3/gu

/** Nearly every text there is. */
const PLAIN = /^[ -~]*$/

/**
 * Text of a stranger as it may be shown: what could speak to the terminal or break the layout stands there as its code,
 * `\u001b` or `\u{1f3fd}`. Always one line. Letters with accents of their own are put together (NFC).
 */
export function escapeText(text: string): string {
  return PLAIN.test(text) ? text : escapeCharacters(text.normalize('NFC'))
}

/** The same, with letters and accents as they are: two texts that differ stay two. */
export function escapeCharacters(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}

/** Rows of fields for `grep`, `awk` and the like: tabs between the fields, none in one, nothing cut. */
export function tabLines(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((fields) => fields.map(escapeText).join('\t'))
}

/** A value as one line of JSON, with its end, that says nothing to a terminal. */
export function jsonLine(value: object): string {
  return `${escapeJson(JSON.stringify(value))}\n`
}

/** One line of JSON that means the same; what {@link escapeText} would escape is escaped in JSON's own way. */
export function escapeJson(json: string): string {
  if (PLAIN.test(json)) return json
  return json.replace(UNSAFE, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}
