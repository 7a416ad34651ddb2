import leven from 'leven'
import { parse, TomlError } from 'smol-toml'
import { describe } from './describe.ts'
import { mentionsIn, placesIn, type RootName, rootsIn, type TablePlaces } from './place.ts'
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

/** Which table, and who reads it. */
export interface TableReader<P> {
  /** The table's name, for example `marker`. */
  readonly table: string
  /** Every key the reader knows: an unknown one is answered with the nearest of these, where one is near. */
  readonly knownKeys: readonly string[]
  /**
   * Makes a policy of the parsed table; `undefined` where the document has no such table. It must not change what it is
   * handed: others may read the same document.
   */
  readonly read: (table: unknown) => TableReading<P>
}

/** Which table of which file, and who reads it. */
export interface TableSource<P> extends TableReader<P> {
  /** The name used in messages, and for reading the file. */
  readonly file: string
}

/** The policy with warnings about it, or every problem that makes it unusable. */
export type LoadResult<P> = {
  /** The first five unknown keys. */
  readonly warnings: readonly Problem[]
  /** How many more there are, which nobody would read; absent where there are none. */
  readonly untold?: number
} & (
  | { readonly ok: true; readonly policy: P }
  | { readonly ok: false; readonly problems: readonly Problem[] }
)

/** Answers the text of a file, or `undefined` where there is none. */
export type ReadText = (path: string) => string | undefined

/** A TOML text that was parsed, and may be read table by table. */
export interface TomlDocument {
  /** The name used in messages. */
  readonly file: string
  readonly root: Readonly<Record<string, unknown>>
  /** Where a table and its keys stand. Worked out when asked for, as far as is asked for. */
  readonly places: (table: string) => TablePlaces
  /** The names at the root with their places, in the order of their first mention. */
  readonly names: () => readonly RootName[]
}

/** A document, or where the text is no TOML. */
export type Parsed =
  | { readonly ok: true; readonly document: TomlDocument }
  | { readonly ok: false; readonly problem: Problem }

/** The most unknown keys that are told one by one. */
const MOST_TOLD = 5

/** The longest key that may be a slip, in characters: to compare it takes time by its length. */
const LONGEST_SLIP = 40

/**
 * Parses a TOML text.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param file - its name in messages
 */
export function parseToml(text: string, file: string): Parsed {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text
  const mentions = mentionsIn(document)
  try {
    const root = parse(document)
    const places = (table: string) => placesIn(mentions, table)
    return { ok: true, document: { file, root, places, names: () => rootsIn(mentions) } }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [summary = 'not valid TOML'] = error.message.split('\n')
    return { ok: false, problem: { file, line: error.line, column: error.column, message: summary } }
  }
}

/** Reads one table of a document. Other tables belong to others and are not looked at. */
export function readTable<P>(document: TomlDocument, reader: TableReader<P>): LoadResult<P> {
  const { file, root } = document
  const { table, knownKeys, read } = reader
  const reading = read(Object.hasOwn(root, table) ? root[table] : undefined)
  if (reading.ok && reading.unknownKeys.length === 0) {
    return { ok: true, policy: reading.policy, warnings: [] }
  }
  const places = document.places(table)
  const more = reading.unknownKeys.length - MOST_TOLD
  const untold = more > 0 ? { untold: more } : {}
  const warnings = reading.unknownKeys.slice(0, MOST_TOLD).map((key) => {
    const nearest = nearestOf(key, knownKeys)
    const hint = nearest === undefined ? '' : `; the nearest is ${nearest}`
    return {
      file,
      ...places.keyed(key)?.key,
      message: `[${table}] has no key ${describe(key)}${hint}`,
    }
  })
  if (reading.ok) return { ok: true, policy: reading.policy, warnings, ...untold }

  const problems = reading.issues.map(({ field, expected, actual }) => ({
    file,
    ...(field === '' ? places.table() : places.keyed(field)?.value),
    message: `${field === '' ? `[${table}]` : field} must be ${expected}, but is ${describe(actual)}`,
  }))
  return { ok: false, problems, warnings, ...untold }
}

/** {@link readTable} of a text. What is no TOML is one problem, and the reader isn't asked. */
export async function loadTable<P>(text: string, source: TableSource<P>): Promise<LoadResult<P>> {
  const parsed = parseToml(text, source.file)
  return parsed.ok
    ? readTable(parsed.document, source)
    : { ok: false, problems: [parsed.problem], warnings: [] }
}

/** {@link loadTable} of a file; a file that is not there is an empty document. Rejects with what `readText` throws. */
export async function loadTableFile<P>(readText: ReadText, source: TableSource<P>): Promise<LoadResult<P>> {
  return loadTable(readText(source.file) ?? '', source)
}

/** How a part of a program hands out the reader of its table. */
export interface TableReaders<P> {
  /**
   * Reads the table of a text. No such table: the base.
   *
   * @param text - the whole document; a byte order mark is fine
   * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default: the part's own)
   */
  readonly fromToml: (
    text: string,
    options?: { readonly file?: string; readonly base?: P },
  ) => Promise<LoadResult<P>>
  /**
   * Reads the table of a file. No such file: the base.
   *
   * @param path - handed to `readText` and used in messages
   * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is passed on
   */
  readonly fromFile: (
    path: string,
    readText: ReadText,
    options?: { readonly base?: P },
  ) => Promise<LoadResult<P>>
}

/**
 * The readers of one table, from a text and from a file.
 *
 * @param read - makes a policy of the parsed table over a base
 */
export function tableReaders<P>(
  table: string,
  knownKeys: readonly string[],
  read: (table: unknown, base?: P) => TableReading<P>,
): TableReaders<P> {
  const over = (file: string, base?: P): TableSource<P> => ({
    file,
    table,
    knownKeys,
    read: (value) => read(value, base),
  })
  return {
    fromToml: (text, { file = 'dos.toml', base } = {}) => loadTable(text, over(file, base)),
    fromFile: (path, readText, { base } = {}) => loadTableFile(readText, over(path, base)),
  }
}

/** The names at the root of a TOML text: tables, and keys outside of all. None where the text is no TOML. */
export async function rootNames(text: string): Promise<readonly RootName[]> {
  const parsed = parseToml(text, '')
  return parsed.ok ? parsed.document.names() : []
}

/** The key that was probably meant; `undefined` where none is near. */
function nearestOf(key: string, known: readonly string[]): string | undefined {
  if (key.length > LONGEST_SLIP) return undefined
  return known
    .map((each) => ({ each, away: leven(key.toLowerCase(), each.toLowerCase()) }))
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
