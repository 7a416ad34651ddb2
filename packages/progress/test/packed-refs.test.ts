import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { findPackedRef, type PackedRef } from '../src/git/packed-refs.ts'
import type { ProgressOps } from '../src/index.ts'

const SORTED = '# pack-refs with: peeled fully-peeled sorted \n'
const id = (seed: number): string => (seed + 0x1000000).toString(16).repeat(6).slice(0, 40)

/** A file in memory, of which at most a few bytes come with each read, and how much was read in all. */
function fileOps(content: Buffer, largestRead = 1_000_000): { ops: ProgressOps; bytesRead: () => number } {
  let total = 0
  const stat = { kind: 'file', size: content.length, mtimeMs: 0, mode: 0, uid: 0 } as const
  const never = (): never => {
    throw new Error('not for this test')
  }
  const ops: ProgressOps = {
    stat: () => stat,
    lstat: never,
    realpath: never,
    open: () => 3,
    fstat: () => stat,
    read(_, bytes, position) {
      const got = content.copy(bytes, 0, position, position + Math.min(bytes.length, largestRead))
      total += got
      return got
    },
    close: () => {},
    list: never,
    makeFolder: never,
    removeFolder: never,
    uid: undefined,
    env: {},
    git: never,
    now: never,
  }
  return { ops, bytesRead: () => total }
}

function find(content: string | Buffer, ref: string, largestRead?: number): PackedRef {
  return findPackedRef(fileOps(Buffer.from(content), largestRead).ops, 'packed-refs', ref)
}

/** As git writes it: sorted by the bytes of the names, tags with what they point to. */
function packed(names: readonly string[], header = SORTED): string {
  const sorted = names.map((name) => Buffer.from(name)).sort(Buffer.compare)
  const lines = sorted.map((name, i) => `${id(i)} ${name}\n${i % 3 === 0 ? `^${id(i + 1)}\n` : ''}`)
  return header + lines.join('')
}

const many = Array.from({ length: 20_000 }, (_, i) => `refs/heads/team-${i % 97}/topic-${i}`)
const large = packed(many)

describe('a list of packed references', () => {
  test('is searched, however large, with few and small reads', () => {
    expect(large.length).toBeGreaterThan(1_000_000)
    const sorted = large.split('\n').filter((line) => line.includes(' refs/'))
    for (const line of [sorted[0], sorted[1], sorted[777], sorted.at(-2), sorted.at(-1)]) {
      const [expected = '', name = ''] = line?.split(' ') ?? []
      const { ops, bytesRead } = fileOps(Buffer.from(large))
      expect(findPackedRef(ops, 'packed-refs', name)).toEqual({ kind: 'commit', id: expected })
      expect(bytesRead()).toBeLessThan(200_000)
    }
  })

  test.each([
    'refs/heads/a',
    'refs/heads/team-5',
    'refs/heads/team-5/topic',
    'refs/heads/zzz',
    'refs/heads/größe',
  ])('has no %s', (name) => {
    expect(find(large, name)).toEqual({ kind: 'none' })
    expect(find(packed(many.slice(0, 9)), name)).toEqual({ kind: 'none' })
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
        // Long names in great number, so that the search has something to halve.
        const padded = names.flatMap((one) =>
          Array.from({ length: 12 }, (_, i) => `${one}${'p'.repeat(150)}${i}`),
        )
        const content = packed(padded)
        const wanted = padded[pick % padded.length] ?? ''
        const line = content.split('\n').find((entry) => entry.slice(41) === wanted)
        expect(find(content, wanted)).toEqual({ kind: 'commit', id: line?.slice(0, 40) ?? '' })
        expect(find(content, `${wanted}!`)).toEqual({ kind: 'none' })
      }),
      { numRuns: 60 },
    )
  })

  test('is read in as many pieces as the system gives it in', () => {
    const content = packed(many.slice(0, 30))
    expect(find(content, many[7] ?? '', 7)).toEqual(find(content, many[7] ?? ''))
  })

  test('may hold ids of sha256', () => {
    const line = `${'ab'.repeat(32)} refs/heads/main\n`
    expect(find(SORTED + line, 'refs/heads/main')).toEqual({ kind: 'commit', id: 'ab'.repeat(32) })
  })

  test('that is not sorted is read whole, and left to git where it is too large for that', () => {
    const header = '# pack-refs with: peeled \n'
    expect(find(packed(many.slice(0, 5000), header), many[4999] ?? '').kind).toBe('commit')
    expect(find(packed(many, header), many[0] ?? '')).toEqual({ kind: 'ask' })
    expect(find(packed(many, ''), many[0] ?? '')).toEqual({ kind: 'ask' })
  })

  test('that is empty, or only a header, has none', () => {
    expect(find('', 'refs/heads/main')).toEqual({ kind: 'none' })
    expect(find(SORTED, 'refs/heads/main')).toEqual({ kind: 'none' })
  })
})

