import { describe, expect, test } from 'bun:test'
import type { Table } from '../src/table.ts'
import { formatProblem, type LoadResult, loadPolicy } from '../src/toml.ts'
import { type Box, loadBox } from './support/box.ts'

describe('loading a table', () => {
  test('answers the policy that it makes over its base', async () => {
    const nothing = { problems: [], warnings: [], untold: 0 }
    const policy = { size: 3, label: ['red'] }
    expect(await loadBox('[box]\nsize = 3\nlabel = "red"')).toEqual({ ok: true, policy, ...nothing })
    expect(await loadBox('[box]\nsize = 3', { label: ['red'] })).toEqual({ ok: true, policy, ...nothing })
  })

  test('has for a base what a caller may mean, and throws for what it may not', async () => {
    expect(await loadBox('', {})).toMatchObject({ ok: true, policy: { size: 1, label: [] } })
    await expect(loadBox('', { size: -1 })).rejects.toThrow(
      new RangeError('size must be a whole number, 0 or more, but is -1'),
    )
  })

  test.each([
    ['an empty text', ''],
    ['a comment', '# nothing here'],
    ['a byte order mark and nothing else', '\uFEFF'],
    ['another table', '[crate]\nsize = "big"'],
    ['a table of the same name further down', '[crate.box]\nsize = 3'],
    ['a key that a prototype would answer for', '[constructor]\nsize = 3'],
  ])('answers the base where the document is %s', async (_, text) => {
    expect(await loadBox(text, { size: 7 })).toMatchObject({ ok: true, policy: { size: 7, label: [] } })
  })

  test.each(['__proto__', 'constructor', 'toString'])(
    'takes only a table the document has, even for the name %s',
    async (name) => {
      const table: Table<object> = { name, keys: {} }
      expect(await loadPolicy(table, '', {})).toMatchObject({ ok: true, warnings: [] })
      const loaded = await loadPolicy(table, `["${name}"]\nsize = 3`, {})
      expect(loaded.warnings.map(({ line }) => line)).toEqual([2])
    },
  )

  test('refuses a table elsewhere only for its syntax, not for its values', async () => {
    expect(await loadBox('[crate]\nsize = "big"\n[box]\nsize = 2')).toMatchObject({ ok: true })
    expect(await lines('[box]\nsize = 2\n[crate]\nsize = big')).toEqual([
      'box.toml:4:8: Invalid TOML document: invalid value',
    ])
  })
})

test('a problem is one line that terminals make a link of', () => {
  const message = 'size must be a number'
  expect(formatProblem({ file: 'a.toml', line: 2, column: 8, message })).toBe(`a.toml:2:8: ${message}`)
  expect(formatProblem({ file: 'a.toml', line: 2, message })).toBe(`a.toml:2:1: ${message}`)
  expect(formatProblem({ file: 'a.toml', message })).toBe(`a.toml: ${message}`)
})

describe('the place of a refused value', () => {
  test.each([
    ['under a header', '[box]\nsize = "3"', '2:8'],
    ['under an indented header', '  [ box ]\n\tsize\t=\t"3"', '2:9'],
    ['under a quoted header', '["box"]\nsize = "3"', '2:8'],
    ['under a literal header', "['box']\nsize = '3'", '2:8'],
    ['under a header written in escapes', '["\\u0062ox"]\nsize = "3"', '2:8'],
    ['with a quoted key', '[box]\n"size" = "3"', '2:10'],
    ['under a dotted key', 'box.size = "3"', '1:12'],
    ['under a quoted dotted key', '"box" . \'size\' = "3"', '1:18'],
    ['under a dotted key after others', 'crate.size = 1\nbox.label = "a"\nbox.size = "3"', '3:12'],
    ['in an inline table', 'box = { label = "a", size = "3" }', '1:29'],
    ['in an inline table over several lines', 'box = {\n  label = "a",\n  size = "3",\n}', '3:10'],
    ['that is a list over several lines', '[box]\nsize = [\n  1,\n]', '2:8'],
    ['that is a table of its own', '[box]\nlabel = "a"\n[box.size]\nx = 1', '3:1'],
    ['that is a table above its parent', '[box.size]\nx = 1\n[box]\nlabel = "a"', '1:1'],
    ['that is a table further down', '[box.size.deeper]\nx = 1', '1:1'],
    ['that is an array of tables', '[[box.size]]\nx = 1\n[[box.size]]\nx = 2', '1:1'],
    ['that dotted keys make a table', '[box]\nsize.x = 1', '2:1'],
    ['that is an inline table', '[box]\nsize = { size = "3" }', '2:8'],
    ['after a byte order mark', '\uFEFFbox.size = "3"', '1:12'],
    ['after CRLF line ends', '[crate]\r\nx = 1\r\n[box]\r\nsize = "3"\r\n', '4:8'],
    ['after a line separator inside a string', 'x = "\u2028\u0085"\n[box]\nsize = "3"', '3:8'],
    ['after a string over several lines', 'x = """\n[box]\nsize = 1\n"""\n[box]\nsize = "3"', '6:8'],
    ['after a comment that looks like it', '# box.size = "1"\nbox.size = "3"', '2:12'],
    ['after a character of two code units', 'box = { "😀" = 1, size = "3" }', '1:26'],
  ])('is found %s', async (_, text, place) => {
    const [problem = ''] = problemLines(await loadBox(text))
    expect(problem).toStartWith(`box.toml:${place}: size must be a whole number, 0 or more, but is `)
  })

  test.each([
    ['a number', 'box = 3', 'box.toml:1:7: [box] must be a table, but is 3'],
    ['a list', '\n box = [1, 2]', 'box.toml:2:8: [box] must be a table, but is [1, 2]'],
    [
      'an array of tables',
      '[[box]]\n[[box]]',
      'box.toml:1:1: [box] must be a table, but is [a table, a table]',
    ],
  ])('is that of the table where it is %s', async (_, text, line) => {
    expect(await lines(text)).toEqual([line])
  })
})

