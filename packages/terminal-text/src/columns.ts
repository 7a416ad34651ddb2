import { padTo, widthOf } from './width.ts'

/** One column of a table, without its title. Cells are escaped. */
export interface Column {
  readonly title: string
  readonly cells: readonly string[]
  /** The fewest columns of the terminal that it is of use in. Absent: it is never cut. */
  readonly least?: number
  /** Which columns go first where there is no room for all, the highest number; absent: it stays. */
  readonly goes?: number
  readonly align?: 'left' | 'right'
}

/** A column with the room it gets. */
export interface FittedColumn extends Column {
  readonly width: number
}

/** Blanks between two columns. */
export const GAP = 2

/**
 * Gives every column its room, so that a row is at most `width` wide. Where there is not enough for all, the widest of
 * those that may be cut give way first, down to their least; where that isn't enough either, columns go.
 *
 * @param width - `undefined`: as much as they need
 */
export function fitColumns(columns: readonly Column[], width: number | undefined): readonly FittedColumn[] {
  const natural = columns.map((column) => ({ ...column, width: naturalWidth(column) }))
  if (width === undefined || total(natural) <= width) return natural
  const tight = natural.map((column) => ({ ...column, width: Math.min(column.width, leastOf(column)) }))
  if (total(tight) > width) {
    const first = Math.max(...columns.map(({ goes = -1 }) => goes))
    if (first >= 0)
      return fitColumns(
        columns.filter(({ goes }) => goes !== first),
        width,
      )
    // Nothing is left to give way: the last column is cut short, and what lies behind the edge is lost.
    return cutBehind(tight, width)
  }
  let fitted = tight
  for (let spare = width - total(tight); spare > 0; spare -= 1) {
    const poorest = fitted
      .filter((column, at) => column.width < (natural[at]?.width ?? 0))
      .toSorted((one, other) => one.width - other.width)[0]
    if (poorest === undefined) break
    fitted = fitted.map((column) => (column === poorest ? { ...column, width: column.width + 1 } : column))
  }
  return fitted
}

/** One row of a table; `dress` is told the padded cell and which column it is in. */
export function renderRow(
  columns: readonly FittedColumn[],
  cellOf: (column: FittedColumn) => string,
  dress: (cell: string, column: FittedColumn) => string = (cell) => cell,
): string {
  return columns
    .map((column, at) => {
      const isLast = at === columns.length - 1
      const { align = 'left', width } = column
      const cell = cellOf(column)
      // What is padded at the end of a line would only make it longer.
      const padded = isLast && align === 'left' ? cell : padTo(cell, width, align)
      return padded === '' ? '' : dress(padded, column)
    })
    .join(' '.repeat(GAP))
}

function naturalWidth({ title, cells }: Column): number {
  return cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), widthOf(title))
}

function leastOf({ least = Number.POSITIVE_INFINITY }: Column): number {
  return least
}

function total(columns: readonly FittedColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP * Math.max(0, columns.length - 1))
}

function cutBehind(columns: readonly FittedColumn[], width: number): readonly FittedColumn[] {
  const kept: FittedColumn[] = []
  let left = width
  for (const column of columns) {
    if (left <= 0) break
    kept.push({ ...column, width: Math.min(column.width, left) })
    left -= column.width + GAP
  }
  return kept
}
