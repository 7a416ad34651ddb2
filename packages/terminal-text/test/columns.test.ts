import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { type Column, fitColumns, GAP, renderTable } from '../src/table.ts'
import { widthOf } from '../src/text.ts'

setDefaultTimeout(60_000)

const column = fc.record(
  {
    title: fc.string({ unit: fc.constantFrom('A', '待'), minLength: 1, maxLength: 6 }),
    cells: fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '待'), maxLength: 30 }), {
      minLength: 2,
      maxLength: 2,
    }),
    least: fc.integer({ min: 1, max: 12 }),
    goes: fc.nat(5),
    align: fc.constantFrom('left', 'right'),
  },
  { requiredKeys: ['title', 'cells'] },
) as fc.Arbitrary<Column>
const columns = fc.array(column, { minLength: 1, maxLength: 7 })
const natural = ({ title, cells }: Column) => Math.max(...[title, ...cells].map(widthOf))

describe('A table', () => {
  test('is never wider than it may be, titles and cells alike', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 120 }), (all, width) => {
        const { titles, rows } = renderTable(all, width)
        for (const row of [titles, ...rows.flat()]) expect(widthOf(row)).toBeLessThanOrEqual(width)
      }),
      { numRuns: 300 },
    )
  })

  test('takes all it needs where there is room, and wastes none while something is cut', () => {
    let cut = 0
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 160 }), (all, width) => {
        const needed = all.reduce((sum, each) => sum + natural(each), GAP * (all.length - 1))
        const fitted = fitColumns(all, width)
        if (needed <= width) {
          expect(fitted.map((each) => each.width)).toEqual(all.map(natural))
        } else if (fitted.some((each) => each.width < natural(each))) {
          cut += 1
          expect(
            fitted.reduce((sum, each) => sum + each.width, GAP * (fitted.length - 1)),
          ).toBeLessThanOrEqual(width)
        }
      }),
      { numRuns: 300 },
    )
    expect(cut).toBeGreaterThan(20)
  })

  test('cuts the widest first, and lets columns go only where cutting is not enough', () => {
    const table: readonly Column[] = [
      { title: 'A', cells: ['a'.repeat(20)], least: 5 },
      { title: 'B', cells: ['b'.repeat(8)], least: 5, goes: 1 },
      { title: 'C', cells: ['c'.repeat(4)], goes: 2 },
    ]
    const widths = (width: number | undefined) =>
      fitColumns(table, width).map((each) => `${each.title}${each.width}`)
    expect(widths(undefined)).toEqual(['A20', 'B8', 'C4'])
    expect(widths(36)).toEqual(['A20', 'B8', 'C4'])
    expect(widths(30)).toEqual(['A14', 'B8', 'C4'])
    expect(widths(20)).toEqual(['A6', 'B6', 'C4'])
    expect(widths(18)).toEqual(['A5', 'B5', 'C4'])
    expect(widths(17)).toEqual(['A8', 'B7'])
    expect(widths(11)).toEqual(['A11'])
    expect(widths(3)).toEqual(['A3'])
  })

  test('dresses what is padded, and nothing that is empty', () => {
    const style = () => (text: string) => `<${text}>`
    const { rows } = renderTable(
      [
        { title: 'A', cells: ['x'], align: 'right', style },
        { title: 'BB', cells: ['y'], style },
        { title: 'C', cells: [''], style },
      ],
      undefined,
    )
    expect(rows).toEqual([['<x>  <y >  ']])
  })

  test('has a last column that goes on below itself, as wide as there is room', () => {
    const columns = [{ title: 'A', cells: ['x', 'yy'] }]
    const tail = { title: 'WHY', texts: ['one two three', ''], least: 5 }
    expect(renderTable(columns, 12, tail)).toEqual({
      titles: 'A   WHY',
      rows: [['x   one two', '    three'], ['yy']],
    })
  })
})
