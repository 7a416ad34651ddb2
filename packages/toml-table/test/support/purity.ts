import { expect, test } from 'bun:test'
import { AMBIENT_SNIPPETS, compileIn, HARMLESS_SNIPPET } from './ambient.ts'

/** What a pure package is held against, the harmless one first. */
export const SNIPPETS: readonly string[] = [HARMLESS_SNIPPET, ...AMBIENT_SNIPPETS]

/** The test that a package is pure by the compiler's word, for whoever is to be. */
export function testPurity(packageFolder: string): void {
  test('the compiler refuses every reach for a file, a clock, a process or the network', () => {
    const [harmless, ...ambient] = compileIn(packageFolder, SNIPPETS)
    expect(harmless).toBeUndefined()
    expect(AMBIENT_SNIPPETS.filter((_, index) => ambient[index] === undefined)).toEqual([])
  })
}
