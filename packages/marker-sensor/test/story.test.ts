import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { count, encodeRecord, MAX_SILENT_BYTES, type Story, type StoryLine, story } from '../src/index.ts'
import { MOST_LINES } from '../src/overview/story.ts'
import { anyTally } from './support/lines.ts'
import { diskWith, intercept, MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { makeWorkspace, NOW, thrownBy } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = `${encodeRecord({ op: 'MARKER', now: NOW, reason: 'waiting' })}\n`
const RESET = `${encodeRecord({ op: 'RESET', now: NOW })}\n`

function told(content: string | Uint8Array, most?: number): Story {
  const found = story(ON_DISK, { ...diskWith(content), ...(most !== undefined && { most }) })
  if (found === undefined) throw new Error('there is no tally')
  return found
}

const kindOf = (line: StoryLine) => (line.kind === 'skipped' ? line.why : line.kind)
const kinds = ({ lines }: Story) => lines.map(kindOf)
const streaks = ({ lines }: Story) => lines.map(({ streak }) => streak)

describe('However much is asked for', () => {
  const all = Number.POSITIVE_INFINITY

  test('no more than the last lines are told, and how many come before', () => {
    const lines = MOST_LINES + 3
    const found = told('7\n'.repeat(lines), all)
    expect([found.lines.length, found.leftOut, found.bounded]).toEqual([MOST_LINES, 3, true])
    expect(found.lines.at(-1)?.number).toBe(lines)
    expect(told('7\n'.repeat(MOST_LINES), all)).toMatchObject({ leftOut: 0, bounded: false })
    expect(told('7\n'.repeat(lines), 5)).toMatchObject({ leftOut: lines - 5, bounded: false })
  })

  test('no more bytes than a count would read are told, but the last line is', () => {
    const half = `${'x'.repeat(MAX_SILENT_BYTES / 2)}\n`
    const ends = (found: Story) => [found.lines.map(({ number }) => number), found.leftOut, found.bounded]
    expect(ends(told(half.repeat(3), all))).toEqual([[2, 3], 1, true])
    expect(ends(told(half.repeat(3), 2))).toEqual([[2, 3], 1, false])
    expect(ends(told(half.repeat(3) + MARKER, 10))).toEqual([[3, 4], 2, true])
    const longest = `${'x'.repeat(MAX_SILENT_BYTES)}\n`
    expect(ends(told(MARKER + longest, all))).toEqual([[2], 1, true])
    // Of longer ones only the beginning is kept, so any number is.
    const longer = `x${longest}`
    expect(ends(told(MARKER + longer + MARKER + longer, all))).toEqual([[1, 2, 3, 4], 0, false])
  })

  test('lines behind a streak that was left out still know it', () => {
    const found = told(MARKER.repeat(MOST_LINES + 3), all)
    expect(found.lines[0]?.streak).toBe(found.leftOut + 1)
  })
})

describe('The story of a tally', () => {
  test('tells of each line what it is and how long the streak is after it', () => {
    const found = told(`${MARKER}${RESET}${MARKER}{"op":"SPENT","n":1}\n${MARKER}`)
    expect(kinds(found)).toEqual(['marker', 'reset', 'marker', 'other-op', 'marker'])
    expect(streaks(found)).toEqual([1, 0, 1, 1, 2])
    expect(found.leftOut).toBe(0)
    expect(found.lines[0]).toEqual({
      ...{ number: 1, bytes: MARKER.length - 1, streak: 1, kind: 'marker', op: 'MARKER' },
      fields: JSON.parse(MARKER),
    })
    expect(found.lines[3]).toMatchObject({ op: 'SPENT', fields: { op: 'SPENT', n: 1 } })
  })

  test('has every line that counting passes over, with its reason', () => {
    const lines: readonly (readonly [line: string, kind: ReturnType<typeof kindOf>])[] = [
      ['{"op":"MARKER","reason":"x', 'not-json'],
      ['', 'empty'],
      [' \r', 'empty'],
      ['[]', 'not-an-object'],
      ['null', 'not-an-object'],
      ['\ufeff{"op":"MARKER"}', 'not-json'],
      ['{"op":"MARKER","schema":{"family":"lease","version":1}}', 'foreign'],
      ['{"op":"RESET","schema":{"family":"wait-marker","version":2}}', 'too-new'],
      ['{"op":"RESET","schema":7}', 'too-new'],
      ['{"op":["MARKER"]}', 'other-op'],
      ['{}', 'other-op'],
      ['{"op":"MAR', 'torn'],
    ]
    const found = told(MARKER + lines.map(([line]) => line).join('\n'))
    expect(kinds(found)).toEqual(['marker', ...lines.map(([, kind]) => kind)])
    expect(streaks(found)).toEqual(lines.map(() => 1).concat(1))
    expect(found.lines[7]).toMatchObject({ schema: { family: 'lease', version: 1 } })
    expect(found.lines[9]).toMatchObject({ schema: 7, text: lines[8]?.[0] })
  })

  test('ends with the streak that count tells, whatever lines there are', () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        const disk = diskWith(tally)
        const lines = told(tally, Number.POSITIVE_INFINITY).lines
        expect(lines.at(-1)?.streak ?? 0).toBe(count(ON_DISK, disk))
        expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1))
        const text = Buffer.from(tally)
        const ends = text.filter((byte) => byte === 0x0a).length
        expect(lines).toHaveLength(text.length === 0 || text.at(-1) === 0x0a ? ends : ends + 1)
      }),
      { numRuns: 300 },
    )
  })

  test('bounded tells the end of the whole story, and how much is left out', () => {
    fc.assert(
      fc.property(anyTally, fc.nat(45), (tally, most) => {
        const whole = told(tally, Number.POSITIVE_INFINITY)
        const part = told(tally, most)
        expect(part.lines).toEqual(most === 0 ? [] : whole.lines.slice(-most))
        expect(part.leftOut).toBe(Math.max(0, whole.lines.length - most))
      }),
      { numRuns: 200 },
    )
  })

  test('tells 100 lines unless told otherwise, numbered from the beginning', () => {
    const found = told(MARKER.repeat(250))
    expect([found.lines.length, found.leftOut]).toEqual([100, 150])
    expect(found.lines[0]).toMatchObject({ number: 151, streak: 151 })
  })

  test('of a million lines holds no more than it tells', () => {
    const block = Buffer.from('{"op":"MARKER"}\n'.repeat(1000))
    const found = told(Buffer.concat(Array.from({ length: 1000 }, () => block)), 3)
    expect(found.lines.map(({ number }) => number)).toEqual([999_998, 999_999, 1_000_000])
    expect(found.leftOut).toBe(999_997)
  })

  test('of an empty tally has no lines; of none there is no story', () => {
    expect(told('')).toEqual({ lines: [], leftOut: 0, bounded: false })
    expect(story(ON_DISK, new MemoryDisk())).toBeUndefined()
  })

  test('shows how a line begins that cannot be read, and no more of it', () => {
    const [line] = told(`${'x'.repeat(500)}\n`).lines
    expect(line).toMatchObject({ why: 'not-json', text: 'x'.repeat(200), bytes: 500 })
  })

  test('passes over a line that is too long to be read, without reading it', () => {
    const disk = diskWith(`${MARKER}${'x'.repeat(MAX_SILENT_BYTES + 1)}\n${RESET}${MARKER}`)
    let longest = 0
    const ops = intercept(disk.ops, ({ name, args, go }) => {
      if (name === 'read') longest = Math.max(longest, (args[1] as Uint8Array).length)
      return go()
    })
    const found = story(ON_DISK, { ops })
    expect(found?.lines.map(kindOf)).toEqual(['marker', 'too-long', 'reset', 'marker'])
    expect(longest).toBeLessThan(MAX_SILENT_BYTES)
  })

  test('knows no streak, until a reset, behind what no reader gets past', () => {
    const damaged = `${MARKER}${'x'.repeat(MAX_SILENT_BYTES + 1)}\n`
    expect(streaks(told(damaged + MARKER + RESET + MARKER, 3))).toEqual([undefined, 0, 1])
  })

  test('survives a file system that reads one byte at a time, and one that ends early', () => {
    const disk = diskWith(MARKER + RESET)
    const slow = intercept(disk.ops, ({ name, args: [fd, into, position], go }) =>
      name === 'read'
        ? disk.ops.read(fd as number, (into as Uint8Array).subarray(0, 1), position as number)
        : go(),
    )
    expect(story(ON_DISK, { ops: slow })).toEqual(told(MARKER + RESET))
    const short = intercept(disk.ops, ({ name, go }) => {
      const answer = go()
      return name === 'measure' ? { ...(answer as object), size: MARKER.length + RESET.length + 500 } : answer
    })
    expect(story(ON_DISK, { ops: short })).toEqual(told(MARKER + RESET))
  })

  test('is not told of what leads out of the workspace or is no file, and nothing stays open', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    outside.put(MARKER)
    mkdirSync(workspace.folder, { recursive: true })
    symlinkSync(outside.file, workspace.file)
    expect(thrownBy(() => story(workspace))).toMatchObject({ fault: 'outside' })
    const disk = diskWith(MARKER)
    const fault = new Error('of the test')
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'read') throw fault
      return go()
    })
    expect(thrownBy(() => story(ON_DISK, { ops }))).toBe(fault)
    expect(disk.open).toBe(0)
  })
})
