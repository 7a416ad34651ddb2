import type { TableReading, TableSource } from '../../src/index.ts'

/** A made-up policy of two keys, to load something that is nobody's. */
export interface Box {
  readonly size: unknown
  readonly label: unknown
}

const KEYS = ['size', 'label']

/** Reads `[box]` of `box.toml`: `size` must be a number, `label` may be anything. */
export const BOX: TableSource<Box> = { file: 'box.toml', table: 'box', knownKeys: KEYS, read: readBox }

function readBox(table: unknown): TableReading<Box> {
  if (table === undefined) return { ok: true, policy: { size: 1, label: 'none' }, unknownKeys: [] }
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    return { ok: false, issues: [{ field: '', expected: 'a table', actual: table }], unknownKeys: [] }
  }
  const values = new Map<string, unknown>(Object.entries(table))
  const unknownKeys = [...values.keys()].filter((key) => !KEYS.includes(key))
  const size = values.has('size') ? values.get('size') : 1
  return typeof size === 'number'
    ? { ok: true, policy: { size, label: values.get('label') ?? 'none' }, unknownKeys }
    : { ok: false, issues: [{ field: 'size', expected: 'a number', actual: size }], unknownKeys }
}
