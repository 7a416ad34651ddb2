import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { decodeObservation, encodeObservation, type Observation } from '../src/observation.ts'
import { anyObservation } from './support/observations.ts'

const HELD: Observation = {
  verb: 'marker',
  outcome: 'held',
  latencyMs: 2.25,
  exit: 0,
  markerCount: 1,
  maxMarkers: 4,
  dialect: 'codex',
  runId: 'nightly',
  ts: '2026-06-09T12:52:00Z',
}

describe('An observation', () => {
  test('is one line of JSON with its keys in order', () => {
    expect(encodeObservation(HELD)).toBe(
      '{"dialect":"codex","exit":0,"latency_ms":2.25,"marker_count":1,"max_markers":4,"outcome":"held",' +
        '"run_id":"nightly","schema":{"family":"hook-observation","version":1},"ts":"2026-06-09T12:52:00Z","verb":"marker"}',
    )
  })

  test('leaves out what is not known', () => {
    expect(
      encodeObservation({
        verb: 'check',
        outcome: 'granted',
        latencyMs: 0,
        exit: 0,
        ts: HELD.ts,
        runId: undefined,
      }),
    ).toBe(
      '{"exit":0,"latency_ms":0,"outcome":"granted","schema":{"family":"hook-observation","version":1},' +
        '"ts":"2026-06-09T12:52:00Z","verb":"check"}',
    )
  })

  test('is written to the microsecond', () => {
    expect(JSON.parse(encodeObservation({ ...HELD, latencyMs: 8.123_456_789 })).latency_ms).toBe(8.123)
  })

  test('is read as it was written, and never takes more than a line', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const line = encodeObservation(observation)
        expect(line).not.toContain('\n')
        expect(decodeObservation(line)).toEqual(observation)
      }),
      { numRuns: 300 },
    )
  })

  test('has its keys in alphabetical order, whatever it holds', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const keys = Object.keys(JSON.parse(encodeObservation(observation)))
        expect(keys).toEqual(keys.toSorted())
      }),
    )
  })
})

describe('A line that is not counted', () => {
  const whole = JSON.parse(encodeObservation(HELD)) as Record<string, unknown>
  const tagged = (schema: unknown) => JSON.stringify({ ...whole, schema })
  const wrong = (fields: object) => JSON.stringify({ ...whole, ...fields })

  test.each([
    ['', 'not-json'],
    [encodeObservation(HELD).slice(0, -1), 'not-json'],
    [encodeObservation(HELD).repeat(2), 'not-json'],
    ['7', 'not-an-object'],
    ['null', 'not-an-object'],
    ['[{}]', 'not-an-object'],
    [tagged({ family: 'wait-marker', version: 1 }), 'foreign'],
    [tagged({ family: 'wait-marker' }), 'foreign'],
    [tagged({ family: 'hook-observation', version: 2 }), 'too-new'],
    [tagged(2), 'too-new'],
    ['{}', 'malformed'],
    [wrong({ verb: '' }), 'malformed'],
    [wrong({ outcome: 7 }), 'malformed'],
    [wrong({ latency_ms: -1 }), 'malformed'],
    [wrong({ latency_ms: null }), 'malformed'],
    [wrong({ latency_ms: '2' }), 'malformed'],
    [wrong({ exit: 2 }), 'malformed'],
    [wrong({ ts: 'yesterday' }), 'malformed'],
    [wrong({ ts: '2026-02-30T00:00:00Z' }), 'malformed'],
    [wrong({ ts: undefined }), 'malformed'],
  ] as const)('%p says why: %s', (line, why) => {
    expect(decodeObservation(line)).toBe(why)
  })

  test('is never a throw, whatever it holds', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        kinds.add(typeof decodeObservation(line))
      }),
      { numRuns: 300 },
    )
    expect([...kinds]).toEqual(['string'])
  })
})

describe('A line of another program', () => {
  const whole = JSON.parse(encodeObservation(HELD)) as Record<string, unknown>
  const read = (fields: object) => decodeObservation(JSON.stringify({ ...whole, ...fields }))

  test.each([[undefined], [1], [true], ['1'], [{}], [{ family: '' }], [{ family: 'hook-observation' }], [0]])(
    'is read where its schema is %p',
    (schema) => {
      expect(read({ schema })).toEqual(HELD)
    },
  )

  test('loses the optional fields that have a form they cannot have, and those nobody knows', () => {
    const { markerCount, maxMarkers, dialect, runId, ...rest } = HELD
    expect([markerCount, maxMarkers, dialect, runId]).not.toContain(undefined)
    expect(read({ marker_count: -1, max_markers: 'four', dialect: 7, run_id: null, colour: 'red' })).toEqual(
      rest,
    )
  })
})
