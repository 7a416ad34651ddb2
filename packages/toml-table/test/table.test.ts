import { describe, expect, test } from 'bun:test'
import {
  COUNT,
  defaultsOf,
  demand,
  expectedOf,
  type Given,
  policyOf,
  readFields,
  SWITCH,
  type Table,
  type Takes,
} from '../src/table.ts'

const WORD: Takes = { kind: 'word', words: ['red', 'green', 'blue'] }
const WORDS: Takes = { kind: 'texts', noun: 'colour', words: ['red', 'green'], distinct: true }
const NAMES: Takes = { kind: 'texts', noun: 'name', trimmed: true }
const PATHS: Takes = { kind: 'texts', noun: 'path', distinct: true, most: 3, without: '\0' }
const PATTERNS: Takes = { kind: 'texts', noun: 'pattern', most: 2, longest: 4, without: '\0\n' }
const SECONDS: Takes = { kind: 'number', least: 0.5, most: 60, unit: 'seconds' }
const MS: Takes = { kind: 'number', whole: true, least: 1, most: 5000, unit: 'milliseconds' }
const COMMAND: Takes = { kind: 'command' }

/** What is no value of any kind, whoever says it. */
const NOTHINGS = [
  null,
  {},
  [1],
  [null],
  [['red']],
  () => 1,
  Symbol('one'),
  4n,
  new Date(4),
  new String('red'),
]

interface Kind {
  readonly takes: Takes
  readonly expected: string
  /** Values as they are given, and as they are taken where that differs. */
  readonly taken: readonly (readonly [given: unknown, taken?: unknown])[]
  readonly refused: readonly unknown[]
}

const KINDS: readonly Kind[] = [
  {
    takes: SWITCH,
    expected: 'true or false',
    taken: [[true], [false]],
    refused: [0, 1, 'true', '', []],
  },
  {
    takes: COUNT,
    expected: 'a whole number, 0 or more',
    taken: [[0], [1], [4], [1000], [Number.MAX_SAFE_INTEGER]],
    refused: [-1, -0.5, 2.5, Number.NaN, Infinity, -Infinity, 2 ** 53, 1e300, true, '4', '', []],
  },
  {
    takes: MS,
    expected: 'a whole number of milliseconds from 1 to 5000',
    taken: [[1], [5000]],
    refused: [0, 5001, 1.5, '1', true],
  },
  {
    takes: SECONDS,
    expected: 'a number of seconds from 0.5 to 60',
    taken: [[0.5], [1], [60]],
    refused: [0.49, 60.1, Number.NaN, Infinity, '5', true],
  },
  {
    takes: WORD,
    expected: '"red", "green" or "blue"',
    taken: [['red'], ['blue']],
    refused: ['', 'Red', ' red', 'red,green', 'constructor', true, 0, [], ['red']],
  },
  {
    takes: COMMAND,
    expected: 'a command',
    taken: [['true'], [' test -f x '], [' \n', undefined], ['', undefined]],
    refused: ['a\0b', true, 0, ['true']],
  },
  {
    takes: WORDS,
    expected: '"red", "green" or a list of these',
    taken: [['red', ['red']], [['green', 'red']], [[]], [['red', 'red'], ['red']]],
    refused: ['', ' red', 'blue', ['red', 'blue'], ['red', 1], new Array(1), 0, true],
  },
  {
    takes: NAMES,
    expected: 'a name or a list of names',
    taken: [
      ['A', ['A']],
      ['A,B', ['A,B']],
      [
        [' A', 'B\t', '\n', ''],
        ['A', 'B'],
      ],
      ['  ', []],
      [['A', 'A']],
      [['__proto__', 'constructor']],
    ],
    refused: [['A', 1], new Array(1), 0, true],
  },
  {
    takes: PATHS,
    expected: 'a path or a list of at most 3 paths',
    taken: [
      [' a ', [' a ']],
      [
        ['a', 'b', 'a'],
        ['a', 'b'],
      ],
      [['', ' ', 'a'], ['a']],
    ],
    refused: [['a', 'b', 'c', 'd'], 'a\0b', ['a\0']],
  },
  {
    takes: PATTERNS,
    expected: 'a pattern or a list of at most 2 patterns, each of at most 4 characters',
    taken: [['abcd', ['abcd']], [['a', 'a']]],
    refused: ['abcde', 'a\nb', 'a\0b', ['a', 'b', 'c']],
  },
]

