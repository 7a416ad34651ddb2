import { type LoadOptions, type LoadResult, loadPolicy, type ReadText } from '@dos/toml-table/toml'
import { MARKER_TABLE, type MarkerPolicy } from './policy.ts'

export type { LoadOptions, LoadResult, Problem, ReadText } from '@dos/toml-table/toml'

/**
 * Reads the `[marker]` table of a TOML text. No such table: the base.
 *
 * @param text - the whole document; a byte order mark is fine
 */
export function markerPolicyFromToml(
  text: string,
  options: LoadOptions<MarkerPolicy> = {},
): Promise<LoadResult<MarkerPolicy>> {
  return loadPolicy(MARKER_TABLE, text, options)
}

/**
 * Reads the `[marker]` table of a file. No such file: the base.
 *
 * @param path - handed to `readText` and used in messages
 * @param readText - answers the file's text, or `undefined` where there is none; what it throws is passed on
 */
export async function markerPolicyFromFile(
  path: string,
  readText: ReadText,
  options: Pick<LoadOptions<MarkerPolicy>, 'base'> = {},
): Promise<LoadResult<MarkerPolicy>> {
  return loadPolicy(MARKER_TABLE, readText(path) ?? '', { ...options, file: path })
}
