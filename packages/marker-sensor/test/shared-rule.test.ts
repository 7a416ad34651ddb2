import { expect, test } from 'bun:test'
import { count, decodeLine } from '../src/index.ts'
import { diskWith, ON_DISK } from './support/memory-disk.ts'
import { type Fate, fateOf } from './support/shared-rule.ts'

const RECORDS = 5000

/** The same numbers at every run: mulberry32. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const NUMBERS = [
  ...[
    '1',
    '2',
    '3',
    '4',
    '9',
    '10',
    '99',
    '0',
    '-0',
    '-1',
    '-2',
    '1.0',
    '2.0',
    '3.000',
    '1e0',
    '1E+0',
    '2e0',
  ],
  ...['10e-1', '20e-1', '15e-1', '0.1e1', '0.3e1', '0.15e1', '1.5', '2.5', '0.5', '0e0', '-1e0', '1e-400'],
  ...['1e400', '12e308', '9007199254740991', '9007199254740992', '9007199254740993', '18446744073709551617'],
  ...['1e15', '100000000000000000000000000000000', `1${'0'.repeat(400)}`, `${'9'.repeat(400)}`, '1e21'],
]
const OTHERS = [
  ...[
    'true',
    'false',
    'null',
    '""',
    '"1"',
    '"2"',
    '"wait-marker"',
    '[]',
    '[1]',
    '[2]',
    '{}',
    '{"version":2}',
  ],
  ...['[{"family":"lease","version":1}]', '"\ufffd"'],
]
const VERSIONS = [...NUMBERS, ...OTHERS]
const FAMILIES = [
  ...[
    '"wait-marker"',
    '"wait-marker"',
    '""',
    '"lease"',
    '"Wait-Marker"',
    '"wait-marker "',
    '"wait\\u002dmarker"',
  ],
  ...[
    '"\\u0077ait-marker"',
    '" "',
    '"\\u0000"',
    '"wait-marker\\n"',
    '"\\ud800"',
    '"family"',
    '"wait\\/marker"',
  ],
  ...['1', 'null', 'true', '[]', '["lease"]', '{}', '{"family":"lease"}', '"BROKEN"'],
]
const DECOYS = [
  '"other":{"schema":{"family":"lease","version":1}}',
  '"text":"\\"schema\\":{\\"family\\":\\"lease\\",\\"version\\":9}"',
  '"Schema":9',
  '"__proto__":{"schema":9}',
  '"reason":"BROKEN"',
  '"reason":"}{][,:\u2028"',
  '"list":[[],{},[{"a":[1,{"b":"c"}]}]]',
]
const OPS = [
  '"MARKER"',
  '"MARKER"',
  '"MARKER"',
  '"RESET"',
  '"NOTE"',
  '"\\u004dARKER"',
  'null',
  '["MARKER"]',
  '7',
]

test('a tag is read as the shared format says: an independent port agrees over thousands of records', () => {
  const below = numbersFrom(20_260_609)
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((each) => [below(1 << 20), each] as const)
      .sort(([one], [other]) => one - other)
      .map(([, each]) => each)
  const object = (members: readonly string[]): string => {
    const [comma, open] = [oneOf([',', ', ', ' ,\t']), oneOf(['{', '{ '])]
    return `${open}${shuffled(members).join(comma)}${oneOf(['}', ' }'])}`
  }
  const member = (name: string, value: string): string => `"${name}"${oneOf([':', ': '])}${value}`
  const shapes = new Set<string>()
  const schema = (): string => {
    if (below(4) === 0) return oneOf(VERSIONS)
    const family = below(8) === 0 ? [] : [member('family', oneOf(FAMILIES))]
    const version = below(8) === 0 ? [] : [member('version', oneOf(VERSIONS))]
    // Twice the same name: the later counts.
    const twice = below(12) === 0 ? [oneOf([...family, ...version, member('family', '"lease"')])] : []
    return object([...family, ...version, ...twice, ...(below(4) === 0 ? [oneOf(DECOYS)] : [])])
  }
  /** Bytes that are no UTF-8, where the text says so. */
  const bytesOf = (text: string): Uint8Array =>
    Buffer.from(
      text.replaceAll('BROKEN', oneOf(['\xff', '\xc3', '\xe2\x80', '\xed\xa0\x80', '\xf8a'])),
      'latin1',
    )
  const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

  const fates: Record<Fate, number> = { counts: 0, zeroes: 0, 'does nothing': 0, 'is passed over': 0 }
  let tally: Uint8Array[] = []
  let streak = 0
  for (let record = 0; record < RECORDS; record += 1) {
    const understands = record % 100 < 50 ? 1 : 3
    const tag = below(12) === 0 ? [] : [member('schema', schema())]
    shapes.add(tag.join(''))
    const members = [member('op', oneOf(OPS)), ...tag, ...(below(2) === 0 ? [oneOf(DECOYS)] : [])]
    const bytes = bytesOf(latin(object(members)))
    const line = new TextDecoder().decode(bytes)
    const fate = fateOf(line, understands)
    fates[fate] += 1

    const read = decodeLine(line, understands)
    const told = read.kind === 'record' ? (read.op === 'RESET' ? 'zeroes' : 'counts') : read.kind
    expect([line, told]).toEqual([
      line,
      fate === 'does nothing' ? 'other-op' : fate === 'is passed over' ? 'skipped' : fate,
    ])

    tally.push(bytes)
    streak = fate === 'zeroes' ? 0 : fate === 'counts' ? streak + 1 : streak
    if (record % 50 !== 49) continue
    const content = Buffer.concat(tally.flatMap((each) => [each, Buffer.from('\n')]))
    expect(count(ON_DISK, { ...diskWith(content), understands })).toBe(streak)
    tally = []
    streak = 0
  }
  expect(shapes.size).toBeGreaterThan(RECORDS / 100)
  for (const many of Object.values(fates)) expect(many).toBeGreaterThan(RECORDS / 20)
})
