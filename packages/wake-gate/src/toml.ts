import { type LoadResult, loadTable, loadTableFile, type ReadText, type TableSource } from '@dos/toml-table'
import type { WakePolicy } from './policy.ts'
import { WAKE_TABLE_KEYS, wakePolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type WakeTomlResult = LoadResult<WakePolicy>

/**
 * Reads the `[wake]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default policy)
 */
export function wakePolicyFromToml(
  text: string,
  options: { readonly file?: string; readonly base?: WakePolicy } = {},
): Promise<WakeTomlResult> {
  return loadTable(text, wakeTable(options.file ?? 'dos.toml', options.base))
}

/**
 * Reads the `[wake]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is
 * passed on
 */
export function wakePolicyFromFile(
  path: string,
  readText: ReadText,
  options: { readonly base?: WakePolicy } = {},
): Promise<WakeTomlResult> {
  return loadTableFile(readText, wakeTable(path, options.base))
}

function wakeTable(file: string, base?: WakePolicy): TableSource<WakePolicy> {
  return {
    file,
    table: 'wake',
    knownKeys: WAKE_TABLE_KEYS,
    read: (table) => wakePolicyFromTable(table, base),
  }
}
