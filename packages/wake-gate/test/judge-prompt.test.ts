import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { judgePrompt, type PromptKind } from '../src/index.ts'
import { NO_COUNTS } from './support/no-counts.ts'

const KINDS: readonly PromptKind[] = ['notification', 'continuation', 'scheduled', 'human']
const counts = fc.nat({ max: 20 })

describe('the judgement of a prompt', () => {
  test.each([
    // kind, streak, cap, what becomes of it
    ['notification', 0, 4, 'pass'],
    ['notification', 4, 4, 'pass'],
    ['notification', 9, 0, 'pass'],
    ['continuation', 0, 4, 'pass'],
    ['continuation', 9, 0, 'pass'],
    ['human', 0, 4, 'reset'],
    ['human', 4, 4, 'reset'],
    ['human', 9, 0, 'reset'],
    ['scheduled', 0, 4, 'claim'],
    ['scheduled', 3, 4, 'claim'],
    ['scheduled', 4, 4, 'refuse'],
    ['scheduled', 5, 4, 'refuse'],
    ['scheduled', 0, 1, 'claim'],
    ['scheduled', 1, 1, 'refuse'],
    ['scheduled', 0, 0, 'refuse'],
  ] as const)('for one of kind %s after %i no-op turns of %i is to %s', (kind, streak, cap, what) => {
    expect(judgePrompt(kind, streak, cap).do).toBe(what)
  })

  test('turns away only what was scheduled, and only once the budget is spent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), counts, counts, (kind, streak, cap) => {
        const refused = judgePrompt(kind, streak, cap).do === 'refuse'
        expect(refused).toBe(kind === 'scheduled' && streak >= cap)
      }),
    )
  })

  test('says why in a sentence for people, and how to go on after a refusal', () => {
    expect([
      ...KINDS.map((kind) => judgePrompt(kind, 1, 4).reason),
      judgePrompt('scheduled', 4, 4).reason,
    ]).toMatchInlineSnapshot(`
      [
        "a notification of the host: it is never refused and resets nothing",
        "the host goes on with its turn: nobody sent this, and it resets nothing",
        "a scheduled prompt: no-op turn 2 of 4 since the last progress",
        "a prompt of a human",
        "A scheduled prompt was turned away before it cost a request; the budget is spent: 4 of 4 no-op turns since the last progress. To go on, send a prompt of your own in other words: it resets the count. To end the schedule, tell the agent to delete it.",
      ]
    `)
  })

  test.each(NO_COUNTS.map((value) => [value]))('refuses to guess from %p', (value) => {
    for (const kind of KINDS) {
      expect(() => judgePrompt(kind, value as number, 4)).toThrow(RangeError)
      expect(() => judgePrompt(kind, 0, value as number)).toThrow(RangeError)
    }
  })
})
