import { describe, expect, test } from 'bun:test'
import { decide, markerPolicy } from '@dos/marker-gate'
import fc from 'fast-check'
import {
  decideStop,
  type SeenProgress,
  type SeenStreak,
  type StopDecision,
  type StopFacts,
} from '../src/index.ts'

/** Facts to be found out, whether they are asked for or not. */
interface Findable {
  readonly progress: SeenProgress
  readonly streak: SeenStreak
}

const RUNS = { numRuns: 3000 }

const length = fc.constantFrom(undefined, 0, 1, 7)
const policy = fc
  .record({
    armOnEvent: fc.subarray(['background_tasks', 'session_crons']),
    respectStopHookActive: fc.boolean(),
    releaseWhenWoken: fc.boolean(),
    onExhausted: fc.constantFrom('release', 'halt'),
  })
  .map((fields) => {
    const made = markerPolicy(fields)
    if (!made.ok) throw new Error('no policy')
    return made.policy
  })

const evidence: fc.Arbitrary<StopFacts> = fc.record({
  stopHookActive: fc.oneof(fc.boolean(), fc.anything()),
  loopFlag: fc.boolean(),
  env: fc.constantFrom({}, { DOS_LOOP: '1' }, { CID_RUN_ID: 'r' }, { OTHER: '1' }),
  lists: fc.record({ background_tasks: length, session_crons: length }),
  attended: fc.constantFrom(undefined, true, false),
  policy,
  cap: fc.nat(6),
})

const findable: fc.Arbitrary<Findable> = fc.record({
  progress: fc.record({
    advanced: fc.boolean(),
    what: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  }),
  streak: fc.record({ markers: fc.nat(9), releasedBefore: fc.boolean() }),
})

/** Asks until there is an answer, and hands over a fact only when it is asked for. */
function settle(given: StopFacts, found: Findable) {
  const asked: (keyof Findable)[] = []
  let facts = given
  let decision: StopDecision = decideStop(facts)
  while (decision.do === 'look' && asked.length < 10) {
    asked.push(decision.at)
    facts = { ...facts, [decision.at]: found[decision.at] }
    decision = decideStop(facts)
  }
  return { asked, decision, facts }
}

describe('The decision', () => {
  test('is not changed by a fact that was not asked for, whatever that fact is', () => {
    let unasked = 0
    fc.assert(
      fc.property(evidence, findable, findable, (given, found, other) => {
        const { asked, decision, facts } = settle(given, found)
        expect(decideStop({ ...given, ...found })).toEqual(decision)
        expect(decideStop({ ...given, ...other, ...facts })).toEqual(decision)
        unasked += 2 - asked.length
      }),
      RUNS,
    )
    expect(unasked).toBeGreaterThan(RUNS.numRuns)
  })

  test('takes at most two looks, progress first, and never twice at the same', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(evidence, findable, (given, found) => {
        seen.add(settle(given, found).asked.join())
      }),
      RUNS,
    )
    expect([...seen].toSorted()).toEqual(['', 'progress', 'progress,streak'])
  })

  test('looks at nothing where the gate leaves the Stop alone, and hands on what the gate said', () => {
    fc.assert(
      fc.property(evidence, findable, (given, found) => {
        const gate = decide(given)
        const { asked, decision } = settle(given, found)
        expect(decision.gate).toEqual(gate)
        expect(asked.length === 0).toBe(!gate.armed)
      }),
      RUNS,
    )
  })

  test('never holds where the streak has reached the cap, and always where it has not and nothing advanced', () => {
    fc.assert(
      fc.property(evidence, findable, (given, found) => {
        const { decision } = settle(given, found)
        const { markers } = found.streak
        const live = decide(given).armed && !found.progress.advanced && markers < given.cap
        expect(decision.do === 'hold').toBe(live)
      }),
      RUNS,
    )
  })

  test('halts only a run that was released at the Stop before, is still kept going, and may be halted', () => {
    let halts = 0
    fc.assert(
      fc.property(evidence, findable, (given, found) => {
        if (settle(given, found).decision.do !== 'halt') return
        halts += 1
        expect([given.stopHookActive, given.policy?.onExhausted, found.streak.releasedBefore]).toEqual([
          true,
          'halt',
          true,
        ])
        expect(given.policy?.respectStopHookActive).toBe(false)
        expect(found.streak.markers).toBeGreaterThanOrEqual(given.cap)
      }),
      RUNS,
    )
    expect(halts).toBeGreaterThan(0)
  })

  test('always is one of five, with a sentence that says why', () => {
    fc.assert(
      fc.property(evidence, findable, (given, found) => {
        const { decision } = settle(given, found)
        expect(['release', 'reset', 'hold', 'halt']).toContain(decision.do)
        expect(decision.do === 'look' ? '' : decision.reason).not.toBe('')
      }),
      RUNS,
    )
  })
})

describe('Its reason', () => {
  const armed: StopFacts = { stopHookActive: false, loopFlag: true, env: {}, cap: 4 }
  const none: SeenProgress = { advanced: false, what: [] }
  const reasonOf = (facts: StopFacts) => {
    const decision = decideStop(facts)
    return decision.do === 'look' ? `look at ${decision.at}` : decision.reason
  }

  test('names what advanced, how far the streak is, or who keeps the agent going', () => {
    const made = markerPolicy({ onExhausted: 'halt', respectStopHookActive: false })
    const halting = {
      ...armed,
      stopHookActive: true,
      progress: none,
      ...(made.ok && { policy: made.policy }),
    }
    expect([
      reasonOf({ ...armed, loopFlag: false }),
      reasonOf({ ...armed, progress: { advanced: true, what: ['a commit', 'a changed file'] } }),
      reasonOf({ ...armed, progress: none, streak: { markers: 1, releasedBefore: false } }),
      reasonOf({ ...armed, progress: none, streak: { markers: 4, releasedBefore: false } }),
      reasonOf({ ...halting, streak: { markers: 4, releasedBefore: true } }),
    ]).toEqual([
      'nothing says that this turn belongs to a loop',
      'progress: a commit, a changed file',
      'no-op turn 2 of 4 since the last progress',
      'the budget is spent: 4 of 4 no-op turns since the last progress',
      'the budget is spent: 4 of 4 no-op turns since the last progress; another hook keeps the agent going',
    ])
  })
})

describe('A number that cannot be', () => {
  const facts: StopFacts = {
    ...{ stopHookActive: false, loopFlag: true, env: {}, cap: 4 },
    progress: { advanced: false, what: [] },
  }

  test.each([-1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused as a cap or as markers: %p',
    (wrong) => {
      expect(() =>
        decideStop({ ...facts, cap: wrong, streak: { markers: 1, releasedBefore: false } }),
      ).toThrow(RangeError)
      expect(() => decideStop({ ...facts, streak: { markers: wrong, releasedBefore: false } })).toThrow(
        RangeError,
      )
    },
  )
})