describe('a damaged list is unknown, not empty:', () => {
  const corrupt = { kind: 'unknown', unknown: 'corrupt' } as const
  test.each([
    ['torn off in the middle of a line', packed(many.slice(0, 9)).slice(0, -5)],
    ['something else', 'garbage\n'],
    ['an id of no length that there is', 'abc refs/heads/main\n'],
    ['zeros, as a crash leaves them', '\0'.repeat(500)],
  ])('%s', (_, content) => {
    expect(find(content, 'refs/heads/main')).toEqual(corrupt)
  })

  test('and a hundred megabytes of it cost no more', () => {
    for (const filler of ['x', '\n', '\0', 'x y\n']) {
      const content = Buffer.alloc(100_000_000, filler)
      content.write(SORTED)
      const { ops, bytesRead } = fileOps(content)
      expect(findPackedRef(ops, 'packed-refs', 'refs/heads/main')).toEqual(corrupt)
      expect(bytesRead()).toBeLessThan(100_000)
    }
  })

  test('a hundred megabytes that are sound are searched', () => {
    const line = (i: number): string => `${id(i)} refs/heads/${String(i).padStart(9, '0')}\n`
    const width = line(0).length
    const size = SORTED.length + 1_700_000 * width
    const stat = { kind: 'file', size, mtimeMs: 0, mode: 0, uid: 0 } as const
    let bytesRead = 0
    // Too large to be made: the lines are made up where they are read.
    const read = (_: number, bytes: Uint8Array, position: number): number => {
      const first = Math.max(0, Math.floor((position - SORTED.length) / width))
      const count = Math.ceil(bytes.length / width) + 2
      const text = Array.from({ length: count }, (_, i) => line(first + i)).join('')
      const window = first === 0 ? SORTED + text : text
      const start = first === 0 ? position : position - SORTED.length - first * width
      bytesRead += bytes.length
      return Buffer.from(window).copy(bytes, 0, start)
    }
    const ops = { ...fileOps(Buffer.alloc(0)).ops, stat: () => stat, fstat: () => stat, read }
    expect(size).toBeGreaterThan(100_000_000)
    expect(findPackedRef(ops, 'p', 'refs/heads/001234567')).toEqual({ kind: 'commit', id: id(1_234_567) })
    expect(findPackedRef(ops, 'p', 'refs/heads/main')).toEqual({ kind: 'none' })
    expect(bytesRead).toBeLessThan(1_000_000)
  })

  test('whatever it holds, it is answered', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            SORTED,
            `${id(1)} refs/heads/main\n`,
            `^${id(2)}\n`,
            '\n',
            ' ',
            'refs/heads/main\n',
            '\0',
          ),
        ),
        fc.nat(400),
        (parts, times) => void find(parts.join('').repeat(times), 'refs/heads/main'),
      ),
    )
  })
})
