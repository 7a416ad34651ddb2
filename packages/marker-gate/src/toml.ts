import { type LoadResult, loadTable, loadTableFile, type ReadText, type TableSource } from '@dos/toml-table'
import type { MarkerPolicy } from './policy.ts'
import { MARKER_TABLE_KEYS, markerPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type MarkerTomlResult = LoadResult<MarkerPolicy>

/**
 * Reads the `[marker]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default policy)
 */
export function markerPolicyFromToml(
  text: string,
  options: { readonly file?: string; readonly base?: MarkerPolicy } = {},
): Promise<MarkerTomlResult> {
  return loadTable(text, markerTable(options.file ?? 'dos.toml', options.base))
}

/**
 * Reads the `[marker]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is
 * passed on
 */
export function markerPolicyFromFile(
  path: string,
  readText: ReadText,
  options: { readonly base?: MarkerPolicy } = {},
): Promise<MarkerTomlResult> {
  return loadTableFile(readText, markerTable(path, options.base))
}

function markerTable(file: string, base?: MarkerPolicy): TableSource<MarkerPolicy> {
  return {
    file,
    table: 'marker',
    knownKeys: MARKER_TABLE_KEYS,
    read: (table) => markerPolicyFromTable(table, base),
  }
}
