import { cutTo, padTo, type Style, widthOf, wrapTo } from './text.ts'

/** One column of a table. Cells are escaped. */
export interface Column {
  readonly title: string
  readonly cells: readonly string[]
  /** The fewest columns of the terminal that it is of use in. Absent: it is never cut. */
  readonly least?: number
  /** Which columns go first where there is no room for all: the highest number. Absent: it stays. */
  readonly goes?: number
  readonly align?: 'left' | 'right'
  readonly style?: ((row: number) => Style) | undefined
}

/** A last column, which is never cut: its texts go on below themselves. */
export interface Tail {
  readonly title: string
  readonly texts: readonly string[]
  /** The fewest columns in which it can be read. */
  readonly least: number
}

/** A table in lines; a row has more than one where its tail does. */
export interface Table {
  readonly titles: string
  readonly rows: readonly (readonly string[])[]
}

/** Blanks between two columns. */
export const GAP = 2

/** Lays out a table in `width` columns; `undefined`: nothing has to fit. */
export function renderTable(columns: readonly Column[], width: number | undefined, tail?: Tail): Table {
  const fitted = fitColumns(
    columns,
    width === undefined || tail === undefined ? width : Math.max(1, width - GAP - tail.least),
  )
  const indent = fitted.reduce((sum, column) => sum + column.width + GAP, 0)
  const room = width === undefined ? undefined : Math.max(2, width - indent)
  const join = (cells: readonly string[], last: string, row?: number): string => {
    const padded = fitted.map((column, at) => {
      const cell = cutTo(cells[at] ?? '', column.width)
      const endsLine = at === fitted.length - 1 && last === ''
      const text = endsLine && column.align !== 'right' ? cell : padTo(cell, column.width, column.align)
      return text === '' || row === undefined || column.style === undefined ? text : column.style(row)(text)
    })
    return [...padded, ...(last === '' ? [] : [last])].join(' '.repeat(GAP))
  }
  return {
    titles: join(
      fitted.map(({ title }) => title),
      tail?.title ?? '',
    ),
    rows: (columns[0]?.cells ?? []).map((_, at) => {
      const [first = '', ...more] = wrapTo(tail?.texts[at] ?? '', room)
      const cells = fitted.map((column) => column.cells[at] ?? '')
      return [join(cells, first, at), ...more.map((line) => ' '.repeat(indent) + line)]
    }),
  }
}

type Fitted = Column & { readonly width: number }

/**
 * Gives every column its room. Where there is not enough for all, the widest of those that may be cut give way first, down
 * to their least; where that isn't enough either, columns go.
 */
export function fitColumns(columns: readonly Column[], width: number | undefined): readonly Fitted[] {
  const natural = columns.map((column) => ({ ...column, width: naturalWidth(column) }))
  if (width === undefined || totalWidth(natural) <= width) return natural
  const tight = natural.map((column) => ({
    ...column,
    width: Math.min(column.width, column.least ?? column.width),
  }))
  if (totalWidth(tight) > width) {
    const first = Math.max(...columns.map(({ goes = -1 }) => goes))
    // Nothing is left to give way: what lies behind the edge is lost.
    if (first < 0) return cutBehind(tight, width)
    const others = columns.filter(({ goes }) => goes !== first)
    return fitColumns(others, width)
  }
  const widths = tight.map((column) => column.width)
  for (let spare = width - totalWidth(tight); spare > 0; spare -= 1) {
    const growing = natural.map((column, at) =>
      (widths[at] ?? 0) < column.width ? (widths[at] ?? 0) : Number.POSITIVE_INFINITY,
    )
    const narrowest = growing.indexOf(Math.min(...growing))
    widths[narrowest] = (widths[narrowest] ?? 0) + 1
  }
  return natural.map((column, at) => ({ ...column, width: widths[at] ?? 0 }))
}

function naturalWidth({ title, cells }: Column): number {
  return cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), widthOf(title))
}

function totalWidth(columns: readonly Fitted[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP * Math.max(0, columns.length - 1))
}

function cutBehind(columns: readonly Fitted[], width: number): readonly Fitted[] {
  let from = 0
  return columns.flatMap((column) => {
    const left = width - from
    from += column.width + GAP
    return left > 0 ? [{ ...column, width: Math.min(column.width, left) }] : []
  })
}
