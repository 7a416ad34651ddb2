import { describe, expect, test } from 'bun:test'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import {
  claim,
  count,
  encodeRecord,
  MAX_SILENT_BYTES,
  recall,
  record,
  reset,
  streak,
  TallyError,
} from '../src/index.ts'
import { anyTally } from './support/lines.ts'
import { diskWith, intercept, MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { makeWorkspace, NOW, thrownBy } from './support/workspace.ts'

/** One line of this op that carries a number. */
const note = (n: unknown, op = 'NOTE') => `${encodeRecord({ op, now: NOW, fields: { n } })}\n`

const numberOf = ({ fields }: { readonly fields: Readonly<Record<string, unknown>> }) =>
  fields['n'] ?? undefined

/** The numbers in the order in which they are asked for. */
function asked(disk: MemoryDisk, most?: number): readonly unknown[] {
  const seen: unknown[] = []
  const answer = recall(
    ON_DISK,
    ({ fields }) => {
      seen.push(fields['n'])
      return undefined
    },
    { ...disk, ...(most !== undefined && { most }) },
  )
  expect(answer).toBeUndefined()
  return seen
}

describe('What is recalled', () => {
  test('is the first answer, the newest entry first, whatever the op', () => {
    const disk = diskWith(note(1) + note(2, 'MARKER') + note(3, 'RESET') + note(4))
    expect(asked(disk)).toEqual([4, 3, 2, 1])
    const seen: unknown[] = []
    const answer = recall(
      ON_DISK,
      ({ op, fields }) => {
        seen.push(op)
        return fields['n'] === 2 ? 'here' : undefined
      },
      disk,
    )
    expect([answer, seen]).toEqual(['here', ['NOTE', 'RESET', 'MARKER']])
  })

  test.each([[null], [false], [0], ['']])('may be %p, which is an answer', (answer) => {
    expect(recall(ON_DISK, () => answer, diskWith(note(1)))).toBe(answer)
  })

  test('is every field as it was written, and an op that is missing or no text', () => {
    const disk = diskWith('{"op":7,"own":{"a":[1]}}\n{"own":2}\n')
    const entries: unknown[] = []
    recall(ON_DISK, (entry) => void entries.push(entry), disk)
    expect(entries).toEqual([
      { op: undefined, fields: { own: 2 } },
      { op: 7, fields: { op: 7, own: { a: [1] } } },
    ])
  })

  test('passes over lines that are torn, foreign, too new, empty or no object', () => {
    const skipped = [
      '{"n":9,"op":"NOTE"',
      '{"n":9}{"n":9}',
      '{"n":9,"schema":{"family":"lease","version":1}}',
      '{"n":9,"schema":{"family":"wait-marker","version":2}}',
      '{"n":9,"schema":2}',
      '[{"n":9}]',
      'null',
      '9',
      '',
      '\ufeff{"n":9}',
    ]
    for (const line of skipped) {
      const disk = diskWith(`${note(1)}${line}\n${note(2)}`)
      expect(asked(disk)).toEqual([2, 1])
      expect(asked(diskWith(`${note(1)}${line}`))).toEqual([1])
    }
  })

  test('is never a newer record', () => {
    expect(recall(ON_DISK, numberOf, diskWith('{"n":9,"schema":2}\n'))).toBeUndefined()
  })

  test('is nothing where there is no tally, none is made, and nothing is asked', () => {
    const disk = new MemoryDisk()
    expect(asked(disk)).toEqual([])
    expect(disk.ops.look(ON_DISK.home)).toBeUndefined()
    expect(asked(diskWith(''))).toEqual([])
  })

  test('comes from any tally in the order of its lines, and closes what it opened', () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        const disk = diskWith(tally)
        const ids: unknown[] = []
        recall(ON_DISK, ({ op, fields }) => void (op === 'MARKER' && ids.push(fields['id'])), {
          ...disk,
          most: 1000,
        })
        const { last } = streak(ON_DISK, { ...disk, last: 1000 })
        const markers = last.filter(({ op }) => op === 'MARKER').map(({ fields }) => fields['id'])
        expect(ids.slice(0, markers.length).toReversed()).toEqual(markers)
        expect(disk.open).toBe(0)
      }),
    )
  })
})

