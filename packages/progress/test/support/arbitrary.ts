import fc from 'fast-check'
import { type Fingerprint, type Sighting, UNKNOWN_REASONS, type Why } from '../../src/index.ts'

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '1'), minLength: length, maxLength: length })

const unknown = fc.constantFrom(...(Object.keys(UNKNOWN_REASONS) as Why[])).map((why) => ({ unknown: why }))

const commit: fc.Arbitrary<Sighting> = fc.oneof(
  fc.tuple(hex(2), hex(2)).map(([id, tree]) => `${id}:${tree}`),
  fc.constant(null),
  unknown,
)

const tree: fc.Arbitrary<Sighting> = fc.oneof(
  fc.constant('0'),
  fc.tuple(fc.integer({ min: 1, max: 3 }), hex(2)).map(([files, digest]) => `${files}:${digest}`),
  fc.constant(null),
  unknown,
)

const repository = fc.record({ commit, tree }, { requiredKeys: [] })

/** Any fingerprint, of a small world so that two of them often have things in common. */
export const arbitraryFingerprint: fc.Arbitrary<Fingerprint> = fc
  .tuple(
    repository,
    fc.option(
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.oneof(tree, repository)),
      {
        nil: undefined,
      },
    ),
  )
  .map(([home, paths]) => (paths === undefined ? home : { ...home, paths }))
