import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { PLAIN_STYLES, type Styles, widthOf } from '@dos/terminal-text'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { anyText, speaksToTerminal } from '../../terminal-text/test/support/texts.ts'
import { renderFacts, renderStory, type StoryView, type ToldLine, wordsOf } from '../src/index.ts'

setDefaultTimeout(60_000)

const at = (ts: string, reason?: string, more: Record<string, unknown> = {}) => ({ ts, reason, ...more })
const LOOP = '--loop says that this hook is bound to a loop'

/** Every kind of line. */
const LINES: readonly ToldLine[] = (
  [
    { kind: 'marker', op: 'MARKER', streak: 3, fields: at('2026-06-09T23:58:00Z', LOOP, { run_id: 'r1' }) },
    {
      kind: 'skipped',
      why: 'not-json',
      streak: 3,
      text: '{"op":"MARKER","reason":"--loop says that this hook',
    },
    {
      kind: 'marker',
      op: 'MARKER',
      streak: 4,
      fields: at('2026-06-10T00:01:00Z', 'a scheduled prompt', { verb: 'wake' }),
    },
    { kind: 'other-op', op: 'SPENT', streak: 4, fields: at('2026-06-10T00:02:00Z', 'the budget is spent') },
    { kind: 'other-op', op: 7, streak: 4, fields: {} },
    { kind: 'skipped', why: 'foreign', streak: 4, text: '', schema: { family: 'lease', version: 1 } },
    { kind: 'skipped', why: 'too-new', streak: 4, text: '', schema: { family: 'wait-marker', version: 2 } },
    { kind: 'skipped', why: 'too-new', streak: 4, text: '', schema: 7 },
    { kind: 'skipped', why: 'not-an-object', streak: 4, text: '[]' },
    { kind: 'skipped', why: 'empty', streak: 4, text: '' },
    { kind: 'reset', op: 'RESET', streak: 0, fields: at('2026-06-10T00:03:00Z') },
    { kind: 'reset', op: 'RESET', streak: 0, fields: at('yesterday', 'progress: a commit') },
    { kind: 'skipped', why: 'too-long', streak: 0, text: 'xxx', bytes: 5 * 1024 * 1024 },
    { kind: 'marker', op: 'MARKER', streak: undefined, fields: at('2026-06-10T00:04:00Z', 'w') },
    { kind: 'reset', op: 'RESET', streak: 0, fields: at('2026-06-10T00:05:00Z', 'progress: a commit') },
    { kind: 'skipped', why: 'torn', streak: 0, text: '{"op":"MAR' },
  ] as const
).map((line, index) => ({ bytes: 100, ...line, number: index + 96 }) as ToldLine)

const render = (view: StoryView, columns: number | undefined) =>
  renderStory(view, { columns, styles: PLAIN_STYLES })

