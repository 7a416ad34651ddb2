import fc from 'fast-check'
import type { Observation } from '../../src/observation.ts'

/** Moments to the whole second, as the hook writes them, from 1970 to 2099. */
export const anyMoment: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: Date.UTC(2099, 11, 31) / 1000 })
  .map((second) => new Date(second * 1000).toISOString().replace('.000Z', 'Z'))

/** Any observation that can be written, of few kinds, so that groups come about. */
export const anyObservation: fc.Arbitrary<Observation> = fc.record(
  {
    verb: fc.constantFrom('marker', 'wake', 'rearm', 'check'),
    outcome: fc.oneof(
      fc.constantFrom('held', 'released', 'refused', 'halted', 'reset', 'unarmed', 'stretched', 'denied'),
      fc.string({ minLength: 1, unit: 'binary' }),
    ),
    // Whole microseconds, up to a quarter of an hour.
    latencyMs: fc.nat(900_000_000).map((us) => us / 1000),
    exit: fc.constantFrom(0, 1),
    markerCount: fc.nat(),
    maxMarkers: fc.nat(),
    dialect: fc.constantFrom('claude-code', 'codex', 'gemini'),
    runId: fc.string({ minLength: 1, unit: 'binary' }),
    ts: anyMoment,
  },
  { requiredKeys: ['verb', 'outcome', 'latencyMs', 'exit', 'ts'] },
)

/** Up to a hundred of them. */
export const anyObservations: fc.Arbitrary<readonly Observation[]> = fc.array(anyObservation, {
  maxLength: 100,
})

/** 2026-06-09T12:52:00Z, the moment at which the tests take place. */
export const NOW: number = Date.UTC(2026, 5, 9, 12, 52)

/** A hold of Codex at {@link NOW}, but for this. */
export function observation(fields: Partial<Observation> = {}): Observation {
  return {
    ...{ verb: 'marker', outcome: 'held', latencyMs: 2, exit: 0, dialect: 'codex' },
    ts: '2026-06-09T12:52:00Z',
    ...fields,
  }
}
