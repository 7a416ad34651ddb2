import { type LoadResult, loadTable, loadTableFile, type ReadText, type TableSource } from '@dos/toml-table'
import type { ProgressPolicy } from './policy.ts'
import { PROGRESS_TABLE_KEYS, progressPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type ProgressTomlResult = LoadResult<ProgressPolicy>

/**
 * Reads the `[progress]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default policy)
 */
export function progressPolicyFromToml(
  text: string,
  options: { readonly file?: string; readonly base?: ProgressPolicy } = {},
): Promise<ProgressTomlResult> {
  return loadTable(text, progressTable(options.file ?? 'dos.toml', options.base))
}

/**
 * Reads the `[progress]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is
 * passed on
 */
export function progressPolicyFromFile(
  path: string,
  readText: ReadText,
  options: { readonly base?: ProgressPolicy } = {},
): Promise<ProgressTomlResult> {
  return loadTableFile(readText, progressTable(path, options.base))
}

function progressTable(file: string, base?: ProgressPolicy): TableSource<ProgressPolicy> {
  return {
    file,
    table: 'progress',
    knownKeys: PROGRESS_TABLE_KEYS,
    read: (table) => progressPolicyFromTable(table, base),
  }
}
