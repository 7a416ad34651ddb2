import { expect, describe as group, test } from 'bun:test'
import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe } from '../src/describe.ts'

group('a value', () => {
  test.each([
    ['2.5', '2.5'],
    ['-1', '-1'],
    ['0x10', '16'],
    ['inf', 'inf'],
    ['-inf', '-inf'],
    ['nan', 'nan'],
    ['true', 'true'],
    ['""', '""'],
    ['"4"', '"4"'],
    ["'C:\\tmp'", '"C:\\\\tmp"'],
    ['"a\\nb"', '"a\\nb"'],
    ['[]', '[]'],
    ['[1, "a", [true]]', '[1, "a", [true]]'],
    ['{ a = 1 }', 'a table'],
    ['[{ a = 1 }, {}]', '[a table, a table]'],
    ['2026-06-09', 'the date 2026-06-09'],
    ['12:52:00', 'the date 12:52:00.000'],
    ['2026-06-09T12:52:00Z', 'the date 2026-06-09T12:52:00.000Z'],
  ])('written %s is described as %s', (written, described) => {
    expect(describe(parse(`value = ${written}`)['value'])).toBe(described)
  })

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [10n, '10'],
    [Symbol('s'), 'Symbol(s)'],
    [new Map(), 'a table'],
  ])('that no TOML holds, %p, still gets a name', (value, described) => {
    expect(describe(value)).toBe(described)
  })
})

group('a long value', () => {
  test('of 40 characters is whole, and of more is cut with an ellipsis', () => {
    expect(describe('x'.repeat(38))).toBe(`"${'x'.repeat(38)}"`)
    expect(describe('x'.repeat(39))).toBe(`"${'x'.repeat(38)}…`)
  })

  test('is never cut through a character of two code units', () => {
    expect(describe(`${'x'.repeat(37)}😀😀`)).toBe(`"${'x'.repeat(37)}…`)
    expect(describe(`${'x'.repeat(36)}😀😀`)).toBe(`"${'x'.repeat(36)}😀…`)
  })

  test('is not looked through to its end', () => {
    const endless = new Proxy(
      Array.from({ length: 100 }, () => 1),
      {
        get: (list, key) => {
          if (key === '50') throw new Error('looked too far')
          return Reflect.get(list, key)
        },
      },
    )
    expect(describe(endless)).toBe(`[${'1, '.repeat(12)}1,…`)
  })
})

group('whatever the value', () => {
  test('the description is at most 40 characters, none of them half of one', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withBigInt: true }), (value) => {
        const described = describe(value)
        expect(described.length).toBeLessThanOrEqual(40)
        expect(() => encodeURIComponent(described)).not.toThrow()
      }),
    )
  })

  test('a terminal finds nothing in it to obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(describe([value])).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)
      }),
    )
    expect(describe('a\u009b2J\u202eb\u2028\u007f')).toBe('"a\\u009b2J\\u202eb\\u2028\\u007f"')
  })
})
