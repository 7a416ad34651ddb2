import { type AST, parseTOML } from 'toml-eslint-parser'

/** Where something starts. Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where one table and its keys start in a document. What is not there, or not found, has no place. */
export interface TablePlaces {
  /** The table's first header, or the value it was given. */
  readonly table: Place | undefined
  /** Each key directly in the table: its own place, and that of its value. A header or a dotted key is both. */
  readonly keys: ReadonlyMap<string, { readonly key: Place; readonly value: Place }>
}

/**
 * Finds one table of the document in whatever form it is written: under a header, under dotted keys, inline, or
 * spread over several of these. The first mention counts. Nothing at all where the parser refuses the document.
 */
export function placesOf(document: string, table: string): TablePlaces {
  const places: Collected = { table: undefined, keys: new Map() }
  for (const { name, key, value } of mentions(document)) {
    const [root, child] = name
    if (root !== table) continue
    if (child === undefined) places.table ??= start(value)
    else if (!places.keys.has(child)) {
      places.keys.set(child, { key: start(key), value: start(name.length === 2 ? value : key) })
    }
  }
  return places
}

/** A name at the root of a document, where it is mentioned first. */
export interface RootName extends Place {
  readonly name: string
  /** Whether it stands for a table, or a list of tables, in whatever form it is written. */
  readonly isTable: boolean
}

/** The names at the root, in the order of their first mention. None where the parser refuses the document. */
export function rootsOf(document: string): readonly RootName[] {
  const roots = new Map<string, RootName>()
  for (const { name, key, value } of mentions(document)) {
    const [root] = name
    if (root === undefined || roots.has(root)) continue
    const isTable = name.length > 1 || value.type === 'TOMLTable' || value.type === 'TOMLInlineTable'
    roots.set(root, { name: root, isTable, ...start(key) })
  }
  return [...roots.values()]
}

interface Collected {
  table: Place | undefined
  readonly keys: Map<string, { readonly key: Place; readonly value: Place }>
}

/** A name that the document gives something to, from the root on. */
interface Mention {
  readonly name: readonly string[]
  readonly key: AST.TOMLNode
  readonly value: AST.TOMLNode
}

function mentions(document: string): readonly Mention[] {
  try {
    return parseTOML(document).body[0].body.flatMap((statement) =>
      statement.type === 'TOMLTable' ? mentionsOfTable(statement) : mentionsOfPair(statement, []),
    )
  } catch {
    return []
  }
}

function mentionsOfTable(table: AST.TOMLTable): readonly Mention[] {
  // An array of tables resolves to its name and an index; what is wanted is the name.
  const name = table.resolvedKey.filter((part) => typeof part === 'string')
  const header = { name, key: table, value: table }
  return [header, ...(name.length === 1 ? table.body.flatMap((pair) => mentionsOfPair(pair, name)) : [])]
}

function mentionsOfPair(pair: AST.TOMLKeyValue, inside: readonly string[]): readonly Mention[] {
  const name = [...inside, ...pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))]
  const { key, value } = pair
  const inner =
    name.length === 1 && value.type === 'TOMLInlineTable'
      ? value.body.flatMap((each) => mentionsOfPair(each, name))
      : []
  return [{ name, key, value }, ...inner]
}

function start(node: AST.TOMLNode): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 }
}
