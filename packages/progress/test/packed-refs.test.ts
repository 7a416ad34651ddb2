import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Why, whyOf } from '../src/fingerprint/fingerprint.ts'
import { findPackedRef, type Ref } from '../src/git/refs.ts'
import type { ProgressOps } from '../src/index.ts'

const SORTED = '# pack-refs with: peeled fully-peeled sorted \n'
const id = (seed: number): string => (seed + 0x1000000).toString(16).repeat(6).slice(0, 40)

/** A file in memory, of which at most a few bytes come with each read. */
function fileOps(content: Buffer, largestRead: number): ProgressOps {
  const stat = { kind: 'file', size: content.length, mtimeMs: 0, mode: 0, uid: 0 } as const
  const never = (): never => {
    throw new Error('not for this test')
  }
  return {
    stat: () => stat,
    lstat: never,
    realpath: never,
    open: () => 3,
    fstat: () => stat,
    read: (_, bytes, position) =>
      content.copy(bytes, 0, position, position + Math.min(bytes.length, largestRead)),
    close: () => {},
    list: never,
    makeFolder: never,
    removeFolder: never,
    uid: undefined,
    env: {},
    git: never,
    now: never,
  }
}

function find(content: string, ref: string, largestRead = 1_000_000): Ref | Why {
  try {
    return findPackedRef(fileOps(Buffer.from(content), largestRead), 'packed-refs', ref)
  } catch (error) {
    return whyOf(error)
  }
}

/** As git writes it: sorted by the bytes of the names, tags with what they point to. */
function packed(names: readonly string[], header = SORTED): string {
  const sorted = names.map((name) => Buffer.from(name)).sort(Buffer.compare)
  const lines = sorted.map((name, i) => `${id(i)} ${name}\n${i % 3 === 0 ? `^${id(i + 1)}\n` : ''}`)
  return header + lines.join('')
}

const many = Array.from({ length: 5000 }, (_, i) => `refs/heads/team-${i % 97}/topic-${i}`)

describe('a list of packed references', () => {
  test.each([
    'refs/heads/a',
    'refs/heads/team-5',
    'refs/heads/team-5/topic',
    'refs/heads/zzz',
    'refs/heads/größe',
  ])('has no %s', (name) => {
    expect(find(packed(many), name)).toEqual('unborn')
  })

  test('of any names gives each of them its own id, and others none', () => {
    const name = fc
      .string({
        unit: fc.constantFrom('a', 'b', '-', '/', 'é', '日', '😀', '\uE000'),
        minLength: 1,
        maxLength: 40,
      })
      .map((text) => `refs/heads/x${text}`)
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 50 }), fc.nat(), (names, pick) => {
        const content = packed(names)
        const wanted = names[pick % names.length] ?? ''
        const line = content.split('\n').find((entry) => entry.slice(41) === wanted)
        expect(find(content, wanted)).toEqual({ id: line?.slice(0, 40) ?? '' })
        expect(find(content, `${wanted}!`)).toEqual('unborn')
      }),
    )
  })

  test('is read in as many pieces as the system gives it in', () => {
    const content = packed(many.slice(0, 30))
    expect(find(content, many[7] ?? '', 7)).toEqual(find(content, many[7] ?? ''))
  })

  test('may hold ids of sha256', () => {
    const line = `${'ab'.repeat(32)} refs/heads/main\n`
    expect(find(SORTED + line, 'refs/heads/main')).toEqual({ id: 'ab'.repeat(32) })
  })

  test('need not be sorted, and is left to git above a mebibyte', () => {
    const unsorted = packed(many.toReversed(), '# pack-refs with: peeled \n')
    expect(find(unsorted, many[4999] ?? '')).toHaveProperty('id')
    expect(find(packed(many).repeat(5), many[0] ?? '')).toEqual('ask')
  })

  test('that is empty, or only a header, has none', () => {
    expect(find('', 'refs/heads/main')).toEqual('unborn')
    expect(find(SORTED, 'refs/heads/main')).toEqual('unborn')
  })
})

describe('a damaged list is unknown, not empty:', () => {
  test.each([
    ['torn off in the middle of a line', packed(many.slice(0, 9)).slice(0, -5)],
    ['something else', 'garbage\n'],
    ['an id of no length that there is', 'abc refs/heads/main\n'],
    ['zeros, as a crash leaves them', '\0'.repeat(500)],
  ])('%s', (_, content) => {
    expect(find(content, 'refs/heads/main')).toBe('corrupt')
  })

  test('whatever it holds, it is answered', () => {
    const part = fc.constantFrom(
      ...[SORTED, `${id(1)} refs/heads/main\n`, `^${id(2)}\n`, '\n', ' ', 'refs/heads/main\n', '\0'],
    )
    fc.assert(
      fc.property(
        fc.array(part),
        fc.nat(400),
        (parts, times) => void find(parts.join('').repeat(times), 'refs/heads/main'),
      ),
    )
  })
})
