import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { PLAIN_STYLES, type Styles, widthOf } from '@dos/terminal-text'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { anyText, hostile, speaksToTerminal } from '../../terminal-text/test/support/texts.ts'
import {
  compareSessions,
  type FoundTally,
  moreWords,
  renderStatus,
  type StatusView,
  statusRows,
  viewSession,
} from '../src/index.ts'

setDefaultTimeout(60_000)

const NOW = Date.UTC(2026, 5, 9, 12, 52)
const MINUTE = 60 * 1000

const found = (
  session: string,
  count: number,
  minutes: number,
  [op, reason, run_id]: readonly [op: string, reason: string, run?: string],
): FoundTally => ({
  ...{ session, changedAt: NOW - minutes * MINUTE, ok: true, count },
  last: { op, fields: { reason, run_id } },
})

const LOOP = '--loop says that this hook is bound to a loop'
const TALLIES: readonly FoundTally[] = [
  found('0198c1e2-7a10-7c3e-9d55-1f0a6b2c4d8e', 4, 2, ['MARKER', LOOP]),
  found('nightly', 3, 61, ['MARKER', 'a pass of a loop', 'nightly']),
  found('待つ🚀', 1, 0, ['WAIT', 'waited 12 s for a background shell to end']),
  found('docs', 0, 5, ['RESET', 'progress: a commit, uncommitted work changed (1 file)']),
  found('last-week', 3, 7 * 24 * 60, ['MARKER', LOOP]),
  {
    ...{ session: 'folder', changedAt: NOW, ok: false },
    why: '/home/me/project/.dos/markers/folder.jsonl is not a regular file: move it away',
  },
]

function viewOf(tallies: readonly FoundTally[], more: Partial<StatusView> = {}): StatusView {
  const { cap = 4 } = more
  const sessions = tallies.map((tally) => viewSession(tally, { cap, now: NOW })).toSorted(compareSessions)
  return { workspace: '/home/me/project', cap, sessions, older: 0, ...more }
}

const plain = (view: StatusView, columns: number) => renderStatus(view, { columns, styles: PLAIN_STYLES })

/** Styles that can be seen. */
const MARKED: Styles = {
  ...{ strong: (text) => `<s>${text}</s>`, faint: (text) => `<f>${text}</f>` },
  ...{ bad: (text) => `<bad>${text}</bad>`, warn: (text) => `<warn>${text}</warn>` },
  good: (text) => `<good>${text}</good>`,
}

describe('The status of a workspace', () => {
  test('says what the last record means where nobody wrote down why', () => {
    const view = viewOf([found('s', 4, 1, ['HALT', ''])])
    const words = 'the run went on after its budget was spent, and was halted'
    expect(plain(view, 120).at(-1)).toEndWith(words)
    expect(statusRows(view)[1]).toEndWith(`\t${words}`)
  })

  test.each([60, 100, 200])('in %d columns', (columns) => {
    expect(`\n${plain(viewOf(TALLIES, { older: 12 }), columns).join('\n')}\n`).toMatchSnapshot()
  })

  test('is dressed by what needs attention', () => {
    const lines = renderStatus(viewOf(TALLIES, { older: 1 }), { columns: 90, styles: MARKED })
    expect(`\n${lines.join('\n')}\n`).toMatchSnapshot()
  })

  test('is of the same text with and without colours', () => {
    const dressed = renderStatus(viewOf(TALLIES), { columns: 90, styles: MARKED })
    expect(dressed.map((line) => line.replaceAll(/<\/?[a-z]+>/g, ''))).toEqual([
      ...plain(viewOf(TALLIES), 90),
    ])
  })

  test('is never wider than the terminal and never speaks to it, whatever sessions are called', () => {
    const tally = fc
      .record({
        session: anyText,
        count: fc.nat(7),
        minutes: fc.nat(3000),
        op: anyText,
        why: anyText,
        run: anyText,
        ok: fc.boolean(),
      })
      .map(
        ({ session, count, minutes, op, why, run, ok }): FoundTally =>
          ok ? found(session, count, minutes, [op, why, run]) : { session, changedAt: NOW, ok, why },
      )
    fc.assert(
      fc.property(
        fc.array(tally, { maxLength: 6 }),
        fc.record({ workspace: anyText, cap: fc.nat(12), older: fc.nat(3) }),
        fc.integer({ min: 8, max: 220 }),
        (tallies, more, columns) => {
          for (const line of plain(viewOf(tallies, more), columns)) {
            expect(widthOf(line)).toBeLessThanOrEqual(columns)
            expect(speaksToTerminal(line)).toBe(false)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('keeps its columns one below the other beside wide and hostile names', () => {
    const tallies = hostile.map((session, at) => found(session, 1, at, ['MARKER', 'why']))
    const [titles = '', ...lines] = plain(viewOf(tallies), 100).slice(2)
    const age = titles.indexOf('AGE') + 'AGE'.length
    expect(lines).toHaveLength(hostile.length)
    for (const line of lines) {
      const before = /^.*?\d+ (?:min|s)(?= {2}MARKER)/.exec(line)?.[0] ?? ''
      expect(widthOf(before)).toBe(age)
    }
  })

  test('has a column of runs only where there is one', () => {
    const title = (tallies: readonly FoundTally[]) => plain(viewOf(tallies), 200)[2]
    expect(title([found('a', 1, 1, ['MARKER', 'w', 'r'])])).toContain('RUN')
    expect(title([found('a', 1, 1, ['MARKER', 'w'])])).not.toContain('RUN')
  })
})

describe('What is not shown', () => {
  test.each([
    [0, 0, 'No session of /home/me/project has a tally: nothing was held or counted here yet.'],
    [0, 1, 'One session was last written more than a day ago, none since: --all shows it.'],
    [0, 7, '7 sessions were last written more than a day ago, none since: --all shows them.'],
    [1, 1, 'One session was last written more than a day ago: --all shows it, too.'],
    [1, 7, '7 sessions were last written more than a day ago: --all shows them, too.'],
    [1, 0, undefined],
  ])('beside %d sessions, %d older ones, is told in a sentence', (shown, older, words) => {
    expect(moreWords(viewOf(TALLIES.slice(0, shown), { older }))).toBe(words)
  })
})

describe('The rows for other programs', () => {
  test('are a line of titles and one for each session, with tabs between and nothing cut', () => {
    const rows = statusRows(viewOf(TALLIES))
    expect(`\n${rows.join('\n')}\n`).toMatchSnapshot()
    expect(rows).toHaveLength(TALLIES.length + 1)
  })

  test('always have nine fields and never speak to a terminal', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (session, op, why, run) => {
        for (const row of statusRows(viewOf([found(session, 1, 1, [op, why, run])], { workspace: why }))) {
          expect(row.split('\t')).toHaveLength(9)
          expect(speaksToTerminal(row.replaceAll('\t', ''))).toBe(false)
        }
      }),
    )
  })
})
