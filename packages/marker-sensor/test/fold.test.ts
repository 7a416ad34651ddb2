import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { claim, count, encodeRecord, record, story, streak } from '../src/index.ts'
import { MOST_BETWEEN } from '../src/read/records-from-end.ts'
import { anyTally, foldForward } from './support/lines.ts'
import { diskWith, MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { NOW } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = encodeRecord({ op: 'MARKER', now: NOW })
const RESET = encodeRecord({ op: 'RESET', now: NOW })

/** A line that counts nothing, of just this many bytes with its end. */
const filler = (bytes: number) => `${'x'.repeat(bytes - 1)}\n`

describe('A reset that repeats the one before it', () => {
  const since = (key: string) => encodeRecord({ op: 'RESET', now: NOW, since: key })
  const counted = (...lines: readonly string[]): number => {
    const { ops } = diskWith(lines.map((line) => `${line}\n`).join(''))
    const told = [
      count(ON_DISK, { ops }),
      streak(ON_DISK, { ops }).count,
      story(ON_DISK, { ops })?.lines.at(-1)?.streak,
    ]
    expect(new Set(told).size).toBe(1)
    return told[0] ?? Number.NaN
  }

  test('does nothing, however often, and whatever markers lie between', () => {
    expect(counted(MARKER, since('a'), MARKER, since('a'))).toBe(1)
    expect(counted(MARKER, since('a'), MARKER, MARKER, since('a'), since('a'), MARKER)).toBe(3)
  })

  test('is one only where nothing else was reset between', () => {
    expect(counted(MARKER, since('a'), MARKER, since('b'), MARKER, since('a'))).toBe(0)
    expect(counted(since('a'), MARKER, RESET, MARKER, since('a'))).toBe(0)
    expect(counted(RESET, MARKER, RESET)).toBe(0)
  })

  test('is looked for among a thousand records, and no further', () => {
    const between = (markers: number) => [since('a'), ...Array(markers).fill(MARKER), since('a')]
    expect(counted(...between(MOST_BETWEEN - 1))).toBe(MOST_BETWEEN - 1)
    expect(counted(...between(MOST_BETWEEN))).toBe(0)
  })

  test('is told as a line that does nothing', () => {
    const { ops } = diskWith(`${since('a')}\n${MARKER}\n${since('a')}\n`)
    const kinds = story(ON_DISK, { ops })?.lines.map(({ kind, streak }) => [kind, streak])
    expect(kinds).toEqual([
      ['reset', 0],
      ['marker', 1],
      ['other-op', 1],
    ])
    // The same where the lines told begin after the first of the two.
    expect(story(ON_DISK, { ops, most: 2 })?.lines.map(({ streak }) => streak)).toEqual([1, 1])
  })

  test('is one also where what comes before both can not be read', () => {
    const { ops } = diskWith(`${'x'.repeat(5 * 1024 * 1024)}\n${since('a')}\n${MARKER}\n`)
    expect(count(ON_DISK, { ops })).toBe(1)
  })

  test('grants no place twice: a claim counts over it', () => {
    const { ops } = diskWith(`${since('a')}\n${MARKER}\n${since('a')}\n`)
    expect(claim(ON_DISK, { id: 'mine', cap: 2, now: NOW }, { ops })).toEqual({ granted: true, count: 2 })
    expect(claim(ON_DISK, { id: 'next', cap: 2, now: NOW }, { ops })).toEqual({ granted: false, count: 2 })
  })
})

describe('The streak read backwards', () => {
  test('is that of a plain reading from the beginning, whatever lines there are', () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        const { ops } = diskWith(tally)
        expect(count(ON_DISK, { ops })).toBe(foldForward(tally).length)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same with long lines between, so that lines lie across the edges of blocks', () => {
    const piece = fc.oneof(
      anyTally,
      fc.integer({ min: 3500, max: 70_000 }).map((bytes) => Buffer.from(filler(bytes))),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const tally = Buffer.concat(pieces)
        const { ops } = diskWith(tally)
        expect(count(ON_DISK, { ops })).toBe(foldForward(tally).length)
      }),
      { numRuns: 300 },
    )
  })

  test('is counted no further than the limit', () => {
    fc.assert(
      fc.property(anyTally, fc.nat(12), (tally, limit) => {
        const { ops } = diskWith(tally)
        expect(count(ON_DISK, { ops, limit })).toBe(Math.min(limit, foldForward(tally).length))
      }),
    )
  })

  test('comes with its last records, the newest last', () => {
    fc.assert(
      fc.property(anyTally, fc.integer({ min: 0, max: 12 }), (tally, last) => {
        const { ops } = diskWith(tally)
        const ids = foldForward(tally)
        const told = streak(ON_DISK, { ops, last })
        expect(told.count).toBe(ids.length)
        expect(told.last.map(({ fields }) => fields['id'])).toEqual(ids.slice(Math.max(0, ids.length - last)))
      }),
    )
  })

  test('comes with five records unless told otherwise', () => {
    const { ops } = diskWith(`${MARKER}\n`.repeat(7))
    expect(streak(ON_DISK, { ops }).last).toHaveLength(5)
  })

  test('takes newer records to a reader that understands them', () => {
    const { ops } = diskWith(`${RESET}\n{"op":"MARKER","schema":3}\n${MARKER}\n{"op":"RESET","schema":4}\n`)
    expect([1, 2, 3, 4].map((understands) => count(ON_DISK, { ops, understands }))).toEqual([1, 1, 2, 0])
    expect(streak(ON_DISK, { ops, understands: 3 }).count).toBe(2)
  })

  test('of a tally that is not there is zero', () => {
    const { ops } = new MemoryDisk()
    expect(count(ON_DISK, { ops })).toBe(0)
    expect(streak(ON_DISK, { ops })).toEqual({ count: 0, last: [] })
  })

  test('survives a file system that reads one byte at a time', () => {
    const { ops } = diskWith(`${RESET}\n${MARKER}\n${MARKER}\n`)
    const slow = {
      ...ops,
      read: (fd: number, into: Uint8Array, at: number) => ops.read(fd, into.subarray(0, 1), at),
    }
    expect(count(ON_DISK, { ops: slow })).toBe(2)
  })
})

