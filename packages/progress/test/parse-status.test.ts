import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseStatus } from '../src/parse-status.ts'

const H = '0'.repeat(40)
const lines = (...entries: readonly string[]): string => entries.map((entry) => `${entry}\0`).join('')
const pathsOf = (output: string): unknown => parseStatus(output, 100)?.map(({ path }) => path)

describe('a line of git status', () => {
  test.each([
    ['changed', `1 .M N... 100644 100644 100644 ${H} ${H} a b.txt`, 'a b.txt'],
    ['added', `1 A. N... 000000 100644 100644 ${H} ${H} new\nline`, 'new\nline'],
    ['in conflict', `u UU N... 100644 100644 100644 100644 ${H} ${H} ${H} c`, 'c'],
    ['untracked', '? d', 'd'],
  ])('of a file %s gives its path', (_, line, path) => {
    expect(pathsOf(lines(line))).toEqual([path])
  })

  test('of a renamed file gives its new path, and the old one is no line of its own', () => {
    expect(pathsOf(lines(`2 R. N... 100644 100644 100644 ${H} ${H} R100 new`, '? old', '? other'))).toEqual([
      'new',
      'other',
    ])
  })

  test.each([['! ignored'], ['# branch.oid x'], [''], ['1 .M'], ['?'], ['x y']])('%p gives none', (line) => {
    expect(pathsOf(lines(line))).toEqual([])
  })

  test('tells submodules and repositories put there from files', () => {
    const output = lines(`1 .M SC.. 160000 160000 160000 ${H} ${H} sub`, '? nested/', '? file')
    expect(parseStatus(output, 100)).toEqual([
      { path: 'sub', repository: true },
      { path: 'nested/', repository: true },
      { path: 'file', repository: false },
    ])
  })
})

test('.dos is left out wherever it lies, its namesakes are not', () => {
  const output = lines('? .dos/markers/s.jsonl', '? sub/.dos/x', '? .dos/', '? .dosx', '? a.dos/b', '? dos/c')
  expect(pathsOf(output)).toEqual(['.dosx', 'a.dos/b', 'dos/c'])
})

test('a file that git names twice is one file', () => {
  expect(pathsOf(lines(`1 D. N... 100644 000000 000000 ${H} ${H} f`, '? f'))).toEqual(['f'])
})

test('past the bound there is no list', () => {
  expect(parseStatus(lines('? a', '? b', '? c'), 2)).toBeUndefined()
  expect(parseStatus(lines('? a', '? b', '? .dos/c'), 2)).toHaveLength(2)
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('1', '2', 'u', '?', ' ', 'S', '/', '\0', 'a') })),
      (parts) => {
        parseStatus(parts.join('\0'), 10)
      },
    ),
  )
})
