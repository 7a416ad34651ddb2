import { parse } from 'smol-toml'

/** Where something starts. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where one table and its keys start in a document. What is not there has no place. */
export interface TablePlaces {
  /** The table's first header, or the value it was given. */
  readonly table: () => Place | undefined
  /** Of a key directly in the table its own place, and that of its value. A header or a dotted key is both. */
  readonly keyed: (key: string) => { readonly key: Place; readonly value: Place } | undefined
}

/** A name at the root of a document, where it is mentioned first. */
export interface RootName extends Place {
  readonly name: string
  /** Whether it stands for a table, or a list of tables, in whatever form it is written. */
  readonly isTable: boolean
}

/** A name that the document gives something to, from the root on; where it starts, and where what it is given does. */
interface Mention {
  readonly name: readonly string[]
  readonly key: number
  readonly value: number
  readonly isTable: boolean
}

/** The mentions of a document in order, found as far as somebody asks for them. */
export interface Mentions {
  readonly document: string
  /** The first that is wanted. */
  readonly find: (isWanted: (mention: Mention) => boolean) => Mention | undefined
}

/** Looks for the mentions of a document that is known to be TOML, each but once. */
export function mentionsIn(document: string): Mentions {
  const found: Mention[] = []
  const more = mentionsOf(document)
  return {
    document,
    find: (isWanted) => {
      const known = found.find(isWanted)
      if (known !== undefined) return known
      // By hand: a loop that is left would close what it takes from.
      for (let next = more.next(); !next.done; next = more.next()) {
        found.push(next.value)
        if (isWanted(next.value)) return next.value
      }
      return undefined
    },
  }
}

/**
 * Finds one table of a document in whatever form it is written: under a header, under dotted keys, inline, or spread
 * over several of these. The first mention counts.
 */
export function placesIn({ document, find }: Mentions, table: string): TablePlaces {
  return {
    table: () => {
      const whole = find(({ name }) => name.length === 1 && name[0] === table)
      return whole && placer(document)(whole.value)
    },
    keyed: (wanted) => {
      const found = find(({ name }) => name[0] === table && name[1] === wanted)
      if (found === undefined) return undefined
      const placeOf = placer(document)
      const key = placeOf(found.key)
      return { key, value: found.name.length === 2 ? placeOf(found.value) : key }
    },
  }
}

/** The names at the root, in the order of their first mention. */
export function rootsIn({ document, find }: Mentions): readonly RootName[] {
  const roots = new Map<string, RootName>()
  const placeOf = placer(document)
  find(({ name, key, isTable }) => {
    const [root] = name
    if (root !== undefined && !roots.has(root)) {
      roots.set(root, { name: root, isTable: isTable || name.length > 1, ...placeOf(key) })
    }
    return false
  })
  return [...roots.values()]
}

/** Places of offsets that are asked for in rising order, so that all of them cost one walk over the document. */
function placer(document: string): (offset: number) => Place {
  let line = 1
  let start = 0
  let end = document.indexOf('\n')
  return (offset) => {
    while (end >= 0 && end < offset) {
      line += 1
      start = end + 1
      end = document.indexOf('\n', start)
    }
    return { line, column: offset - start + 1 }
  }
}

/**
 * Every mention of a name in a document that is known to be TOML. The parser that reads the values has no places, and
 * one that has them takes ten times as long, which a stranger's file could make a hook pay for.
 */
function* mentionsOf(document: string): Generator<Mention, undefined> {
  let header: readonly string[] = []
  for (let at = skipVoid(document, 0); at < document.length; at = skipVoid(document, at)) {
    if (document[at] === '[') {
      const { name, end } = readKey(document, document[at + 1] === '[' ? at + 2 : at + 1)
      yield { name, key: at, value: at, isTable: true }
      header = name
      at = document[end] === ']' ? end + 1 : end
      continue
    }
    const { name, end } = readKey(document, at)
    const value = skipVoid(document, end)
    const isTable = document[value] === '{'
    if (header.length <= 1) yield { name: [...header, ...name], key: at, value, isTable }
    if (isTable && header.length === 0 && name.length === 1) yield* inside(document, value, name)
    at = skipValue(document, value)
  }
  return undefined
}

/** The pairs of an inline table at the root. */
function* inside(document: string, open: number, header: readonly string[]): Generator<Mention, undefined> {
  let at = skipVoid(document, open + 1)
  while (at < document.length && document[at] !== '}') {
    const { name, end } = readKey(document, at)
    const value = skipVoid(document, end)
    yield { name: [...header, ...name], key: at, value, isTable: document[value] === '{' }
    at = skipVoid(document, skipValue(document, value))
    if (document[at] === ',') at = skipVoid(document, at + 1)
  }
  return undefined
}

/** Space, line ends and comments. */
function skipVoid(document: string, from: number): number {
  return endOf(/(?:[ \t\r\n]+|#[^\n]*)*/y, document, from)
}

/** A key, dotted or not, and where it ends: behind the `=` or the `]`. */
function readKey(document: string, from: number): { readonly name: readonly string[]; readonly end: number } {
  const name: string[] = []
  for (let at = from; at < document.length; ) {
    const character = document[at] ?? ''
    if (character === '=' || character === ']') return { name, end: at + 1 }
    if (character === '.' || character === ' ' || character === '\t') at += 1
    else {
      const isQuoted = character === '"' || character === "'"
      const end = isQuoted ? skipString(document, at) : endOf(/[^ \t.=\]]+/y, document, at)
      const part = document.slice(at, end)
      name.push(isQuoted ? textOf(part) : part)
      at = end
    }
  }
  return { name, end: document.length }
}

/** What a quoted key says. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? String(parse(`key = ${quoted}`)['key']) : quoted.slice(1, -1)
}

function skipValue(document: string, from: number): number {
  let depth = 0
  for (let at = from; at < document.length; ) {
    const character = document[at] ?? ''
    if (character === '"' || character === "'") at = skipString(document, at)
    else if (character === '[' || character === '{') {
      depth += 1
      at += 1
    } else if (depth > 0 && (character === ']' || character === '}')) {
      depth -= 1
      at += 1
    } else if (depth > 0) {
      at = character === '#' ? skipVoid(document, at) : endOf(/[^"'[\]{}#]+/y, document, at)
      continue
    } else return endOf(/[^,\]}#\n]+/y, document, at)
    if (depth === 0) return at
  }
  return document.length
}

function skipString(document: string, from: number): number {
  const quote = document[from] ?? ''
  const isLong = document.startsWith(quote.repeat(3), from)
  const close = isLong ? quote.repeat(3) : quote
  let at = document.indexOf(close, from + close.length)
  while (quote === '"' && at >= 0 && isEscaped(document, at, from)) at = document.indexOf(close, at + 1)
  if (at < 0) return document.length
  // A long string may end with one or two quotes of its own.
  return isLong ? endOf(quote === '"' ? /"+/y : /'+/y, document, at) : at + 1
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(document: string, at: number, from: number): boolean {
  let backslashes = 0
  while (at - 1 - backslashes > from && document[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

/** Where that ends which a sticky pattern matches from here on. */
function endOf(pattern: RegExp, document: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(document) ? pattern.lastIndex : from
}
