import type { RootName } from './place.ts'

/**
 * The names at the root of a TOML text with their places, in the order of their first mention: which tables there are,
 * and which keys stand outside of all. None where the text is no TOML.
 *
 * @param text - the whole document; a byte order mark is fine
 */
export async function rootNames(text: string): Promise<readonly RootName[]> {
  const { rootsOf } = await import('./place.ts')
  return rootsOf(text.startsWith('\uFEFF') ? text.slice(1) : text)
}
