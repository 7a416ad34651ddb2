import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Claim, type ClaimRequest, claim, count, encodeRecord, record, reset } from '../src/index.ts'
import { type Actor, actor } from './support/interleave.ts'
import { anyTally, foldForward } from './support/lines.ts'
import { diskWith, MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { NOW } from './support/workspace.ts'

const request = (id: string, cap: number): ClaimRequest => ({ id, cap, now: NOW })
const line = (op: 'MARKER' | 'RESET', id?: string) =>
  `${encodeRecord({ op, now: NOW, ...(id !== undefined && { id }) })}\n`

describe('A claim', () => {
  test('is granted place after place until the cap, and not beyond', () => {
    const disk = new MemoryDisk()
    const claims = ['a', 'b', 'c', 'd', 'e'].map((id) => claim(ON_DISK, request(id, 3), disk))
    expect(claims).toEqual([
      { granted: true, count: 1 },
      { granted: true, count: 2 },
      { granted: true, count: 3 },
      { granted: false, count: 3 },
      { granted: false, count: 3 },
    ])
    expect(Buffer.from(disk.content(ON_DISK.file)).toString()).toBe(
      line('MARKER', 'a') + line('MARKER', 'b') + line('MARKER', 'c'),
    )
  })

  test('writes down what it was told, sorted by key', () => {
    const disk = new MemoryDisk()
    claim(ON_DISK, { ...request('a', 1), reason: 'armed by --loop', runId: 'run-7' }, disk)
    expect(Buffer.from(disk.content(ON_DISK.file)).toString()).toBe(
      '{"id":"a","op":"MARKER","reason":"armed by --loop","run_id":"run-7","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}\n',
    )
  })

  test('finds places again after a reset', () => {
    const disk = new MemoryDisk()
    expect(claim(ON_DISK, request('a', 1), disk)).toEqual({ granted: true, count: 1 })
    expect(claim(ON_DISK, request('b', 1), disk)).toEqual({ granted: false, count: 1 })
    reset(ON_DISK, { now: NOW }, disk)
    expect(claim(ON_DISK, request('c', 1), disk)).toEqual({ granted: true, count: 1 })
  })

  test('of a cap of zero is refused without a look at the disk', () => {
    const disk = new MemoryDisk()
    expect(claim(ON_DISK, request('a', 0), disk)).toEqual({ granted: false, count: 0 })
    expect(disk.ops.look(ON_DISK.home)).toBeUndefined()
  })

  test('of what is no cap, no id or no time throws, and touches no disk', () => {
    const wrong: readonly (readonly [Partial<Record<keyof ClaimRequest, unknown>>, string])[] = [
      [{ cap: -1 }, 'cap must be a number from 0 up, but is -1'],
      [{ cap: Number.NaN }, 'cap must be a number from 0 up, but is NaN'],
      [{ cap: '4' }, 'cap must be a number from 0 up, but is "4"'],
      [{ id: 7 }, 'id must be a text, but is 7'],
      [{ id: undefined }, 'id must be a text, but is undefined'],
      [{ now: Number.NaN }, 'now must be a time in milliseconds since 1970, but is NaN'],
    ]
    for (const [part, message] of wrong) {
      const disk = new MemoryDisk()
      const asked = { ...request('a', 4), ...part } as ClaimRequest
      expect(() => claim(ON_DISK, asked, disk)).toThrow(new RangeError(message))
      expect(disk.ops.look(ON_DISK.home)).toBeUndefined()
    }
  })

  test('counts no record that is too new', () => {
    const disk = diskWith('{"op":"MARKER","schema":2}\n')
    expect(claim(ON_DISK, request('b', 1), disk)).toEqual({ granted: true, count: 1 })
  })

  test('takes the place after the markers that are there, behind any tally', () => {
    fc.assert(
      fc.property(anyTally, fc.integer({ min: 1, max: 20 }), (tally, cap) => {
        const disk = diskWith(tally)
        const before = foldForward(tally).length
        const claimed = claim(ON_DISK, request('the claim', cap), disk)
        expect(claimed).toEqual(
          before < cap ? { granted: true, count: before + 1 } : { granted: false, count: cap },
        )
        expect(foldForward(disk.content(ON_DISK.file))).toHaveLength(before + (before < cap ? 1 : 0))
      }),
    )
  })
})

describe('A marker and a reset that no budget is asked for', () => {
  test('are recorded whatever the streak is', () => {
    const disk = diskWith(line('MARKER').repeat(9))
    record(ON_DISK, { op: 'MARKER', now: NOW }, disk)
    expect(count(ON_DISK, disk)).toBe(10)
    reset(ON_DISK, { now: NOW, id: 'r', reason: 'a commit' }, disk)
    expect(count(ON_DISK, disk)).toBe(0)
    expect(Buffer.from(disk.content(ON_DISK.file)).toString()).toEndWith(
      '{"id":"r","op":"RESET","reason":"a commit","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}\n',
    )
  })
})

/** What may be there when several processes come to a tally at once. */
const scene = fc.record({
  cap: fc.integer({ min: 1, max: 4 }),
  /** Markers that the streak has already. */
  before: fc.nat(5),
  /** Whether there was a streak before that. */
  history: fc.boolean(),
  torn: fc.constantFrom('', '{"op":"MARK'),
})
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

const tallyOf = ({ before, history, torn }: Scene) =>
  (history ? line('MARKER').repeat(2) + line('RESET') : '') + line('MARKER').repeat(before) + torn

const diskOf = (set: Scene) => (tallyOf(set) === '' ? new MemoryDisk() : diskWith(tallyOf(set)))

const placesIn = ({ cap, before }: Scene) => Math.max(0, cap - before)

/** Which of the processes does its next step, again and again. */
const schedule = fc.array(fc.nat(), { maxLength: 120, size: 'max' })

/** Plays a schedule to its end and then lets all that still run come to theirs, one by one. */
function play(
  actors: readonly Actor<unknown>[],
  turns: readonly number[],
  afterEach: () => void = () => {},
): void {
  const running = () => actors.filter((each) => each.outcome() === undefined)
  for (const turn of turns) {
    const able = running()
    able[turn % able.length]?.step()
    afterEach()
  }
  for (const each of running()) {
    while (each.outcome() === undefined) {
      each.step()
      afterEach()
    }
  }
}

interface Contender extends Actor<Claim> {
  readonly id: string
}

const contenders = (disk: MemoryDisk, n: number, cap: number, name = 'claim'): readonly Contender[] =>
  Array.from({ length: n }, (_, at) => {
    const id = `${name}-${at}`
    return { id, ...actor(disk.ops, (ops) => claim(ON_DISK, request(id, cap), { ops })) }
  })

function claimOf(contender: Contender): Claim {
  const outcome = contender.outcome()
  if (outcome === undefined || 'error' in outcome)
    throw new Error(`${contender.id} did not end well`, { cause: outcome })
  return outcome.value
}

const grantsAmong = (all: readonly Contender[]) => all.map(claimOf).filter(({ granted }) => granted).length

describe('Claims at the same time, step by step in any order', () => {
  test('get exactly the places that are left', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 7 }), schedule, (set, n, turns) => {
        const disk = diskOf(set)
        const all = contenders(disk, n, set.cap)
        play(all, turns)
        expect(grantsAmong(all)).toBe(Math.min(placesIn(set), n))
        expect(disk.open).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  test('are granted if and only if their rank in the file is within the cap, with resets among them', () => {
    fc.assert(
      fc.property(
        scene,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 2 }),
        schedule,
        (set, n, resets, turns) => {
          const { cap } = set
          const disk = diskOf(set)
          const all = contenders(disk, n, cap)
          const resetting = Array.from({ length: resets }, () =>
            actor(disk.ops, (ops) => reset(ON_DISK, { now: NOW }, { ops })),
          )
          play([...all, ...resetting], turns)
          const rank = ranksIn(disk.content(ON_DISK.file))
          for (const contender of all) {
            const claimed = claimOf(contender)
            const ranked = rank.get(contender.id)
            if (claimed.granted) expect(claimed.count).toBe(ranked ?? Number.NaN)
            else expect(claimed.count).toBe(ranked === undefined ? cap : cap + 1)
            expect(claimed.granted).toBe(ranked !== undefined && ranked <= cap)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('never get more than the places that are left when some are killed half-way', () => {
    fc.assert(
      fc.property(
        scene,
        fc.integer({ min: 2, max: 6 }),
        fc.array(fc.nat(14), { maxLength: 3 }),
        schedule,
        (set, n, killedAfter, turns) => {
          const disk = diskOf(set)
          const all = contenders(disk, n, set.cap)
          // These go a few steps, one after each of the others', and never on: their record may be there or not.
          const killed = contenders(disk, killedAfter.length, set.cap, 'killed')
          let round = 0
          play(all, turns, () => {
            for (const [at, each] of killed.entries()) if (round < (killedAfter[at] ?? 0)) each.step()
            round += 1
          })
          expect(grantsAmong(all)).toBeLessThanOrEqual(placesIn(set))
          expect(grantsAmong(all)).toBeGreaterThanOrEqual(Math.min(placesIn(set), n) - killed.length)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('leave every granted marker where a power loss at any later moment does not reach it', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 5 }), schedule, (set, n, turns) => {
        const disk = diskOf(set)
        const all = contenders(disk, n, set.cap)
        play(all, turns, () => {
          const left = Buffer.from(disk.afterPowerLoss(ON_DISK.file)).toString()
          for (const contender of all) {
            const outcome = contender.outcome()
            if (outcome && 'value' in outcome && outcome.value.granted)
              expect(left).toContain(`"id":"${contender.id}"`)
          }
        })
        expect(grantsAmong(all)).toBe(Math.min(placesIn(set), n))
      }),
      { numRuns: 200 },
    )
  })

  test('leave whole lines only', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 5 }), schedule, (set, n, turns) => {
        const disk = diskOf(set)
        play(contenders(disk, n, set.cap), turns)
        const added = Buffer.from(disk.content(ON_DISK.file)).toString().slice(tallyOf(set).length)
        for (const text of added.split('\n').filter((each) => each !== '')) {
          expect(JSON.parse(text)).toMatchObject({ op: 'MARKER', id: expect.stringMatching(/^claim-\d$/) })
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** The rank of each marker that has an id: its place among the markers since the reset before it. */
function ranksIn(tally: Uint8Array): ReadonlyMap<unknown, number> {
  const ranks = new Map<unknown, number>()
  const lines = Buffer.from(tally).toString().split('\n')
  for (const [at, text] of lines.entries()) {
    const id = /"id":"(claim-\d+)"/.exec(text)?.[1]
    if (id !== undefined) ranks.set(id, foldForward(Buffer.from(lines.slice(0, at + 1).join('\n'))).length)
  }
  return ranks
}