describe('A story', () => {
  test.each([60, 100, undefined])('in %p columns', (columns) => {
    expect(`\n${render({ lines: LINES, leftOut: 95 }, columns).join('\n')}\n`).toMatchSnapshot()
  })

  test('of all lines says nothing of lines left out, and of no lines nothing at all', () => {
    expect(render({ lines: LINES, leftOut: 0 }, 100)[0]).toStartWith('LINE')
    expect(render({ lines: LINES, leftOut: 1 }, 100)[0]).toBe(
      'One earlier line is left out: --all shows it, too.',
    )
    expect(render({ lines: LINES, leftOut: 2, bounded: true }, 100)[0]).toBe(
      '2 earlier lines are left out: the tally is too long to show; its file has them.',
    )
    expect(render({ lines: [], leftOut: 0 }, 100)).toEqual([])
  })

  test.each([
    ['SPENT', 'the budget was found spent, and the turn released'],
    ['HALT', 'the run went on after its budget was spent, and was halted'],
    ['WAIT', 'waited outside the conversation, and released the turn'],
    ['SCHEDULE', 'remembers which prompts are scheduled'],
    ['toString', ''],
  ])('of %s says what it means where nobody wrote down why', (op, words) => {
    const told = (reason?: string) =>
      wordsOf({ kind: 'other-op', op, number: 1, bytes: 9, streak: 4, fields: { reason } })
    expect(told()).toBe(`${words} (counts nothing)`.trim())
    expect(told('mine')).toBe('mine (counts nothing)')
  })

  test('where nothing has to fit is one line for each, with the whole time in it', () => {
    const lines = render({ lines: LINES, leftOut: 0 }, undefined)
    expect(lines).toHaveLength(LINES.length + 1)
    expect(lines[1]).toContain('2026-06-09T23:58:00Z')
  })

  test('is never wider than the terminal and never speaks to it, whatever stands in the tally', () => {
    const base = { number: fc.nat(1e7), bytes: fc.nat(), streak: fc.option(fc.nat(9), { nil: undefined }) }
    const line = fc.oneof(
      fc.record({
        ...base,
        kind: fc.constantFrom('marker', 'reset', 'other-op'),
        op: fc.oneof(anyText, fc.jsonValue()),
        fields: fc.record({
          ts: fc.oneof(anyText, fc.constant('2026-06-10T00:01:00Z')),
          reason: anyText,
          run_id: anyText,
          verb: anyText,
        }),
      }),
      fc.record({
        ...base,
        kind: fc.constant('skipped'),
        why: fc.constantFrom('empty', 'torn', 'not-json', 'not-an-object', 'foreign', 'too-new', 'too-long'),
        text: anyText,
        schema: fc.oneof(fc.jsonValue(), fc.record({ family: anyText, version: fc.jsonValue() })),
      }),
    ) as fc.Arbitrary<ToldLine>
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.nat(3),
        fc.integer({ min: 12, max: 200 }),
        (lines, leftOut, columns) => {
          for (const told of render({ lines, leftOut }, columns)) {
            expect(widthOf(told)).toBeLessThanOrEqual(columns)
            expect(speaksToTerminal(told)).toBe(false)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is dressed by what a line does', () => {
    const styles: Styles = {
      ...PLAIN_STYLES,
      strong: (text) => `<s>${text}</s>`,
      good: (text) => `<good>${text}</good>`,
      warn: (text) => `<warn>${text}</warn>`,
    }
    const lines = renderStory(
      { lines: LINES.slice(0, 2).concat(LINES.slice(10, 11)), leftOut: 0 },
      { columns: undefined, styles },
    )
    expect(lines[1]).toContain('<s>MARKER </s>')
    expect(lines[2]).toContain('<warn>no JSON</warn>')
    expect(lines[3]).toContain('<good>RESET</good>')
  })
})

describe('Facts', () => {
  const facts = [
    { name: 'event', value: 'Stop' },
    { name: 'CID_RUN_ID', value: 'not set' },
    {
      name: 'verdict',
      value: `release: ${LOOP}, and so on and so forth until the line is too long`,
      tone: 'bad',
    },
  ] as const

  test('stand one below the other, and go on below themselves', () => {
    expect(renderFacts(facts, { columns: 60, styles: PLAIN_STYLES })).toEqual([
      'event       Stop',
      'CID_RUN_ID  not set',
      'verdict     release: --loop says that this hook is bound to',
      '            a loop, and so on and so forth until the line is',
      '            too long',
    ])
  })

  test('are dressed where they are told how', () => {
    const styles = { ...PLAIN_STYLES, bad: (text: string) => `<bad>${text}</bad>` }
    const lines = renderFacts(facts, { columns: undefined, styles })
    expect(lines[0]).toBe('event       Stop')
    expect(lines[2]).toMatch(/^verdict {5}<bad>release: .* too long<\/bad>$/)
  })

  test('have a name that is too long on a line of its own', () => {
    const name = 'A_VARIABLE_WITH_A_VERY_LONG_NAME'
    expect(renderFacts([{ name, value: 'set' }], { columns: 60, styles: PLAIN_STYLES })).toEqual([
      name,
      `${' '.repeat(26)}set`,
    ])
  })

  test('are never wider than the terminal and never speak to it', () => {
    const fact = fc.record({ name: anyText, value: anyText })
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 4 }), fc.integer({ min: 8, max: 120 }), (some, columns) => {
        for (const line of renderFacts(some, { columns, styles: PLAIN_STYLES })) {
          expect(widthOf(line)).toBeLessThanOrEqual(columns)
          expect(speaksToTerminal(line)).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })
})