describe('At the edge of a block', () => {
  const [first, later] = [4 * 1024, 64 * 1024]
  for (const [name, edge] of [
    ['the first block', first],
    ['a later block', first + later],
    ['the block after that', first + 2 * later],
  ] as const) {
    test(`a record counts once wherever the edge of ${name} falls in it`, () => {
      const head = `${MARKER}\n${RESET}\n${MARKER}\n${MARKER}\n`
      // From an edge before the head's first byte to one behind its last, byte by byte.
      for (let tail = edge - head.length - 2; tail <= edge + 2; tail += 1) {
        const { ops } = diskWith(head + filler(tail))
        expect({ tail, count: count(ON_DISK, { ops }) }).toEqual({ tail, count: 2 })
      }
    })
  }

  test('a character of several bytes is not cut', () => {
    const head = `${RESET}\n{"op":"MARKER","reason":"待つ🙂待つ🙂"}\n`
    for (let tail = first - Buffer.byteLength(head); tail <= first; tail += 1) {
      const { ops } = diskWith(head + filler(tail))
      expect(streak(ON_DISK, { ops }).last).toMatchObject([
        { op: 'MARKER', fields: { reason: '待つ🙂待つ🙂' } },
      ])
    }
  })

  test('a file of just one block, or a byte more or less, is read whole', () => {
    for (const size of [first - 1, first, first + 1, first + later - 1, first + later, first + later + 1]) {
      const records = `${MARKER}\n${MARKER}\n`
      const { ops } = diskWith(filler(size - records.length) + records)
      expect({ size, count: count(ON_DISK, { ops }) }).toEqual({ size, count: 2 })
    }
  })

  test('records of every length up to two blocks are read whole', () => {
    for (let bytes = 0; bytes <= 2 * first; bytes += 1) {
      const reason = 'r'.repeat(bytes)
      const { ops } = diskWith(`${MARKER}\n${encodeRecord({ op: 'MARKER', now: NOW, reason })}\n`)
      const { count: markers, last } = streak(ON_DISK, { ops, last: 1 })
      expect([markers, String(last[0]?.fields['reason']).length]).toEqual([2, bytes])
    }
  })
})

describe('A tally torn in the middle of its last record', () => {
  const whole = `${MARKER}\n${RESET}\n${MARKER}\n`
  const next = encodeRecord({ op: 'MARKER', now: NOW, id: 'next' })
  for (const [name, torn, complete] of [
    ['a marker', encodeRecord({ op: 'MARKER', now: NOW, id: 'torn', reason: 'wait 待つ 🙂', runId: 'r' }), 2],
    ['a reset', encodeRecord({ op: 'RESET', now: NOW, id: 'torn' }), 0],
  ] as const) {
    const bytes = Buffer.from(torn)

    test(`counts its whole lines only, at whichever byte ${name} is torn`, () => {
      for (let at = 0; at <= bytes.length; at += 1) {
        const { ops } = diskWith(Buffer.concat([Buffer.from(whole), bytes.subarray(0, at)]))
        expect({ at, count: count(ON_DISK, { ops }) }).toEqual({
          at,
          count: at === bytes.length ? complete : 1,
        })
      }
    })

    test(`takes the next record on a line of its own, at whichever byte ${name} is torn`, () => {
      for (let at = 0; at <= bytes.length; at += 1) {
        const before = Buffer.concat([Buffer.from(whole), bytes.subarray(0, at)])
        const disk = diskWith(before)
        const was = count(ON_DISK, disk)
        record(ON_DISK, { op: 'MARKER', now: NOW, id: 'next' }, disk)
        expect({ at, count: count(ON_DISK, disk) }).toEqual({ at, count: was + 1 })
        const added = `${at === 0 ? '' : '\n'}${next}\n`
        expect(Buffer.from(disk.content(ON_DISK.file))).toEqual(Buffer.concat([before, Buffer.from(added)]))
      }
    })
  }
})

describe('A tally that is truncated while it is read', () => {
  test('joins nothing across the gap', () => {
    // The last block begins within a record; what is left in front of it would make a marker of that.
    const [start, end] = ['ER","reason":"', '"}\n']
    const lastBlock = start + 'x'.repeat(4096 - start.length - end.length) + end
    const tally = `${RESET}\n${filler(9000)}{"op":"MARK${lastBlock}`
    const disk = diskWith(tally)
    let reads = 0
    const ops = {
      ...disk.ops,
      read: (fd: number, into: Uint8Array, at: number) => {
        reads += 1
        if (reads === 2) disk.put(ON_DISK.file, Buffer.from(`${RESET}\n${MARKER}\n{"op":"MARK`))
        return disk.ops.read(fd, into, at)
      },
    }
    expect(count(ON_DISK, { ops })).toBe(1)
    expect(reads).toBe(3)
  })
})
