import { expect, test } from 'bun:test'
import { rootNames } from '../src/index.ts'

/** Each name, a table with brackets round it, and its place. */
async function names(text: string): Promise<readonly string[]> {
  const roots = await rootNames(text)
  return roots.map(({ name, isTable, line, column }) => `${isTable ? `[${name}]` : name} ${line}:${column}`)
}

test('The names at the root are told in every form in which they can be written', async () => {
  const text = 'a = 1\n"b c" = []\nd.e = 1\nf = { g = 1 }\n[h]\nx = 1\n[i.j]\n  [[k]]\ny = 1\n'
  expect(await names(text)).toEqual([
    'a 1:1',
    'b c 2:1',
    '[d] 3:1',
    '[f] 4:1',
    '[h] 5:1',
    '[i] 7:1',
    '[k] 8:3',
  ])
})

test('A name that is mentioned again is told once, where it comes first', async () => {
  expect(await names('[a]\nx = 1\n[b]\n[a.c]\n[[d]]\n[[d]]\n')).toEqual(['[a] 1:1', '[b] 3:1', '[d] 5:1'])
})

test('A byte order mark and CRLF move nothing', async () => {
  expect(await names('\uFEFFa = 1\r\n[b]\r\n')).toEqual(['a 1:1', '[b] 2:1'])
})

test.each(['', '# nothing', '[a', 'a = \n[b]'])('There are none in %j', async (text) => {
  expect(await names(text)).toEqual([])
})

test('As many as a megabyte can hold get their places', async () => {
  const roots = await rootNames(Array.from({ length: 90_000 }, (_, at) => `k${at} = 1\n`).join(''))
  expect(roots).toHaveLength(90_000)
  expect(roots.at(-1)).toEqual({ name: 'k89999', isTable: false, line: 90_000, column: 1 })
})
