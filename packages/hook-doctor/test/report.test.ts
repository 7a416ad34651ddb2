import { describe, expect, test } from 'bun:test'
import { examine, type Finding, report } from '../src/index.ts'
import { everyWrong } from './support/cases.ts'
import { config, facts, heard, hook, host, program, reading, settings, tally } from './support/facts.ts'
import { PLAIN, WORDS } from './support/pages.ts'

/** A guard with something wrong in every area. */
const SICK = facts({
  config: config({
    text: '# ours\n[marker]\nmax_streak = "4"\narm_on_env = []\n',
    problems: [
      {
        table: 'marker',
        line: 3,
        column: 14,
        message: 'max_streak must be a whole number, 0 or more, but is "4"',
      },
    ],
    unknownKeys: [
      { table: 'wait', line: 4, column: 1, message: '[wait] has no key "untill"; the nearest is until' },
    ],
    marker: undefined,
  }),
  hosts: [
    host(
      [
        settings([
          hook({ complaint: 'there is no flag --lop' }),
          hook({ verb: 'rearm', event: 'PreToolUse', moment: 'before-tool', line: 19 }),
        ]),
        settings([], {
          scope: 'project',
          file: '/p/.claude/settings.json',
          trouble: { kind: 'invalid', line: 4, column: 3, message: 'a comma is missing' },
        }),
      ],
      { hearing: heard({ calls: {}, version: '0.1.0', sessions: 3 }) },
    ),
  ],
  programs: [program({ ms: [310, 340, 700] })],
  progressLook: { ms: 203.4, saw: 'commit 1a2b3c4', unseen: 'uncommitted work: it took too long' },
  ...tally({ count: 900, tracked: 3, read: [reading({ refused: 'line 3 is too long' })] }),
})

const FINE = facts()

describe('A report', () => {
  test.each([60, 100, 200, undefined])('of a guard in trouble, %p columns wide', (columns) => {
    expect(report(examine(SICK), { columns, paint: PLAIN })).toMatchSnapshot()
  })

  test('of a guard in order has one line for each area, beside what is good to know', () => {
    expect(report(examine(FINE), { columns: 100, paint: PLAIN })).toMatchSnapshot()
  })

  test('is painted, and says the same without', () => {
    const painted = report(examine(SICK), { columns: 80, paint: WORDS })
    expect(painted).toContain('<red>✗ error  </red>')
    expect(painted.replaceAll(/<\/?(red|yellow|blue|green|b|dim)>/g, '')).toBe(
      report(examine(SICK), { columns: 80, paint: PLAIN }),
    )
  })

  test.each([0, 20, 60])('of %i columns is wrapped at 60, but for paths, commands and code', (columns) => {
    for (const given of everyWrong()) {
      const lines = report(examine(given), { columns, paint: PLAIN }).split('\n')
      const prose = lines.filter((line) => !/\/|^ +run: |^ +\d* \| /.test(line))
      for (const line of prose) expect([...line].length).toBeLessThanOrEqual(60)
    }
  })

  test('of a thousand columns is wrapped at 200', () => {
    const long: Finding = {
      id: 'slow-command',
      area: 'latency',
      severity: 'info',
      what: 'x '.repeat(300),
      why: 'y',
    }
    const lines = report([long], { columns: 1000, paint: PLAIN }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200)
    expect(lines.length).toBeGreaterThan(4)
  })

  test('lets no file speak to the terminal', () => {
    const evil: Finding = {
      id: 'config-malformed',
      area: 'configuration',
      severity: 'error',
      what: 'a\u001b[31m key\u202e',
      why: 'line\u2028end',
      mend: { run: 'dos-hook\u0007' },
      place: { file: '/p/\u001b]0;x\u0007/dos.toml' },
      frame: ['1 | \u001b[2J'],
    }
    expect(report([evil], { columns: 80, paint: PLAIN }).replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\p{Zl}\p{Bidi_Control}]/u,
    )
  })

  test('counts at the end what has to be mended', () => {
    const last = (given: Parameters<typeof facts>[0]) =>
      report(examine(facts(given)), { columns: undefined, paint: PLAIN })
        .trimEnd()
        .split('\n')
        .at(-1)
    expect(last({})).toBe('The guard is in order.')
    expect(last({ hosts: [] })).toBe('Nothing is wrong here, and nothing is guarded.')
    expect(last(tally({ tracked: 1 }))).toBe('0 errors, 1 warning.')
    expect(last({ hosts: [host([settings([hook({ complaint: 'no', flags: ['--loop'] })])])] })).toBe(
      '2 errors, 0 warnings.',
    )
  })
})
