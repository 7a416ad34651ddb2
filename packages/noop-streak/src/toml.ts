import { type LoadOptions, type LoadResult, loadPolicy, type ReadText } from '@dos/toml-table/toml'
import { STREAK_TABLE, type StreakPolicy } from './classify.ts'

export type { LoadOptions, LoadResult, Problem, ReadText } from '@dos/toml-table/toml'

/**
 * Reads the `[noop_streak]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 */
export function streakPolicyFromToml(
  text: string,
  options: LoadOptions<StreakPolicy> = {},
): Promise<LoadResult<StreakPolicy>> {
  return loadPolicy(STREAK_TABLE, text, options)
}

/**
 * Reads the `[noop_streak]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is none; what it throws is passed on
 */
export async function streakPolicyFromFile(
  path: string,
  readText: ReadText,
  options: Pick<LoadOptions<StreakPolicy>, 'base'> = {},
): Promise<LoadResult<StreakPolicy>> {
  return loadPolicy(STREAK_TABLE, readText(path) ?? '', { ...options, file: path })
}
