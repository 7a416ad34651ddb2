import { type LoadResult, loadTable, loadTableFile, type ReadText, type TableSource } from '@dos/toml-table'
import type { StreakPolicy } from './policy.ts'
import { STREAK_TABLE_KEYS, streakPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type StreakTomlResult = LoadResult<StreakPolicy>

/**
 * Reads the `[noop_streak]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 * @param options - `file`, the name used in messages (default `dos.toml`), and `base` (default policy)
 */
export function streakPolicyFromToml(
  text: string,
  options: { readonly file?: string; readonly base?: StreakPolicy } = {},
): Promise<StreakTomlResult> {
  return loadTable(text, streakTable(options.file ?? 'dos.toml', options.base))
}

/**
 * Reads the `[noop_streak]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is no such file; what it throws is
 * passed on
 */
export function streakPolicyFromFile(
  path: string,
  readText: ReadText,
  options: { readonly base?: StreakPolicy } = {},
): Promise<StreakTomlResult> {
  return loadTableFile(readText, streakTable(path, options.base))
}

function streakTable(file: string, base?: StreakPolicy): TableSource<StreakPolicy> {
  return {
    file,
    table: 'noop_streak',
    knownKeys: STREAK_TABLE_KEYS,
    read: (table) => streakPolicyFromTable(table, base),
  }
}
