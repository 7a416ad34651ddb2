import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { toOpenMetrics } from '../src/openmetrics.ts'
import { BOUNDS_MS, summarize } from '../src/summary.ts'
import { anyObservations, NOW, observation } from './support/observations.ts'
import { readOpenMetrics } from './support/openmetrics.ts'

setDefaultTimeout(60_000)

/** The values of one name by its labels, as JSON. */
function valuesOf(text: string, name: string): Readonly<Record<string, number>> {
  const samples = readOpenMetrics(text).families.flatMap((family) => family.samples)
  return Object.fromEntries(
    samples
      .filter((sample) => sample.name === name)
      .map(({ labels, value }) => [[...labels.values()].join(' '), value]),
  )
}

/** A label as the text that it stands for. */
function shown(label: string): string {
  return label.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/g, (_, long, short) =>
    String.fromCodePoint(Number.parseInt(long ?? short, 16)),
  )
}

describe('OpenMetrics text', () => {
  test('is valid, whatever was observed', () => {
    fc.assert(
      fc.property(anyObservations, fc.array(fc.string({ unit: 'binary' })), (observations, words) => {
        const skipped = [...new Set(words)].map((name, count) => ({ name, count }))
        const text = toOpenMetrics(summarize(observations, NOW), skipped)
        expect(readOpenMetrics(text).complaints).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('counts every decision once, by verb, outcome and host, and again in the histogram', () => {
    fc.assert(
      fc.property(anyObservations, (observations) => {
        const text = toOpenMetrics(summarize(observations, NOW))
        for (const name of ['dos_hook_decisions_total', 'dos_hook_decision_duration_seconds_count']) {
          const total = Object.values(valuesOf(text, name)).reduce((sum, value) => sum + value, 0)
          expect(total).toBe(observations.length)
        }
      }),
    )
  })

  test('gives back a label as it was, quotes, backslashes and line ends and all', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (outcome) => {
        const text = toOpenMetrics(summarize([observation({ outcome })], NOW))
        const [[label, count] = ['', 0], ...more] = Object.entries(valuesOf(text, 'dos_hook_decisions_total'))
        expect([shown(label), count, more]).toEqual([`marker ${outcome} codex`, 1, []])
      }),
      { examples: [['"'], ['\\'], ['\n'], ['\\n'], ['a\\"\n}{,= b'], ['\\u001b'], ['\\\\u{e0001}\u001b']] },
    )
  })

  test('speaks to no terminal, whatever a label is, and makes no two labels one', () => {
    const hostile = fc.array(
      fc.constantFrom(
        ...[
          '\u001b',
          '\\u001b',
          '\\',
          'u',
          '\u009b',
          '\u007f',
          '\u202e',
          '\u2066',
          '\u200b',
          '\u2028',
          '\u2029',
          '\ufeff',
        ],
        ...['\u00ad', '\r', '\n', '\t', '\0', '\ud800', '\udfff', '\u{e0001}', '\\u005c', 'x', '"'],
      ),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const outcomes = [...new Set([one.join(''), other.join('')])]
        const observations = outcomes.map((outcome) => observation({ outcome }))
        const text = toOpenMetrics(summarize(observations, NOW))
        expect(text).not.toMatch(
          /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u{e0001}]/u,
        )
        expect(readOpenMetrics(text).complaints).toEqual([])
        expect(Object.keys(valuesOf(text, 'dos_hook_decisions_total'))).toHaveLength(outcomes.length)
      }),
      { numRuns: 300 },
    )
  })

  test('reads like this', () => {
    const observations = [
      observation({ latencyMs: 0.75 }),
      observation({ latencyMs: 2.5, ts: '2026-06-09T12:51:00Z' }),
      observation({ latencyMs: 2.501, outcome: 'refused' }),
      observation({ verb: 'check', outcome: 'granted', dialect: undefined, latencyMs: 20_000 }),
    ]
    const skipped = [{ name: 'not-json', count: 2 }]
    expect(toOpenMetrics(summarize(observations, NOW), skipped)).toMatchSnapshot()
  })

  test('of nothing has no samples, and is valid', () => {
    const text = toOpenMetrics(summarize([], NOW))
    const { families, complaints } = readOpenMetrics(text)
    expect(complaints).toEqual([])
    expect(families).toHaveLength(5)
    expect(families.flatMap(({ samples }) => samples)).toEqual([])
  })

  test('sums seconds without the crumbs of rounding', () => {
    const observations = [observation({ latencyMs: 100 }), observation({ latencyMs: 200 })]
    const text = toOpenMetrics(summarize(observations, NOW))
    expect(valuesOf(text, 'dos_hook_decision_duration_seconds_sum')).toEqual({ 'marker codex': 0.3 })
  })

  test('has a bucket up to and with each bound', () => {
    for (const bound of BOUNDS_MS) {
      const text = toOpenMetrics(summarize([observation({ latencyMs: bound })], NOW))
      const buckets = Object.entries(valuesOf(text, 'dos_hook_decision_duration_seconds_bucket'))
      const filled = buckets.filter(([, value]) => value === 1)
      expect(Number.parseFloat(filled[0]?.[0].split(' ')[2] ?? '')).toBe(bound / 1000)
      expect(filled).toHaveLength(BOUNDS_MS.length - BOUNDS_MS.indexOf(bound) + 1)
    }
  })
})