describe.each(KINDS.map((kind) => [kind.expected, kind] as const))(
  '%s',
  (expected, { takes, taken, refused }) => {
    test('is what it is called', () => {
      expect(expectedOf(takes)).toBe(expected)
    })

    test.each(taken.map((pair) => [pair]))('takes %p', (pair) => {
      const [given, wanted] = pair
      expect(demand('it', takes, given)).toEqual(pair.length > 1 ? wanted : given)
    })

    test.each([...refused, ...NOTHINGS].map((value) => [value]))('refuses %p', (value) => {
      expect(() => demand('it', takes, value)).toThrow(RangeError)
      expect(() => demand('it', takes, value)).toThrow(`it must be ${expected}, but is `)
    })
  },
)

interface Paint {
  readonly coats: number
  readonly colours: readonly string[]
  readonly isWet: boolean
}

const PAINT: Table<Paint> = {
  name: 'paint',
  keys: {
    coats: { name: 'coats', takes: COUNT, standard: 2, about: 'How many.' },
    colours: { name: 'colours', takes: WORDS, standard: ['red'], about: 'Which.' },
    isWet: { name: 'is_wet', takes: SWITCH, standard: true, about: 'Whether it still is.' },
  },
}
const DEFAULTS = defaultsOf(PAINT)

describe('the defaults of a table', () => {
  test('are those of its keys, and cannot be changed', () => {
    expect(DEFAULTS).toEqual({ coats: 2, colours: ['red'], isWet: true })
    expect(() => Object.assign(DEFAULTS, { coats: 3 })).toThrow(TypeError)
    expect(() => (DEFAULTS.colours as string[]).push('green')).toThrow(TypeError)
  })
})

describe('a policy at the door', () => {
  test.each<[Given<Paint> | undefined, Partial<Paint>]>([
    [undefined, {}],
    [{}, {}],
    [{ coats: 0 }, { coats: 0 }],
    [{ coats: undefined, colours: undefined, isWet: undefined }, {}],
    [
      { colours: [], isWet: false },
      { colours: [], isWet: false },
    ],
  ])('that is given as %j changes what it names', (given, changed) => {
    expect(policyOf(PAINT, given)).toEqual({ ...DEFAULTS, ...changed })
  })

  test.each([
    [{ coats: 2.5 }, 'coats must be a whole number, 0 or more, but is 2.5'],
    [{ coats: '2' }, 'coats must be a whole number, 0 or more, but is "2"'],
    [{ isWet: null }, 'isWet must be true or false, but is null'],
    [{ colours: ['blue'] }, 'colours must be "red", "green" or a list of these, but is ["blue"]'],
    [null, 'policy must be an object, but is null'],
    [4, 'policy must be an object, but is 4'],
  ])('that is %j is a RangeError that names field, value and what was expected', (given, message) => {
    expect(() => policyOf(PAINT, given as Given<Paint>)).toThrow(new RangeError(message))
  })

  test('has its own lists and no field but its own', () => {
    const colours = ['red']
    const policy = policyOf(PAINT, { colours, other: 1 } as Given<Paint>)
    colours.push('green')
    expect(policy).toEqual(DEFAULTS)
  })
})

describe('a parsed table', () => {
  const read = (value: unknown, base: Paint = DEFAULTS) => readFields(PAINT, value, base)

  test('changes what it names and nothing else, over any base', () => {
    const base = { coats: 7, colours: ['green'], isWet: false }
    expect(read({}, base).policy).toEqual(base)
    expect(read({ is_wet: true, coats: undefined }, base).policy).toEqual({ ...base, isWet: true })
    expect(read(Object.assign(Object.create(null), { coats: 1 })).policy).toEqual({ ...DEFAULTS, coats: 1 })
  })

  test('is refused by the name of each wrong key, in the order of the keys', () => {
    const { policy, refusals } = read({ is_wet: 0, coats: -1 })
    expect(policy).toEqual(DEFAULTS)
    expect(refusals).toEqual([
      { key: 'coats', expected: 'a whole number, 0 or more', actual: -1 },
      { key: 'is_wet', expected: 'true or false', actual: 0 },
    ])
  })

  test.each(
    [null, 0, '', 'paint', true, [], [{}], new Date(0), new Map(), () => ({})].map((value) => [value]),
  )('is refused as a whole where it is %p', (actual) => {
    const refusals = [{ key: '', expected: 'a table', actual }]
    expect(read(actual)).toEqual({ policy: DEFAULTS, refusals, unknownKeys: [] })
  })

  test('lists every key it does not know, and takes none of them for a setting', () => {
    const table: unknown = JSON.parse(
      '{"__proto__": {"coats": 9}, "constructor": 1, "isWet": false, "coat": 8}',
    )
    expect(read(table)).toEqual({
      policy: DEFAULTS,
      refusals: [],
      unknownKeys: ['__proto__', 'constructor', 'isWet', 'coat'],
    })
    expect('coats' in {}).toBe(false)
  })
})
