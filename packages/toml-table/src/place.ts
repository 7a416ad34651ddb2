import { parse } from 'smol-toml'

/** Where something starts. Lines and columns count from 1, columns in UTF-16 code units. */
export interface TomlPosition {
  readonly line: number
  readonly column: number
}

/** A name that a document gives something to, from the root on. A header or a dotted key is its own value. */
export interface Mention {
  readonly name: readonly string[]
  readonly key: TomlPosition
  readonly value: TomlPosition
  /** Whether it stands for a table, or a list of tables. */
  readonly isTable: boolean
}

/**
 * Every name of a document that is known to be TOML, with its place, in the order of the text. Of pairs, those at the
 * root, below a header of one name, and in inline tables at the root. The parser that reads the values has no places, and
 * one that has them takes ten times as long, which a stranger's file could make a hook pay for.
 */
export function mentionsIn(text: string): readonly Mention[] {
  const mentions: Mention[] = []
  const placeAt = placer(text)
  let header: readonly string[] = []
  let at = skipBlank(text, 0)
  while (at < text.length) {
    if (text[at] === '[') {
      const key = placeAt(at)
      const { name, end } = readName(text, text[at + 1] === '[' ? at + 2 : at + 1)
      mentions.push({ name, key, value: key, isTable: true })
      header = name
      at = text[end] === ']' ? end + 1 : end
    } else at = readPair(header, at)
    at = skipBlank(text, at)
  }
  return mentions

  /** One key and its value. @returns where it ends */
  function readPair(parents: readonly string[], from: number): number {
    const own = readName(text, from)
    const value = skipBlank(text, own.end)
    const isTable = text[value] === '{'
    const name = [...parents, ...own.name]
    if (parents.length < 2) {
      const key = placeAt(from)
      mentions.push({ name, key, value: name.length > 2 ? key : placeAt(value), isTable })
    }
    return isTable && name.length === 1 ? readInline(name, value) : skipValue(text, value)
  }

  function readInline(parents: readonly string[], open: number): number {
    let next = skipBlank(text, open + 1)
    while (next < text.length && text[next] !== '}') {
      next = skipBlank(text, readPair(parents, next))
      if (text[next] === ',') next = skipBlank(text, next + 1)
    }
    return next + 1
  }
}

/** Places of offsets that are asked for in rising order, so that all of them cost one walk over the text. */
function placer(text: string): (offset: number) => TomlPosition {
  let line = 1
  let start = 0
  let end = text.indexOf('\n')
  return (offset) => {
    while (end >= 0 && end < offset) {
      line += 1
      start = end + 1
      end = text.indexOf('\n', start)
    }
    return { line, column: offset - start + 1 }
  }
}

/** Behind space, line ends and comments. */
function skipBlank(text: string, from: number): number {
  return endOf(/(?:[ \t\r\n]+|#[^\n]*)*/y, text, from)
}

/** Where that ends which a sticky pattern matches from here on. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** A key, dotted or not, and where it ends: behind the `=` or the `]`. */
function readName(text: string, from: number): { readonly name: readonly string[]; readonly end: number } {
  const name: string[] = []
  for (let at = from; at < text.length; ) {
    const character = text[at] ?? ''
    if ('=]'.includes(character)) return { name, end: at + 1 }
    if ('. \t'.includes(character)) at += 1
    else {
      const isQuoted = character === '"' || character === "'"
      const end = isQuoted ? skipString(text, at) : endOf(/[^ \t.=\]]+/y, text, at)
      const part = text.slice(at, end)
      name.push(isQuoted ? textOf(part) : part)
      at = end
    }
  }
  return { name, end: text.length }
}

function textOf(quoted: string): string {
  return quoted.includes('\\') ? String(parse(`key = ${quoted}`)['key']) : quoted.slice(1, -1)
}

/** Behind a value: a string, a list, an inline table, or what ends at a comma, a bracket, a comment or the line. */
function skipValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const character = text[at] ?? ''
    if (depth === 0 && ',]}#\n'.includes(character)) return at
    if (character === '"' || character === "'") at = skipString(text, at)
    else if (character === '#') at = skipBlank(text, at)
    else {
      if ('[{'.includes(character)) depth += 1
      if (']}'.includes(character)) depth -= 1
      at += 1
    }
  }
  return text.length
}

function skipString(text: string, from: number): number {
  const quote = text[from] ?? ''
  const isLong = text.startsWith(quote.repeat(3), from)
  const close = isLong ? quote.repeat(3) : quote
  let at = from + close.length
  while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1
  at += close.length
  // A long string may end with one or two quotes of its own.
  while (isLong && text[at] === quote) at += 1
  return Math.min(at, text.length)
}
