import { describe, expect, test } from 'bun:test'
import { inspect } from 'node:util'
import { FAMILY, gateSchema, type SchemaGate, VERSION } from '../src/format/schema.ts'

const ours = (version: unknown) => ({ family: 'wait-marker', version })

describe('What a schema says about reading a record', () => {
  const table: readonly (readonly [unknown, SchemaGate])[] = [
    [undefined, 'untagged'],
    [null, 'untagged'],
    [true, 'untagged'],
    [false, 'untagged'],
    ['', 'untagged'],
    ['1', 'untagged'],
    ['wait-marker', 'untagged'],
    [[], 'untagged'],
    [[1], 'untagged'],
    [[ours(9)], 'untagged'],
    [0, 'untagged'],
    [-0, 'untagged'],
    [-1, 'untagged'],
    [0.5, 'untagged'],
    [1.5, 'untagged'],
    [2.5, 'untagged'],
    [Number.NaN, 'untagged'],
    [Number.POSITIVE_INFINITY, 'too-new'],
    [1, 'ours'],
    [2, 'too-new'],
    [1e21, 'too-new'],
    [{}, 'untagged'],
    [{ version: 1 }, 'untagged'],
    [{ version: 9 }, 'untagged'],
    [{ family: '' }, 'untagged'],
    [{ family: '', version: 9 }, 'too-new'],
    [{ family: '', version: 1 }, 'ours'],
    [{ family: '', version: 0 }, 'untagged'],
    [{ family: 1, version: 9 }, 'untagged'],
    [{ family: null, version: 9 }, 'untagged'],
    [{ family: ['wait-marker'], version: 9 }, 'untagged'],
    [{ family: 'lease' }, 'untagged'],
    [{ family: 'lease', version: 1 }, 'foreign'],
    [{ family: 'lease', version: 99 }, 'foreign'],
    [{ family: 'lease', version: 'x' }, 'untagged'],
    [{ family: 'lease', version: true }, 'untagged'],
    [{ family: 'lease', version: 1.5 }, 'untagged'],
    [{ family: 'Wait-Marker', version: 1 }, 'foreign'],
    [{ family: ' wait-marker', version: 1 }, 'foreign'],
    [{ family: 'wait-marker' }, 'untagged'],
    [ours(1), 'ours'],
    [{ ...ours(1), since: 2026 }, 'ours'],
    [ours(2), 'too-new'],
    [ours(1e21), 'too-new'],
    [ours(0), 'untagged'],
    [ours(-1), 'untagged'],
    [ours(1.5), 'untagged'],
    [ours(Number.POSITIVE_INFINITY), 'too-new'],
    [ours('2'), 'untagged'],
    [ours(true), 'untagged'],
    [ours(null), 'untagged'],
    [ours([2]), 'untagged'],
  ]
  for (const [schema, gate] of table) {
    test(`${inspect(schema, { breakLength: Number.POSITIVE_INFINITY })} is ${gate}`, () => {
      expect(gateSchema(schema)).toBe(gate)
    })
  }

  test('the newest version that is read is the one that is written, unless told otherwise', () => {
    expect([FAMILY, VERSION]).toEqual(['wait-marker', 1])
    for (const schema of [3, ours(3)]) {
      expect([undefined, 2, 3, 4].map((understands) => gateSchema(schema, understands))).toEqual([
        'too-new',
        'too-new',
        'ours',
        'ours',
      ])
    }
  })

  test('understanding a newer version makes nothing else readable, and nothing unreadable', () => {
    for (const [schema, gate] of table.filter(([, told]) => told === 'foreign' || told === 'untagged')) {
      expect(gateSchema(schema, 1e22)).toBe(gate)
    }
  })
})
