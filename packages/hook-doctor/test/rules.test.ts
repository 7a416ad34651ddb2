import { describe, expect, test } from 'bun:test'
import { examine, RULES } from '../src/index.ts'
import { CASES, everyWrong, WAITING } from './support/cases.ts'
import { facts } from './support/facts.ts'

const idsOf = (given: Parameters<typeof facts>[0]): readonly string[] =>
  examine(facts(given)).map(({ id }) => id)

describe.each(RULES.map(({ id }) => id))('%s', (id) => {
  const { wrong = [], right = [] } = CASES[id] ?? {}

  test.each(wrong.map((given, index) => [index, given] as const))('is found (%i)', (_, given) => {
    expect(idsOf(given)).toContain(id)
  })

  test.each(right.map((given, index) => [index, given] as const))('is not found nearby (%i)', (_, given) => {
    expect(idsOf(given)).not.toContain(id)
  })
})

test('every case is one of a finding, each with facts that lead to it and facts that do not', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted())
  for (const { wrong, right } of Object.values(CASES)) {
    expect(wrong.length).toBeGreaterThan(0)
    expect(right.length).toBeGreaterThan(0)
  }
})

test('every error and every warning says what mends it, and everything but what is fine why it matters', () => {
  for (const finding of everyWrong().flatMap(examine)) {
    const { severity, what, why, mend } = finding
    if (severity === 'error' || severity === 'warning') expect(mend).toBeDefined()
    expect(why === '').toBe(severity === 'ok')
    expect(what).not.toMatch(/\.$|\n|undefined|NaN|\[object/)
    expect(why).not.toMatch(/\.$|\n|undefined/)
  }
})

test('a guard in order, also one that waits, has no error and no warning', () => {
  for (const given of [facts(), facts(WAITING)]) {
    const findings = examine(given)
    expect(findings.filter(({ severity }) => severity !== 'ok').map(({ id }) => id)).toEqual([
      'last-called',
      'latch-spends-once',
    ])
  }
})
