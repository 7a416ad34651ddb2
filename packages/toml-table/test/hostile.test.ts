import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { parse } from 'smol-toml'
import { readFields } from '../src/table.ts'
import type { LoadResult } from '../src/toml.ts'
import { BOX, type Box, loadBox } from './support/box.ts'

const WELL_FORMED = `# a box
title = "demo"
[box]
size = 3
label = """
two lines"""
corners = [1.5, 2e3, -inf, 0xff]
made = 2026-06-09T12:52:00Z
nested = { a = 'x', b = [{ c = true }] }
[[box.lid]]
"quoted key" = "\\u00e9\\t"
[other.part]
time = 12:52:00
`

/** Texts from fragments that mean something to a TOML parser, put together in ways that seldom do. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...[
        '[',
        ']',
        '[[',
        ']]',
        '{',
        '}',
        '=',
        '.',
        ',',
        '"',
        "'",
        '"""',
        "'''",
        '#',
        '\\',
        '\\u',
        '\n',
        '\r',
      ],
      ...[
        '\r\n',
        '\0',
        '\uFEFF',
        '\t',
        ' ',
        'box',
        'size',
        '1',
        '-',
        '+',
        '_',
        '0x',
        '1e',
        'inf',
        'nan',
        'true',
      ],
      ...['2026-01-01', 'T', '12:00', 'Z', 'é', '😀', '\ud800', '\u2028', '__proto__', '[box]\n', 'size = '],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

/** A good document with a stretch of it cut out, doubled or replaced. */
const damaged = fc
  .tuple(
    fc.nat(WELL_FORMED.length),
    fc.nat(12),
    fc.constantFrom('', '[', '"', '=', '\0', '\n', '}', '1.', 'é'),
  )
  .map(([at, length, instead]) => WELL_FORMED.slice(0, at) + instead + WELL_FORMED.slice(at + length))

const hostile = fc.oneof(fragments, damaged, fc.string({ unit: 'binary', maxLength: 60 }))

