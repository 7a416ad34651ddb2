import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { decodeLine, encodeRecord, type Line, timestamp } from '../src/index.ts'
import { NOW } from './support/workspace.ts'

describe('A record as it is written', () => {
  test('has exactly the bytes that other programs count on', () => {
    expect(encodeRecord({ op: 'MARKER', now: NOW, reason: 'waiting for the build', runId: 'run-7' })).toBe(
      '{"op":"MARKER","reason":"waiting for the build","run_id":"run-7","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}',
    )
    expect(encodeRecord({ op: 'RESET', now: NOW })).toBe(
      '{"op":"RESET","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}',
    )
    expect(encodeRecord({ op: 'MARKER', now: NOW, id: 'c1', reason: '', runId: '' })).toBe(
      '{"id":"c1","op":"MARKER","reason":"","run_id":"","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}',
    )
  })

  test('is one line with its keys sorted, says what it was told, and is read back as the same', () => {
    const text = fc.string({ unit: 'binary' })
    const record = fc.record(
      { op: fc.constantFrom('MARKER', 'RESET'), now: fc.nat(4e12), id: text, reason: text, runId: text },
      { requiredKeys: ['op', 'now'] },
    )
    fc.assert(
      fc.property(record, (written) => {
        const line = encodeRecord(written)
        expect(line).not.toContain('\n')
        const keys = Object.keys(JSON.parse(line))
        expect(keys).toEqual(keys.toSorted())
        const { now, runId, ...told } = written
        expect(decodeLine(line)).toMatchObject({
          ...{ kind: 'record', op: written.op },
          fields: { ...told, ...(runId !== undefined && { run_id: runId }), ts: timestamp(now) },
        })
      }),
    )
  })

  test('has the additive fields of its caller among its own, keys sorted', () => {
    expect(
      encodeRecord({
        op: 'SPENT',
        now: NOW,
        id: 'c1',
        reason: 'why',
        runId: 'run-7',
        fields: { zeal: 1, fingerprint: { commit: 'a:b', tree: null }, a: [true], n: undefined, Z: '' },
      }),
    ).toBe(
      '{"Z":"","a":[true],"fingerprint":{"commit":"a:b","tree":null},"id":"c1","op":"SPENT","reason":"why","run_id":"run-7","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z","zeal":1}',
    )
    expect(encodeRecord({ op: 'MARKER', now: NOW, fields: {} })).toBe(
      encodeRecord({ op: 'MARKER', now: NOW }),
    )
  })

  test('has a field that is called as a prototype is, and no other prototype for it', () => {
    const fields: Record<string, unknown> = JSON.parse('{"__proto__":{"polluted":true},"b":2}')
    expect(encodeRecord({ op: 'NOTE', now: NOW, fields })).toBe(
      '{"__proto__":{"polluted":true},"b":2,"op":"NOTE","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}',
    )
    expect('polluted' in {}).toBe(false)
  })

  test('takes no field of its caller for one of its own, not even where its own is left out', () => {
    const fields = { id: 'x', op: 'RESET', reason: 'x', run_id: 'x', schema: 99, ts: 'x' }
    expect(encodeRecord({ op: 'MARKER', now: NOW, fields })).toBe(encodeRecord({ op: 'MARKER', now: NOW }))
    const told = { op: 'MARKER', now: NOW, id: 'c1', reason: 'why', runId: 'r' }
    expect(encodeRecord({ ...told, fields })).toBe(encodeRecord(told))
  })

  test('is read back as the same whatever fields it carries, on one line with its keys sorted', () => {
    const name = fc.string({ unit: 'binary' }).filter((text) => !/^\d+$/.test(text))
    const additions = fc.dictionary(name, fc.jsonValue(), { noNullPrototype: false })
    fc.assert(
      fc.property(fc.constantFrom('MARKER', 'RESET'), additions, (op, fields) => {
        const line = encodeRecord({ op, now: NOW, id: 'c1', fields })
        expect(line).not.toContain('\n')
        const keys = Object.keys(JSON.parse(line))
        expect(keys).toEqual(keys.toSorted())
        expect(decodeLine(line)).toMatchObject({
          ...{ kind: 'record', op },
          fields: { op, id: 'c1', ts: timestamp(NOW) },
        })
      }),
    )
  })

  test('keeps a lone surrogate through UTF-8', () => {
    const line = encodeRecord({ op: 'MARKER', now: NOW, reason: '\ud800' })
    const stored = new TextDecoder().decode(new TextEncoder().encode(line))
    expect(decodeLine(stored)).toMatchObject({ fields: { reason: '\ud800' } })
  })
})

