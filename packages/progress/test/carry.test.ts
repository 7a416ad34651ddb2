import { describe, expect, test } from 'bun:test'
import { carryForward, compareFingerprints } from '../src/index.ts'

const OLD = 'aaaa:1111'
const NEW = 'bbbb:2222'
const LATE = { unknown: 'late' } as const

describe('an unknown', () => {
  test('leaves what was seen last in its place', () => {
    expect(carryForward({ commit: OLD, tree: '1:aa' }, { commit: LATE, tree: LATE })).toEqual({
      commit: OLD,
      tree: '1:aa',
    })
  })

  test('hides no progress made around it', () => {
    const kept = carryForward({ commit: OLD }, { commit: LATE })
    expect(compareFingerprints(kept, { commit: NEW }).advanced).toBe(true)
  })

  test('stays an unknown where nothing was seen before', () => {
    expect(carryForward({}, { commit: LATE })).toEqual({ commit: LATE })
    expect(carryForward({ commit: LATE }, { commit: null })).toEqual({ commit: null })
  })

  test('of a path leaves the file, the repository or the absence in its place', () => {
    const before = { paths: { a: '1:aa', b: { commit: OLD }, c: null } }
    expect(carryForward(before, { paths: { a: LATE, b: LATE, c: LATE } })).toEqual(before)
  })
})

describe('an absence', () => {
  test('of a commit does not make the same tree new when it comes back', () => {
    const kept = carryForward({ commit: OLD }, { commit: null })
    expect(compareFingerprints(kept, { commit: 'cccc:1111' })).toEqual({ advanced: false })
  })

  test('of a repository keeps what it was', () => {
    expect(carryForward({ paths: { a: { commit: OLD } } }, { paths: { a: null } })).toEqual({
      paths: { a: { commit: OLD } },
    })
  })

  test('of a file is recorded as such', () => {
    expect(carryForward({ paths: { a: '1:aa' } }, { paths: { a: null } })).toEqual({ paths: { a: null } })
  })
})

test('what is seen now replaces what was seen before', () => {
  expect(carryForward({ commit: OLD, tree: '1:aa' }, { commit: NEW, tree: '0' })).toEqual({
    commit: NEW,
    tree: '0',
  })
  expect(carryForward({ paths: { a: { commit: OLD } } }, { paths: { a: { commit: NEW } } })).toEqual({
    paths: { a: { commit: NEW } },
  })
  expect(carryForward({ paths: { a: { commit: OLD } } }, { paths: { a: '1:aa' } })).toEqual({
    paths: { a: '1:aa' },
  })
})

test('what is not watched any more is dropped', () => {
  expect(carryForward({ commit: OLD, tree: '0', paths: { a: null } }, { commit: NEW })).toEqual({
    commit: NEW,
  })
})
