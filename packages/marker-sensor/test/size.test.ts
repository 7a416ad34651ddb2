import { describe, expect, setDefaultTimeout, spyOn, test } from 'bun:test'
import {
  claim,
  count,
  encodeRecord,
  type FileOps,
  MAX_SILENT_BYTES,
  nodeFileOps,
  reset,
  streak,
} from '../src/index.ts'
import { intercept } from './support/memory-disk.ts'
import { makeWorkspace, NOW, thrownBy } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MiB = 1024 * 1024
const MANY = 100_000
const LINE = `${encodeRecord({ op: 'MARKER', now: NOW, reason: 'waiting' })}\n`
const RESET = `${encodeRecord({ op: 'RESET', now: NOW })}\n`
const CLAIM = { id: 'the-claim', cap: 4, now: NOW }
const SLOW = 30_000

/** The real file operations, and how many bytes have been read through them: in all, and at once at the most. */
function counted(): { readonly ops: FileOps; readonly bytes: { all: number; atOnce: number } } {
  const bytes = { all: 0, atOnce: 0 }
  const ops = intercept(nodeFileOps, ({ name, go }) => {
    const answer = go()
    if (name === 'read') {
      bytes.all += Number(answer)
      bytes.atOnce = Math.max(bytes.atOnce, Number(answer))
    }
    return answer
  })
  return { ops, bytes }
}

/** So many bytes of the same text again and again. */
const full = (bytes: number, of: string) => Buffer.alloc(bytes, of)

describe('A tally of a hundred thousand markers', () => {
  const tally = full(MANY * LINE.length, LINE)

  test(
    'and no reset refuses a claim after one block, and is counted whole where no limit is given',
    () => {
      using workspace = makeWorkspace()
      workspace.put(tally)
      const { ops, bytes } = counted()
      expect(claim(workspace, CLAIM, { ops })).toEqual({ granted: false, count: 4 })
      expect(count(workspace, { ops, limit: 4 })).toBe(4)
      expect(bytes.all).toBe(2 * 4096)

      expect(streak(workspace, { ops, last: 1 })).toEqual({
        count: MANY,
        last: [
          {
            op: 'MARKER',
            fields: expect.objectContaining({ reason: 'waiting', ts: '2026-06-09T12:52:00Z' }),
          },
        ],
      })
      expect(bytes.all).toBe(2 * 4096 + tally.length)
      expect(bytes.atOnce).toBe(64 * 1024)
    },
    SLOW,
  )

  test(
    'and a reset grants a claim after two blocks and the last byte',
    () => {
      using workspace = makeWorkspace()
      workspace.put(tally)
      const { ops, bytes } = counted()
      reset(workspace, { now: NOW }, { ops })
      expect(bytes.all).toBe(1)
      expect(claim(workspace, CLAIM, { ops })).toEqual({ granted: true, count: 1 })
      expect(count(workspace, { ops })).toBe(1)
      expect(bytes.all).toBe(1 + 4096 + 1 + 4096 + 4096)
    },
    SLOW,
  )
})

describe('A tally that is not one', () => {
  for (const [garbage, text] of [
    ['garbage without line ends', 'x'],
    ['line ends alone', '\n'],
    ['line ends of Windows alone', '\r\n'],
    ['short lines', '{x\n'],
    ['lines of text', 'lorem ipsum dolor sit amet\n'],
    ['zero bytes', '\0'],
    ['records of other ops', '{"op":"NOTE","text":"something else"}\n'],
    ['records too new to read', '{"op":"MARKER","schema":9}\n'],
  ] as const) {
    test(
      `but 12 MB of ${garbage} is refused after a few MiB, and works again after a reset`,
      () => {
        using workspace = makeWorkspace()
        workspace.put(full(12 * MiB, text))
        const { ops, bytes } = counted()
        for (const act of [() => claim(workspace, CLAIM, { ops }), () => count(workspace, { ops })]) {
          bytes.all = 0
          const thrown = thrownBy(act)
          expect(thrown).toMatchObject({ name: 'TallyError', fault: 'unreadable', path: workspace.file })
          expect(String(thrown)).toMatch(/in the 4 MiB after byte \d+: move it away, a new one will be made$/)
          expect(bytes.all).toBeLessThan(MAX_SILENT_BYTES + 2 * 64 * 1024)
          expect(bytes.all).toBeGreaterThanOrEqual(MAX_SILENT_BYTES)
        }
        bytes.all = 0
        reset(workspace, { now: NOW }, { ops })
        expect(claim(workspace, CLAIM, { ops })).toEqual({ granted: true, count: 1 })
        expect(bytes.all).toBeLessThan(3 * 4096)
      },
      SLOW,
    )
  }

  test(
    'but one line of 10 MB is passed by neither from within nor from behind',
    () => {
      using workspace = makeWorkspace()
      for (const [behind, marker] of [
        ['', 'not reached'],
        [LINE, 'not enough'],
      ] as const) {
        const line = full(10 * MiB, `{"op":"MARKER","reason":"`)
        workspace.put(Buffer.concat([Buffer.from(RESET), line, Buffer.from(`"}\n${behind}`)]))
        const { ops, bytes } = counted()
        expect({ marker, thrown: thrownBy(() => claim(workspace, CLAIM, { ops })) }).toMatchObject({
          marker,
          thrown: { fault: 'unreadable' },
        })
        expect(bytes.all).toBeLessThan(MAX_SILENT_BYTES + 2 * 64 * 1024)
      }
    },
    SLOW,
  )

  test('but line ends alone is passed over without a parse of each', () => {
    using workspace = makeWorkspace()
    workspace.put(`${RESET}${'\r\n'.repeat(1000)}${LINE}${'\n'.repeat(1000)}`)
    const parse = spyOn(JSON, 'parse')
    try {
      expect(count(workspace)).toBe(1)
      expect(parse).toHaveBeenCalledTimes(2)
    } finally {
      parse.mockRestore()
    }
  })

  test('is nobody’s business behind a spent streak or a reset', () => {
    using workspace = makeWorkspace()
    const garbage = `${'x'.repeat(5 * MiB)}\n`
    workspace.put(garbage + LINE.repeat(4))
    expect(count(workspace, { limit: 4 })).toBe(4)
    expect(claim(workspace, CLAIM)).toEqual({ granted: false, count: 4 })
    workspace.put(garbage + RESET + LINE)
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, count: 2 })
  })
})

describe('Silence between countable records', () => {
  const silence = (bytes: number) => `${'x'.repeat(bytes - 1)}\n`

  test('is borne up to its bound, at each record anew', () => {
    using workspace = makeWorkspace()
    const most = silence(MAX_SILENT_BYTES - 1)
    workspace.put(LINE + most + LINE + most)
    expect(count(workspace)).toBe(2)
  })

  test('is refused from there on, be it one line or many', () => {
    using workspace = makeWorkspace()
    for (const many of [1, 2, 1024]) {
      workspace.put(LINE + silence((MAX_SILENT_BYTES + 1024) / many).repeat(many))
      expect(thrownBy(() => count(workspace))).toMatchObject({ fault: 'unreadable' })
    }
  })

  test('at the beginning of a file is borne, too: there was no streak', () => {
    using workspace = makeWorkspace()
    workspace.put(silence(MAX_SILENT_BYTES - 1))
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, count: 1 })
  })
})
