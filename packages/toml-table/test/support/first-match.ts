import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of a table, cell by column. */
export type Row = Readonly<Record<string, string>>

/** What a cell says where anything will do. */
const ANY = '·'

/** The rows of the first table of a package's README that has all these columns, their code marks taken off. */
export function readmeTable(packageFolder: string, columns: readonly string[]): readonly Row[] {
  const lines = readFileSync(join(packageFolder, 'README.md'), 'utf8').split('\n')
  for (const [at, line] of lines.entries()) {
    const header = cellsOf(line)
    if (!columns.every((column) => header.includes(column))) continue
    const after = lines.slice(at + 2)
    const end = after.findIndex((row) => !row.startsWith('|'))
    return after.slice(0, end).map((row) => {
      const cells = cellsOf(row)
      return Object.fromEntries(header.map((column, index) => [column, cells[index] ?? '']))
    })
  }
  throw new Error(`no table in the README has the columns ${columns.join(', ')}`)
}

/** The first row whose cells take each of these values: a cell takes what it lists, and `·` takes anything. */
export function firstMatch(rows: readonly Row[], values: Row): Row | undefined {
  return rows.find((row) =>
    Object.entries(values).every(([column, value]) => {
      const cell = row[column]
      return cell === ANY || cell?.split(', ').includes(value)
    }),
  )
}

/** Each way to take one value of every list. */
export function* everyCombination<T extends object>(
  lists: {
    readonly [K in keyof T]: readonly T[K][]
  },
): Generator<T> {
  const [first, ...rest] = Object.keys(lists) as (keyof T)[]
  if (first === undefined) {
    yield {} as T
    return
  }
  const others = Object.fromEntries(rest.map((key) => [key, lists[key]])) as typeof lists
  for (const other of everyCombination(others)) {
    for (const value of lists[first]) yield { ...other, [first]: value }
  }
}

function cellsOf(line: string): readonly string[] {
  return line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', ''))
    : []
}
