import leven from 'leven'
import { parse, TomlError } from 'smol-toml'
import { describe } from './describe.ts'
import { type Mention, mentionsIn } from './place.ts'
import { entriesOf, type Given, isTable, policyOf, readFields, type Table } from './table.ts'

/** Something a person has to mend in a file, or may want to. Lines and columns count from 1. */
export interface Problem {
  readonly file: string
  /** Absent where the complaint has no one place. */
  readonly line?: number
  readonly column?: number
  /** What was found, what was expected, and for an unknown key the nearest known one. */
  readonly message: string
}

/** The policy with warnings about it, or every problem that makes it unusable. */
export type LoadResult<P> =
  | (Loaded & { readonly ok: true; readonly policy: P })
  | (Loaded & { readonly ok: false; readonly policy?: undefined })

interface Loaded {
  /** None where there is a policy. */
  readonly problems: readonly Problem[]
  /** The first five unknown keys. */
  readonly warnings: readonly Problem[]
  /** How many more unknown keys there are. */
  readonly untold: number
}

/** How a table is loaded. */
export interface LoadOptions<P> {
  /** The name used in messages. Default `dos.toml`. */
  readonly file?: string
  /** What keys that are not there fall back to. Default: what is built in. */
  readonly base?: Given<P>
}

/** Answers the text of a file, or `undefined` where there is none. */
export type ReadText = (path: string) => string | undefined

/** A TOML text that was parsed. */
export interface TomlDocument {
  /** The name used in messages. */
  readonly file: string
  readonly root: Readonly<Record<string, unknown>>
  /** All names with their places, found when they are first asked for. */
  readonly mentions: () => readonly Mention[]
}

/** The most unknown keys that are told one by one. */
const MOST_TOLD = 5

/** The longest key that may be a slip, in characters: to compare it takes time by its length. */
const LONGEST_SLIP = 40

/** One line, in the form that terminals and editors make a link of: `file:line:column: message`. */
export function formatProblem({ file, line, column, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  return `${place}: ${message}`
}

/**
 * Parses a TOML text.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param file - its name in messages
 */
export function parseToml(
  text: string,
  file: string,
):
  | { readonly ok: true; readonly document: TomlDocument }
  | { readonly ok: false; readonly problem: Problem } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  let found: readonly Mention[] | undefined
  const mentions = (): readonly Mention[] => {
    found ??= mentionsIn(source)
    return found
  }
  try {
    return { ok: true, document: { file, root: parse(source), mentions } }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [summary = 'not valid TOML'] = error.message.split('\n')
    return { ok: false, problem: { file, line: error.line, column: error.column, message: summary } }
  }
}

/** Where a table, or a key of it, is mentioned first, in whatever form it is written. */
export function findMention({ mentions }: TomlDocument, table: string, key?: string): Mention | undefined {
  return mentions().find(({ name }) =>
    key === undefined ? name.length === 1 && name[0] === table : name[0] === table && name[1] === key,
  )
}

/** What a document says for one key of a table; `undefined` where it says nothing. */
export function valueIn({ root }: TomlDocument, table: string, key: string): unknown {
  const value = Object.hasOwn(root, table) ? root[table] : undefined
  return isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Reads one table of a document over a base; what is refused keeps the base's value. Other tables belong to others. */
export function readTable<P extends object>(
  document: TomlDocument,
  table: Table<P>,
  base: P,
): Loaded & { readonly policy: P } {
  const { file, root } = document
  if (!Object.hasOwn(root, table.name)) return { policy: base, problems: [], warnings: [], untold: 0 }
  const { policy, refusals, unknownKeys } = readFields(table, root[table.name], base)
  const problems = refusals.map(({ key, expected, actual }) => ({
    file,
    ...findMention(document, table.name, key === '' ? undefined : key)?.value,
    message: `${key === '' ? `[${table.name}]` : key} must be ${expected}, but is ${describe(actual)}`,
  }))
  const warnings = unknownKeys.slice(0, MOST_TOLD).map((key) => {
    const nearest = nearestOf(key, table)
    return {
      file,
      ...findMention(document, table.name, key)?.key,
      message: `[${table.name}] has no key ${describe(key)}${nearest === undefined ? '' : `; the nearest is ${nearest}`}`,
    }
  })
  return { policy, problems, warnings, untold: unknownKeys.length - warnings.length }
}

/** Reads one table of a text. What is no TOML is one problem. */
export async function loadPolicy<P extends object>(
  table: Table<P>,
  text: string,
  { file = 'dos.toml', base }: LoadOptions<P>,
): Promise<LoadResult<P>> {
  const parsed = parseToml(text, file)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem], warnings: [], untold: 0 }
  const { policy, ...loaded } = readTable(parsed.document, table, policyOf(table, base))
  return loaded.problems.length === 0 ? { ok: true, policy, ...loaded } : { ok: false, ...loaded }
}

/**
 * The key that was probably meant, if any: one that differs in two letters or a third of the longer word, and never in
 * half of it; or that begins alike, for three letters and a third at least.
 */
function nearestOf<P>(key: string, table: Table<P>): string | undefined {
  if (key.length > LONGEST_SLIP) return undefined
  const meant = key.toLowerCase()
  const near = entriesOf(table).flatMap(([, { name }]) => {
    const away = leven(meant, name)
    const length = Math.max(meant.length, name.length)
    const least = Math.max(3, Math.ceil(length / 3))
    const isSlip = away <= Math.max(2, Math.floor(length / 3)) && 2 * away < length
    return isSlip || meant.slice(0, least) === name.slice(0, least) ? [{ name, away }] : []
  })
  return near.toSorted((one, other) => one.away - other.away)[0]?.name
}