describe('A recall looks back', () => {
  const hundreds = Array.from({ length: 300 }, (_, n) => note(n)).join('')

  test('a hundred lines unless told otherwise, the empty one at the end among them', () => {
    expect(asked(diskWith(hundreds))).toEqual(Array.from({ length: 99 }, (_, n) => 299 - n))
    expect(asked(diskWith(hundreds.trimEnd()))).toHaveLength(100)
  })

  test('as many lines as it is told, readable or not', () => {
    expect(asked(diskWith(hundreds), 3)).toEqual([299, 298])
    expect(asked(diskWith(hundreds), 0)).toEqual([])
    expect(asked(diskWith(`${note(1)}x\nx\n${note(2)}`), 4)).toEqual([2])
    expect(asked(diskWith(hundreds), Number.POSITIVE_INFINITY)).toHaveLength(300)
  })

  test('no further than 4 MiB, however many lines it may look at', () => {
    using workspace = makeWorkspace()
    const long = note('x'.repeat(1024 * 1024 - 200))
    workspace.put(note(1) + long.repeat(3))
    expect(recall(workspace, ({ fields }) => (fields['n'] === 1 ? 'here' : undefined))).toBe('here')
    workspace.put(note(1) + long.repeat(5))
    let bytes = 0
    const found = recall(workspace, ({ fields }) => {
      bytes += String(fields['n']).length
      return fields['n'] === 1 ? 'here' : undefined
    })
    expect(found).toBeUndefined()
    expect(bytes).toBeLessThanOrEqual(MAX_SILENT_BYTES)
  })

  test('into no line that is longer than that', () => {
    using workspace = makeWorkspace()
    workspace.put(`${note(1)}${'x'.repeat(MAX_SILENT_BYTES + 100_000)}`)
    const error = thrownBy(() => recall(workspace, numberOf))
    expect(error).toBeInstanceOf(TallyError)
    expect(error).toMatchObject({ fault: 'unreadable', path: workspace.file })
  })

  test('by one block of a long tally where its end has the answer', () => {
    using workspace = makeWorkspace()
    workspace.put(note(1).repeat(100_000))
    const disk = new MemoryDisk()
    disk.put(ON_DISK.file, Buffer.from(workspace.text()))
    let bytes = 0
    const ops = intercept(disk.ops, ({ name, go }) => {
      const answer = go()
      if (name === 'read') bytes += Number(answer)
      return answer
    })
    expect(recall(ON_DISK, numberOf, { ops })).toBe(1)
    expect(bytes).toBe(4096)
  })

  test('not at all through a link out of the workspace, nor at what is no file', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    outside.put(note(1))
    mkdirSync(workspace.folder, { recursive: true })
    symlinkSync(outside.file, workspace.file)
    expect(thrownBy(() => recall(workspace, numberOf))).toMatchObject({ fault: 'outside' })
    rmSync(workspace.file)
    mkdirSync(workspace.file)
    expect(thrownBy(() => recall(workspace, numberOf))).toMatchObject({ fault: 'not-a-file' })
  })

  test('with the faults of whoever asks passed on, the file closed', () => {
    const disk = diskWith(note(1))
    const fault = new Error('of the caller')
    const error = thrownBy(() =>
      recall(
        ON_DISK,
        () => {
          throw fault
        },
        disk,
      ),
    )
    expect(error).toBe(fault)
    expect(disk.open).toBe(0)
  })
})

describe('An op of a caller’s own', () => {
  test('does nothing to the count, wherever it stands', () => {
    const op = fc.constantFrom('MARKER', 'RESET', 'NOTE', 'marker', 'SPENT', 'RESET ', '')
    fc.assert(
      fc.property(fc.array(op, { maxLength: 30 }), (ops) => {
        const disk = new MemoryDisk()
        let expected = 0
        for (const each of ops) {
          record(ON_DISK, { op: each, now: NOW, fields: { op: 'MARKER', n: 1 } }, disk)
          expected = each === 'MARKER' ? expected + 1 : each === 'RESET' ? 0 : expected
          expect(count(ON_DISK, disk)).toBe(expected)
        }
      }),
    )
  })

  test('takes no place from a claim, whose own fields are kept beside it', () => {
    const disk = new MemoryDisk()
    claim(ON_DISK, { cap: 2, id: 'a', now: NOW, fields: { n: 1 } }, disk)
    for (let at = 0; at < 5; at += 1) record(ON_DISK, { op: 'NOTE', now: NOW }, disk)
    expect(claim(ON_DISK, { cap: 2, id: 'b', now: NOW }, disk)).toEqual({ granted: true, count: 2 })
    expect(recall(ON_DISK, numberOf, disk)).toBe(1)
    reset(ON_DISK, { now: NOW, fields: { n: 2 } }, disk)
    expect([recall(ON_DISK, numberOf, disk), count(ON_DISK, disk)]).toEqual([2, 0])
  })
})