describe('a text that is no TOML', () => {
  test('is one problem with a place inside the text, for hundreds of texts', async () => {
    const malformed = fc.sample(hostile, { numRuns: 600, seed: 20260609 }).filter(isMalformed)
    expect(malformed.length).toBeGreaterThan(200)
    for (const text of malformed) expectOneProblemWithin(text, await loadBox(text))
  })

  test('never makes loading throw, whatever else it is', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const loaded = await loadBox(text)
        if (isMalformed(text)) expectOneProblemWithin(text, loaded)
        else {
          const { box = {} } = parse(text)
          const { refusals } = readFields(BOX, box, { size: 1, label: [] })
          expect(loaded.ok).toBe(refusals.length === 0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('deep nesting', () => {
  test.each([
    ['open lists', `box = ${'['.repeat(100_000)}`],
    ['closed lists', `box = ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['inline tables', `box = ${'{ a = '.repeat(100_000)}`],
    ['lists and inline tables in turn', `box = ${'[{ a = '.repeat(50_000)}`],
  ])('of %s is refused before the stack is used up', async (_, text) => {
    expectOneProblemWithin(text, await loadBox(text))
  })

  test('of dotted keys is a table like any other', async () => {
    const key = Array.from({ length: 10_000 }, () => 'a').join('.')
    expect(await loadBox(`[box]\nsize.${key} = 1`)).toMatchObject({
      ok: false,
      problems: [{ line: 2, column: 1, message: 'size must be a whole number, 0 or more, but is a table' }],
    })
  })

  test('that is allowed is described in one short line', async () => {
    const text = `[box]\nsize = ${'['.repeat(500)}${']'.repeat(500)}`
    expect(await loadBox(text)).toMatchObject({
      ok: false,
      problems: [
        { line: 2, column: 8, message: `size must be a whole number, 0 or more, but is ${'['.repeat(39)}…` },
      ],
    })
  })
})

describe('a huge text', () => {
  test.each([
    ['one comment', `#${'x'.repeat(4_000_000)}\n[box]\nsize = 2`],
    ['lines of another table', `[other]\n${lines(100_000)}[box]\nsize = 2`],
    ['empty lines', `${'\n'.repeat(1_000_000)}[box]\nsize = 2`],
    ['a long string', `[box]\nsize = 2\nlabel = "${'x'.repeat(4_000_000)}"`],
  ])('of %s is read like a short one', async (_, text) => {
    expect(await loadBox(text)).toMatchObject({ ok: true, policy: { size: 2 }, warnings: [] })
  })

  test.each([
    ['a string that never ends', `[box]\nlabel = "${'x'.repeat(4_000_000)}`],
    ['lines that are no pairs', 'x\n'.repeat(500_000)],
    ['NUL bytes', '\0'.repeat(1_000_000)],
  ])('of %s is one problem', async (_, text) => {
    expectOneProblemWithin(text, await loadBox(text))
  })

  test('with a mistake at its end has the mistake where it is', async () => {
    expect(await loadBox(`[other]\n${lines(20_000)}[box]\nsize = "2"`)).toMatchObject({
      ok: false,
      problems: [{ line: 20_003, column: 8 }],
    })
  })
})

describe('a hostile table', () => {
  test.each([
    ['20,000 unknown keys', `[box]\n${lines(20_000)}`, 20_000],
    [
      '20,000 unknown keys in one line',
      `box = { ${lines(20_000).trimEnd().replaceAll('\n', ', ')} }`,
      20_000,
    ],
    ['one key of 4,000,000 characters', `[box]\n${'k'.repeat(4_000_000)} = 1`, 1],
    ['keys of 1,000 characters', `[box]\n${lines(2000).replaceAll('key', 'k'.repeat(1000))}`, 2000],
  ])('of %s gives the first their places and short lines', async (_, text, count) => {
    const { warnings, untold = 0 } = await loadBox(text)
    expect(warnings.length + untold).toBe(count)
    for (const { message, line, column } of warnings) {
      expect(message.length).toBeLessThan(100)
      expect([line, column]).toEqual([expect.any(Number), expect.any(Number)])
    }
  })

  test.each([
    ['a list of a million numbers', `[box]\nsize = [${'1,'.repeat(1_000_000)}]`],
    ['a string of 4,000,000 characters', `[box]\nsize = "${'\\u202e'.repeat(600_000)}"`],
    ['lists in lists, 40 each', `[box]\nsize = ${nested(4)}`],
  ])('with %s for a number has it told in one short line', async (_, text) => {
    const loaded = await loadBox(text)
    expect(loaded).toMatchObject({ ok: false, problems: [{ line: 2, column: 8 }] })
    expect(loaded.ok ? '' : loaded.problems[0]?.message.length).toBeLessThan(100)
  })
})

function nested(depth: number): string {
  return depth === 0 ? '1' : `[${Array.from({ length: 40 }, () => nested(depth - 1)).join(',')}]`
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `key-${index} = ${index}\n`).join('')
}

function isMalformed(text: string): boolean {
  try {
    parse(text)
    return false
  } catch {
    return true
  }
}

function expectOneProblemWithin(text: string, loaded: LoadResult<Box>): void {
  if (loaded.ok) throw new Error(`taken for TOML: ${JSON.stringify(text)}`)
  expect(loaded.warnings).toEqual([])
  expect(loaded.problems).toHaveLength(1)
  const [{ line = 0, column = 0, message } = { message: '' }] = loaded.problems
  expect(message).toMatch(/^\S[^\n\r]*$/)
  expect(line).toBeGreaterThanOrEqual(1)
  expect(line).toBeLessThanOrEqual(text.split('\n').length)
  expect(column).toBeGreaterThanOrEqual(1)
  expect(column).toBeLessThanOrEqual((text.split('\n')[line - 1] ?? '').length + 1)
}
