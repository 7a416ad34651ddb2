import { type AST, parseTOML } from 'toml-eslint-parser'

/** Where something starts. Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/**
 * Where a key, or the value it was given, stands in a document: in a table of its own, under dotted keys or in an
 * inline table. Nothing where the path is not there or the parser refuses the document.
 *
 * @param path - table names and last the key, for example `['marker', 'max_streak']`
 * @param what - the place of the key, or of its value
 */
export function placeOf(document: string, path: readonly string[], what: 'key' | 'value'): Place | undefined {
  try {
    return findIn(parseTOML(document).body[0].body, [], path, what)
  } catch {
    return undefined
  }
}

type Statement = AST.TOMLTable | AST.TOMLKeyValue

function findIn(
  statements: readonly Statement[],
  inside: readonly (string | number)[],
  path: readonly string[],
  what: 'key' | 'value',
): Place | undefined {
  for (const statement of statements) {
    const found =
      statement.type === 'TOMLTable'
        ? findInTable(statement, path, what)
        : findInPair(statement, inside, path, what)
    if (found !== undefined) return found
  }
  return undefined
}

function findInTable(
  table: AST.TOMLTable,
  path: readonly string[],
  what: 'key' | 'value',
): Place | undefined {
  // An array of tables resolves to its name and an index; what is wanted is the name.
  const name = table.resolvedKey.filter((part) => typeof part === 'string')
  if (same(name, path)) return start(table)
  return findIn(table.body, name, path, what)
}

function findInPair(
  pair: AST.TOMLKeyValue,
  inside: readonly (string | number)[],
  path: readonly string[],
  what: 'key' | 'value',
): Place | undefined {
  const name = [...inside, ...pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))]
  if (same(name, path)) return start(what === 'key' ? pair.key : pair.value)
  return pair.value.type === 'TOMLInlineTable' ? findIn(pair.value.body, name, path, what) : undefined
}

function same(left: readonly (string | number)[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((part, index) => part === right[index])
}

function start(node: AST.TOMLNode): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 }
}