describe('an unknown key', () => {
  test.each([
    ['under a header', '[box]\nsise = 1', '2:1'],
    ['in quotes', '[box]\n"sise" = 1', '2:1'],
    ['under a dotted key', 'box.sise = 1', '1:1'],
    ['in an inline table', 'box = { sise = 1 }', '1:9'],
    ['as a nested table', '[box]\n[box.sise]', '2:1'],
    ['as the parent of a nested table', '[box.sise.deeper]', '1:1'],
    ['as a dotted key of a nested table', '[box]\nsise.deeper = 1', '2:1'],
    ['as an array of tables', '[[box.sise]]', '1:1'],
  ])('is a warning with its place and the nearest known key, %s', async (_, text, place) => {
    const loaded = await loadBox(text)
    expect(loaded.ok).toBe(true)
    expect(complaints(loaded)).toEqual([`box.toml:${place}: [box] has no key "sise"; the nearest is size`])
  })

  test('is a warning beside a refused value, too', async () => {
    const loaded = await loadBox('[box]\nlable = "a"\nsize = true')
    expect(loaded).toEqual({
      ok: false,
      untold: 0,
      problems: [
        {
          file: 'box.toml',
          line: 3,
          column: 8,
          message: 'size must be a whole number, 0 or more, but is true',
        },
      ],
      warnings: [
        { file: 'box.toml', line: 2, column: 1, message: '[box] has no key "lable"; the nearest is label' },
      ],
    })
  })

  test.each([
    ['SIZE', '; the nearest is size'],
    ['labels_all', '; the nearest is label'],
    ['x', ''],
    ['unlike', ''],
    ['si', ''],
  ])('%s is told with a key that was probably meant, or with none', async (key, hint) => {
    expect(complaints(await loadBox(`[box]\n${key} = 1`))).toEqual([
      `box.toml:2:1: [box] has no key "${key}"${hint}`,
    ])
  })

  test('is quoted, cut and freed of control characters', async () => {
    const [first = '', second = ''] = await lines(`[box]\n"\\u001b[2J\u009b" = 1\n${'k'.repeat(5000)} = 1`)
    expect(first).toBe('box.toml:2:1: [box] has no key "\\u001b[2J\\u009b"')
    expect(second).toBe(`box.toml:3:1: [box] has no key "${'k'.repeat(38)}…`)
  })

  test('gets its place in any script; of many, the first five are told and the others counted', async () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `"ключ-${index}"`)
    const loaded = await loadBox(`[box]\n${keys.map((key) => `${key} = 1\n`).join('')}`)
    expect(loaded.warnings.map(({ line, column }) => [line, column])).toEqual(
      keys.slice(0, 5).map((_, index) => [index + 2, 1]),
    )
    expect(loaded.untold).toBe(4995)
  })
})

describe('broken syntax', () => {
  test.each([
    ['[box', '1:2', 'incomplete key-value: cannot find end of key'],
    ['[box]\nsize', '2:1', 'incomplete key-value: cannot find end of key'],
    ['[box]\nsize =', '2:7', 'invalid value'],
    ['[box]\nsize = 1 2', '2:10', 'each key-value declaration must be followed by an end-of-line'],
    ['[box]\nsize = 1\nsize = 2', '3:1', 'trying to redefine an already defined table or value'],
    ['[box]\n[box]', '2:2', 'trying to redefine an already defined table or value'],
    ['[box]\r\nsize = nope', '2:8', 'invalid value'],
    ['\uFEFFsize = nope', '1:8', 'invalid value'],
    ['\uFEFF[box]\nlabel = "', '2:9', 'unfinished string'],
    ['label = "\0"', '1:10', 'control characters are not allowed in strings'],
    ['box = 2026-99-99', '1:7', 'invalid date'],
    ['box = 99999999999999999999', '1:7', 'integer value cannot be represented losslessly'],
  ])('in %j is one problem, at %s', async (text, place, why) => {
    expect(await lines(text)).toEqual([`box.toml:${place}: Invalid TOML document: ${why}`])
  })
})

async function lines(text: string): Promise<readonly string[]> {
  return complaints(await loadBox(text))
}

function complaints(loaded: LoadResult<Box>): readonly string[] {
  return [...problemLines(loaded), ...loaded.warnings.map(formatProblem)]
}

function problemLines(loaded: LoadResult<Box>): readonly string[] {
  return loaded.problems.map(formatProblem)
}
