import { parse, TomlError } from 'smol-toml'
import { describe } from './describe.ts'
import type { Problem } from './problem.ts'

/** A value of the table that was refused. `field` is its key, `''` the table itself. */
export interface Issue {
  readonly field: string
  /** What would have been taken, to be read after "must be". */
  readonly expected: string
  readonly actual: unknown
}

/** What a reader makes of a parsed table. */
export type TableReading<P> = { readonly unknownKeys: readonly string[] } & (
  | { readonly ok: true; readonly policy: P }
  | { readonly ok: false; readonly issues: readonly Issue[] }
)

/** Which table of which file, and who reads it. */
export interface TableSource<P> {
  /** The name used in messages, and for reading the file. */
  readonly file: string
  /** The table's name, for example `marker`. */
  readonly table: string
  /** Every key the reader knows: an unknown one is answered with the nearest of these, where one is near. */
  readonly knownKeys: readonly string[]
  /**
   * Makes a policy of the parsed table; `undefined` where the document has no such table. It must not change what it is
   * handed: the next load of the same text is handed the same.
   */
  readonly read: (table: unknown) => TableReading<P>
}

/** The policy with warnings about it, or every problem that makes it unusable. */
export type LoadResult<P> =
  | { readonly ok: true; readonly policy: P; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] }

/** Answers the text of a file, or `undefined` where there is none. */
export type ReadText = (path: string) => string | undefined

/**
 * Reads one table of a TOML text. Other tables belong to others and are not looked at beyond their syntax.
 * Places are worked out only where there is something to say, by a second parser that is not loaded before.
 */
export async function loadTable<P>(text: string, source: TableSource<P>): Promise<LoadResult<P>> {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text
  const parsed = parseDocument(document, source.file)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem], warnings: [] }

  const reading = source.read(
    Object.hasOwn(parsed.root, source.table) ? parsed.root[source.table] : undefined,
  )
  if (reading.ok && reading.unknownKeys.length === 0)
    return { ok: true, policy: reading.policy, warnings: [] }

  const { placesOf } = await import('./place.ts')
  const { default: leven } = await import('leven')
  const { file, table, knownKeys } = source
  const places = placesOf(document, table)

  const warnings = reading.unknownKeys.map((key) => {
    const nearest = nearestOf(key, knownKeys, leven)
    const hint = nearest === undefined ? '' : `; the nearest is ${nearest}`
    return {
      file,
      ...places.keys.get(key)?.key,
      message: `[${table}] has no key ${describe(key)}${hint}`,
    }
  })
  if (reading.ok) return { ok: true, policy: reading.policy, warnings }

  const problems = reading.issues.map(({ field, expected, actual }) => ({
    file,
    ...(field === '' ? places.table : places.keys.get(field)?.value),
    message: `${field === '' ? `[${table}]` : field} must be ${expected}, but is ${describe(actual)}`,
  }))
  return { ok: false, problems, warnings }
}

/** The key that was probably meant; `undefined` where none is near. */
function nearestOf(
  key: string,
  known: readonly string[],
  distance: (one: string, other: string) => number,
): string | undefined {
  return known
    .map((each) => ({ each, away: distance(key.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, away }) => isSlip(away, Math.max(key.length, each.length)) || beginAlike(key, each))
    .toSorted((one, other) => one.away - other.away)[0]?.each
}

/** Two letters are wrong, or a third of the longer word, and never half of it. */
function isSlip(away: number, length: number): boolean {
  return away <= Math.max(2, Math.floor(length / 3)) && 2 * away < length
}

/** The words are the same for three letters at least, and for a third of the longer one. */
function beginAlike(one: string, other: string): boolean {
  const least = Math.max(3, Math.ceil(Math.max(one.length, other.length) / 3))
  return one.slice(0, least).toLowerCase() === other.slice(0, least).toLowerCase()
}

/** {@link loadTable} of a file; a file that is not there is an empty document. Rejects with what `readText` throws. */
export async function loadTableFile<P>(readText: ReadText, source: TableSource<P>): Promise<LoadResult<P>> {
  return loadTable(readText(source.file) ?? '', source)
}

type Parsed =
  | { readonly ok: true; readonly root: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: Problem }

/** The text that was parsed last: whoever wants several tables of one document asks for them one after the other. */
let last: { readonly document: string; readonly root: Readonly<Record<string, unknown>> } | undefined

function parseDocument(document: string, file: string): Parsed {
  if (last?.document === document) return { ok: true, root: last.root }
  try {
    const root = parse(document)
    last = { document, root }
    return { ok: true, root }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [summary = 'not valid TOML'] = error.message.split('\n')
    return { ok: false, problem: { file, line: error.line, column: error.column, message: summary } }
  }
}
