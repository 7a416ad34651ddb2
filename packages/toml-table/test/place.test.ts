import { expect, test } from 'bun:test'
import { mentionsIn } from '../src/place.ts'

/** Each name at the root where it is mentioned first, a table with brackets round it, and its place. */
function names(text: string): readonly string[] {
  const seen = new Set<string>()
  return mentionsIn(text).flatMap(({ name: [root = '', ...more], key, isTable }) => {
    if (seen.has(root)) return []
    seen.add(root)
    return [`${isTable || more.length > 0 ? `[${root}]` : root} ${key.line}:${key.column}`]
  })
}

test('The names at the root are told in every form in which they can be written', () => {
  const text = 'a = 1\n"b c" = []\nd.e = 1\nf = { g = 1 }\n[h]\nx = 1\n[i.j]\n  [[k]]\ny = 1\n'
  expect(names(text)).toEqual(['a 1:1', 'b c 2:1', '[d] 3:1', '[f] 4:1', '[h] 5:1', '[i] 7:1', '[k] 8:3'])
})

test('A name that is mentioned again is told once, where it comes first', () => {
  expect(names('[a]\nx = 1\n[b]\n[a.c]\n[[d]]\n[[d]]\n')).toEqual(['[a] 1:1', '[b] 3:1', '[d] 5:1'])
})

test('CRLF moves nothing', () => {
  expect(names('a = 1\r\n[b]\r\n')).toEqual(['a 1:1', '[b] 2:1'])
})

test.each(['', '# nothing'])('There are none in %j', (text) => {
  expect(names(text)).toEqual([])
})

test('As many as a megabyte can hold get their places', () => {
  const found = mentionsIn(Array.from({ length: 90_000 }, (_, at) => `k${at} = 1\n`).join(''))
  expect(found).toHaveLength(90_000)
  expect(found.at(-1)).toMatchObject({ name: ['k89999'], key: { line: 90_000, column: 1 }, isTable: false })
})
