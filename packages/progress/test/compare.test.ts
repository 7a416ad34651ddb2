import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  carryForward,
  compareFingerprints,
  type Fingerprint,
  type PathSighting,
  type Sighting,
} from '../src/index.ts'
import { arbitraryFingerprint } from './support/arbitrary.ts'

const OLD = 'aaaaaaaaaaaaaaaaaaaa:11111111111111111111'
const NEW = 'bbbbbbbbbbbbbbbbbbbb:22222222222222222222'
const SAME_TREE = 'cccccccccccccccccccc:11111111111111111111'
const LATE = { unknown: 'late' } as const
const none = { advanced: false } as const
const saying = (...what: string[]) => ({ advanced: true, what }) as const

describe('a commit', () => {
  const rows: readonly [string, Sighting | undefined, Sighting | undefined, unknown][] = [
    ['the same commit', OLD, OLD, none],
    ['another tree', OLD, NEW, saying('commit bbbbbbbb has another tree')],
    ['another commit with the same tree', OLD, SAME_TREE, none],
    ['the first commit', null, NEW, saying('commit bbbbbbbb appeared')],
    ['still none', null, null, none],
    ['one that went away', OLD, null, none],
    ['unknown before', LATE, NEW, none],
    ['unknown now', OLD, LATE, none],
    ['not watched before', undefined, NEW, none],
    ['not watched now', OLD, undefined, none],
    ['a record of another making', 'main', NEW, none],
  ]
  test.each(rows)('%s', (_, before, after, expected) => {
    expect(compareFingerprints(only('commit', before), only('commit', after))).toEqual(expected as never)
  })
})

describe('uncommitted work', () => {
  const rows: readonly [string, Sighting | undefined, Sighting | undefined, unknown][] = [
    ['the same', '2:aa', '2:aa', none],
    ['clean as before', '0', '0', none],
    ['the first change', '0', '1:aa', saying('uncommitted work changed (1 file)')],
    ['a further change', '2:aa', '2:bb', saying('uncommitted work changed (2 files)')],
    ['clean again', '2:aa', '0', none],
    ['a repository with work in it', null, '3:aa', saying('uncommitted work changed (3 files)')],
    ['a clean repository', null, '0', none],
    ['a repository that went away', '2:aa', null, none],
    ['unknown before', LATE, '1:aa', none],
    ['unknown now', '1:aa', LATE, none],
    ['not watched before', undefined, '1:aa', none],
  ]
  test.each(rows)('%s', (_, before, after, expected) => {
    expect(compareFingerprints(only('tree', before), only('tree', after))).toEqual(expected as never)
  })
})

describe('a further path', () => {
  const rows: readonly [string, PathSighting | undefined, PathSighting | undefined, unknown][] = [
    ['the same file', '2:aa', '2:aa', none],
    ['another content', '2:aa', '2:bb', saying('"p" changed')],
    ['a file that appeared', null, '2:aa', saying('"p" appeared')],
    ['a file that went away', '2:aa', null, saying('"p" is gone')],
    ['still nothing', null, null, none],
    ['unknown before', LATE, '2:aa', none],
    ['unknown now', '2:aa', LATE, none],
    ['not watched before', undefined, '2:aa', none],
    ['a repository that appeared', null, { commit: NEW }, saying('"p" appeared')],
    ['a file that became a repository', '2:aa', { commit: NEW }, saying('"p" became a repository')],
    ['a repository that went away', { commit: OLD }, null, none],
    ['a repository in whose place is a file', { commit: OLD }, '2:aa', none],
    [
      'its commit',
      { commit: OLD, tree: '0' },
      { commit: NEW, tree: '0' },
      saying('"p": commit bbbbbbbb has another tree'),
    ],
    ['its work', { tree: '0' }, { tree: '1:aa' }, saying('"p": uncommitted work changed (1 file)')],
    ['watched for more than before', { commit: OLD }, { commit: OLD, tree: '1:aa' }, none],
  ]
  test.each(rows)('%s', (_, before, after, expected) => {
    expect(compareFingerprints(paths(before), paths(after))).toEqual(expected as never)
  })

  test('is quoted, so that a name cannot write on a terminal', () => {
    const name = '\u001b[2J\n'
    const progress = compareFingerprints({ paths: { [name]: null } }, { paths: { [name]: '1:aa' } })
    expect(progress).toEqual(saying('"\\u001b[2J\\n" appeared'))
  })
})

test('everything that advanced is named, in order', () => {
  const before = { commit: OLD, tree: '0', paths: { a: null, b: '1:aa' } }
  const after = { commit: NEW, tree: '1:aa', paths: { a: '1:aa', b: '1:bb' } }
  expect(compareFingerprints(before, after)).toEqual(
    saying(
      'commit bbbbbbbb has another tree',
      'uncommitted work changed (1 file)',
      '"a" appeared',
      '"b" changed',
    ),
  )
})

describe('whatever was recorded', () => {
  test('nothing has advanced from a fingerprint to itself', () => {
    fc.assert(fc.property(arbitraryFingerprint, (one) => expect(compareFingerprints(one, one)).toEqual(none)))
  })

  test('the first record is a baseline', () => {
    fc.assert(fc.property(arbitraryFingerprint, (one) => expect(compareFingerprints({}, one)).toEqual(none)))
  })

  test('what is carried forward is where one stands: nothing more advances from it to what was just seen', () => {
    fc.assert(
      fc.property(arbitraryFingerprint, arbitraryFingerprint, (before, after) => {
        expect(compareFingerprints(carryForward(before, after), after)).toEqual(none)
      }),
    )
  })

  test('it comes back the same from a line of JSON', () => {
    fc.assert(
      fc.property(arbitraryFingerprint, arbitraryFingerprint, (before, after) => {
        const again = JSON.parse(JSON.stringify(before)) as Fingerprint
        expect(compareFingerprints(again, after)).toEqual(compareFingerprints(before, after))
      }),
    )
  })
})

function only(field: 'commit' | 'tree', sighting: Sighting | undefined): Fingerprint {
  return sighting === undefined ? {} : { [field]: sighting }
}

function paths(sighting: PathSighting | undefined): Fingerprint {
  return sighting === undefined ? {} : { paths: { p: sighting } }
}