describe('The validity that these tests ask for', () => {
  const valid = [
    '# HELP h_seconds H.',
    '# TYPE h_seconds histogram',
    '# UNIT h_seconds seconds',
    'h_seconds_bucket{a="x",le="0.5"} 1',
    'h_seconds_bucket{a="x",le="+Inf"} 2',
    'h_seconds_count{a="x"} 2',
    'h_seconds_sum{a="x"} 1.5',
    '# HELP c C.',
    '# TYPE c counter',
    'c_total 3',
    '# EOF',
    '',
  ].join('\n')

  test('is met by a text of which no line is wrong', () => {
    expect(readOpenMetrics(valid).complaints).toEqual([])
  })

  test.each([
    ['# EOF\n', '', 'it does not end in # EOF'],
    ['# EOF\n', '# EOF', 'the last line has no end'],
    ['# EOF\n', '# EOF\n# EOF\n', 'not a sample: "# EOF"'],
    ['c_total 3', 'c 3', 'c: does not belong to c'],
    ['c_total 3', 'c_total  3', 'not a sample: "c_total  3"'],
    ['c_total 3', 'c_total -3', 'c: below 0'],
    ['c_total 3', 'c_total 3\nc_total 3', 'c: the same sample twice'],
    ['c_total 3', 'c_total 3\nc_total{a="x"} 3', 'c: samples with other labels'],
    ['c_total 3', 'c_total{a="x",a="y"} 3', 'a: twice in one sample'],
    ['c_total 3', 'c_total{a="x"y"} 3', 'not a label: "a=\\"x\\"y\\""'],
    ['c_total 3', 'c_total{a="\\t"} 3', 'not a label: "a=\\"\\\\t\\""'],
    ['c_total 3', 'c_total 3\n# HELP c_total C.', 'c_total: clashes'],
    ['c_total 3', 'c_total 3\n# HELP c C.', 'c: HELP after a sample'],
    ['c counter', 'c thing', 'c: there is no type thing'],
    ['# HELP c C.\n# TYPE c counter', '# TYPE c counter\n# HELP c C.', 'c: says TYPE HELP'],
    ['# HELP c C.', '# HELP c C.\n# HELP c C.', 'c: says HELP HELP TYPE'],
    ['# HELP c C.', '# HELP c a "C"', 'c: help'],
    ['h_seconds seconds', 'h_seconds bytes', 'h_seconds: not in bytes'],
    ['le="0.5"', 'le="5"', 'h_seconds: a bound that is not written as a fraction'],
    ['le="+Inf"} 2', 'le="0.2"} 2', 'h_seconds: bounds do not rise'],
    ['le="+Inf"} 2', 'le="1.0"} 2', 'h_seconds: the last bucket is not +Inf'],
    ['le="0.5"} 1', 'le="0.5"} 3', 'h_seconds: a bucket holds less than the one below'],
    ['count{a="x"} 2', 'count{a="x"} 1', 'h_seconds: +Inf is not the count'],
    ['h_seconds_sum{a="x"} 1.5\n', '', 'h_seconds: no sum'],
  ])('is not met with %j changed to %j: %s', (from, to, complaint) => {
    expect(valid).toContain(from)
    expect(readOpenMetrics(valid.replace(from, () => to)).complaints).toContain(complaint)
  })
})
