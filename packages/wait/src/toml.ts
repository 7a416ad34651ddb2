import { type LoadResult, loadTable, loadTableFile, type ReadText, type TableSource } from '@dos/toml-table'
import type { WaitPolicy } from './policy.ts'
import { WAIT_TABLE_KEYS, waitPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type WaitTomlResult = LoadResult<WaitPolicy>

/**
 * Reads the `[wait]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default policy)
 */
export function waitPolicyFromToml(
  text: string,
  options: { readonly file?: string; readonly base?: WaitPolicy } = {},
): Promise<WaitTomlResult> {
  return loadTable(text, waitTable(options.file ?? 'dos.toml', options.base))
}

/**
 * Reads the `[wait]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is
 * passed on
 */
export function waitPolicyFromFile(
  path: string,
  readText: ReadText,
  options: { readonly base?: WaitPolicy } = {},
): Promise<WaitTomlResult> {
  return loadTableFile(readText, waitTable(path, options.base))
}

function waitTable(file: string, base?: WaitPolicy): TableSource<WaitPolicy> {
  return {
    file,
    table: 'wait',
    knownKeys: WAIT_TABLE_KEYS,
    read: (table) => waitPolicyFromTable(table, base),
  }
}
