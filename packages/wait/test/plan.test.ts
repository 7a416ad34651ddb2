import { describe, expect, test } from 'bun:test'
import { answerWait, planWait } from '../src/index.ts'

const FACTS = {
  policy: { background: true, until: 'true' },
  attended: false,
  shells: ['make'],
  unlisted: false,
  untilAllowed: true,
} as const

describe('the plan', () => {
  test.each([
    ['is background shells first, then the condition', {}, ['background', 'until']],
    ['leaves shells alone that a person watches', { attended: true }, ['until']],
    [
      'has shells where nobody says whether a person watches',
      { attended: undefined },
      ['background', 'until'],
    ],
    ['has no shells where none are listed', { shells: [] }, ['until']],
    ['has no shells where the host says nothing', { shells: undefined }, ['until']],
    [
      'has shells where they may be looked for',
      { shells: undefined, unlisted: true },
      ['background', 'until'],
    ],
    ['trusts a list that is empty', { shells: [], unlisted: true }, ['until']],
    [
      'has what the policy asks for: shells',
      { policy: { background: true, until: undefined } },
      ['background'],
    ],
    ['has what the policy asks for: a condition', { policy: { background: false, until: 'x' } }, ['until']],
    ['is empty for a policy that asks for nothing', { policy: { background: false, until: undefined } }, []],
  ])('%s', (_, changed, steps) => {
    expect(planWait({ ...FACTS, ...changed })).toEqual({ steps, untilRefused: false } as never)
  })

  test('has no condition that nobody allowed, and says so', () => {
    expect(planWait({ ...FACTS, untilAllowed: false })).toEqual({ steps: ['background'], untilRefused: true })
    const none = { background: true, until: undefined }
    expect(planWait({ ...FACTS, policy: none, untilAllowed: false }).untilRefused).toBe(false)
  })
})

describe('the answer', () => {
  test.each([
    ['met', 'until', 'hold', true, 'hold'],
    ['met', 'until', 'hold', false, 'hold'],
    ['met', 'until', 'release', true, 'release'],
    ['met', 'until', 'release', false, 'release'],
    ['met', 'background', 'hold', true, 'release'],
    ['met', 'background', 'hold', false, 'hold'],
    ['met', 'background', 'release', true, 'release'],
    ['met', 'background', 'release', false, 'release'],
  ] as const)(
    'to %s, %s, with then = %j, where the host reports: %p, is %s',
    (end, what, onceMet, hostReports, answer) => {
      expect(answerWait(end, { for: what, onceMet, hostReports })).toBe(answer)
    },
  )

  test('to a time that is over, or to nothing to wait for, is what there was without a wait', () => {
    for (const end of ['late', 'nothing'] as const)
      for (const what of ['until', 'background'] as const)
        for (const onceMet of ['hold', 'release'] as const)
          for (const hostReports of [true, false])
            expect(answerWait(end, { for: what, onceMet, hostReports })).toBe('go-on')
  })

  test('to a wait that was ended from outside is to vanish', () => {
    expect(answerWait('aborted', { for: 'until', onceMet: 'hold', hostReports: false })).toBe('vanish')
  })
})