describe('A time stamp', () => {
  const table: readonly (readonly [number, string])[] = [
    [NOW, '2026-06-09T12:52:00Z'],
    [0, '1970-01-01T00:00:00Z'],
    [NOW + 999, '2026-06-09T12:52:00Z'],
    [NOW + 1000, '2026-06-09T12:52:01Z'],
    [Date.UTC(2028, 1, 29, 23, 59, 59, 500), '2028-02-29T23:59:59Z'],
  ]
  for (const [now, stamp] of table) {
    test(`of ${now} is ${stamp}`, () => {
      expect(timestamp(now)).toBe(stamp)
    })
  }

  test('of no time at all is refused', () => {
    expect(() => timestamp(Number.NaN)).toThrow(RangeError)
  })
})

describe('A line as it is read', () => {
  const table: readonly (readonly [string, Pick<Line, 'kind' | 'op' | 'why'>])[] = [
    ['{"op":"MARKER"}', { kind: 'record', op: 'MARKER' }],
    ['{"op":"RESET"}', { kind: 'record', op: 'RESET' }],
    [' \t{ "op" : "MARKER" }\r', { kind: 'record', op: 'MARKER' }],
    [
      '{"z":{"op":"RESET"},"op":"MARKER","id":"a","run_id":"r","reason":"why"}',
      { kind: 'record', op: 'MARKER' },
    ],
    // Fields that are not what they should be take nothing from the record.
    ['{"op":"MARKER","id":1,"ts":null,"reason":[],"run_id":{}}', { kind: 'record', op: 'MARKER' }],
    ['{"op":"MARKER","schema":1}', { kind: 'record', op: 'MARKER' }],
    ['{"op":"MARKER","schema":"?"}', { kind: 'record', op: 'MARKER' }],
    ['{"op":"RESET","op":"MARKER"}', { kind: 'record', op: 'MARKER' }],
    ['{"op":"HOLD"}', { kind: 'other-op', op: 'HOLD' }],
    ['{"op":"marker"}', { kind: 'other-op', op: 'marker' }],
    ['{"op":1}', { kind: 'other-op', op: 1 }],
    ['{"op":["MARKER"]}', { kind: 'other-op', op: ['MARKER'] }],
    ['{}', { kind: 'other-op', op: undefined }],
    ['{"__proto__":{"op":"MARKER"}}', { kind: 'other-op', op: undefined }],
    ['{"op":"MARKER","schema":2}', { kind: 'skipped', why: 'too-new' }],
    ['{"op":"RESET","schema":{"family":"wait-marker","version":2}}', { kind: 'skipped', why: 'too-new' }],
    ['{"op":"MARKER","schema":{"family":"lease","version":1}}', { kind: 'skipped', why: 'foreign' }],
    ['', { kind: 'skipped', why: 'not-json' }],
    ['{"op":"MARKER"', { kind: 'skipped', why: 'not-json' }],
    ['{"op":"MARKER"}{"op":"MARKER"}', { kind: 'skipped', why: 'not-json' }],
    ["{'op':'MARKER'}", { kind: 'skipped', why: 'not-json' }],
    ['\ufeff{"op":"MARKER"}', { kind: 'skipped', why: 'not-json' }],
    ['[', { kind: 'skipped', why: 'not-json' }],
    ['null', { kind: 'skipped', why: 'not-an-object' }],
    ['true', { kind: 'skipped', why: 'not-an-object' }],
    ['7', { kind: 'skipped', why: 'not-an-object' }],
    ['"MARKER"', { kind: 'skipped', why: 'not-an-object' }],
    ['[{"op":"MARKER"}]', { kind: 'skipped', why: 'not-an-object' }],
  ]
  for (const [line, told] of table) {
    test(`${JSON.stringify(line)} is ${told.kind === 'skipped' ? told.why : told.kind}`, () => {
      const fields = told.kind === 'skipped' ? {} : { fields: JSON.parse(line) }
      expect(decodeLine(line)).toEqual({ ...told, ...fields } as Line)
    })
  }

  test('of a newer version is a record to a reader that understands it', () => {
    const line = '{"op":"MARKER","schema":{"family":"wait-marker","version":2}}'
    expect(decodeLine(line, 2)).toMatchObject({ kind: 'record', op: 'MARKER' })
  })

  test('nested a million deep is skipped, not a crash', () => {
    expect(decodeLine('['.repeat(1_000_000))).toEqual({ kind: 'skipped', why: 'not-json' })
  })

  test('is told as something whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => {
        expect(['record', 'other-op', 'skipped']).toContain(decodeLine(line).kind)
      }),
    )
  })
})
