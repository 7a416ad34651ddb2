import { expect, test } from 'bun:test'
import { count, type PruneRequest, prune, recall, record, story, streak, survey } from '../src/index.ts'
import { MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { NOW } from './support/workspace.ts'

const { ops } = new MemoryDisk()
const pruned = (request: Partial<PruneRequest>) => prune('/w', { now: NOW, ...request }, { ops })
const text = '4' as unknown as number

const table: readonly (readonly [message: string, call: () => unknown])[] = [
  ['limit must be a number from 0 up, but is -1', () => count(ON_DISK, { ops, limit: -1 })],
  ['limit must be a number from 0 up, but is NaN', () => survey('/w', { limit: Number.NaN }, { ops })],
  ['since must be a number, but is "4"', () => survey('/w', { since: text }, { ops })],
  ['last must be a number from 0 up, but is "4"', () => streak(ON_DISK, { ops, last: text })],
  ['most must be a number from 0 up, but is -1', () => recall(ON_DISK, () => 1, { ops, most: -1 })],
  ['most must be a number from 0 up, but is -1', () => story(ON_DISK, { ops, most: -1 })],
  ['now must be a number, but is NaN', () => pruned({ now: Number.NaN })],
  ['keep must be a number from 0 up, but is -1', () => pruned({ keep: -1 })],
  ['olderThanMs must be a number from 0 up, but is "4"', () => pruned({ olderThanMs: text })],
  [
    'op must be a text, but is undefined',
    () => record(ON_DISK, { op: undefined as unknown as string, now: NOW }, { ops }),
  ],
]
for (const [message, call] of table) {
  test(`An argument that can't be used is refused: ${message}`, () => {
    expect(call).toThrow(new RangeError(message))
  })
}
