import { COUNT, type Given, type Table } from '../../src/table.ts'
import { type LoadResult, loadPolicy } from '../../src/toml.ts'

/** A made-up policy of two fields, to load something that is nobody's. */
export interface Box {
  readonly size: number
  readonly label: readonly string[]
}

export const BOX: Table<Box> = {
  name: 'box',
  keys: {
    size: { name: 'size', takes: COUNT, standard: 1, about: 'How large it is.' },
    label: {
      name: 'label',
      takes: { kind: 'texts', noun: 'name' },
      standard: [],
      about: 'What it is called.',
    },
  },
}

/** Loads `[box]` of a text of `box.toml`. */
export function loadBox(text: string, base?: Given<Box>): Promise<LoadResult<Box>> {
  return loadPolicy(BOX, text, { file: 'box.toml', ...(base && { base }) })
}
