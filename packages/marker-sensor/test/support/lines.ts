import fc from 'fast-check'

/** One line of a tally as bytes, without its end. */
export type LineBytes = Uint8Array

const utf8 = (text: string): LineBytes => new TextEncoder().encode(text)

/** Text with what might be taken for a line end, and isn't one inside a JSON string. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('\u2028', 'a\u2029b', '\u0085', '\f\v', 'Привет', '待つ', '🙂', '"}\\', '{"op":"RESET"}'),
)

const readableSchema = fc.constantFrom<unknown>(
  undefined,
  { family: 'wait-marker', version: 1 },
  { family: 'wait-marker', version: 1, since: 'later' },
  1,
  { family: 'wait-marker' },
  { family: '', version: 1 },
  { family: 'lease' },
  { family: 'lease', version: '1' },
  { version: 7 },
  null,
  true,
  '1',
  [],
  0,
  1.5,
)
const skippedSchema = fc.constantFrom<unknown>(
  { family: 'wait-marker', version: 2 },
  2,
  99,
  { family: 'lease', version: 1 },
  { family: '', version: 9 },
)

/** An object with these fields in any order, with others among them, as other programs may write it. */
function object(op: fc.Arbitrary<unknown>, schema: fc.Arbitrary<unknown>): fc.Arbitrary<LineBytes> {
  return fc
    .record({
      op,
      schema,
      reason: text,
      id: fc.option(text),
      since: fc.constantFrom<unknown>(undefined, undefined, 'a', 'b', 7),
      extra: fc.option(fc.jsonValue()),
    })
    .chain((fields) => fc.shuffledSubarray(Object.entries(fields), { minLength: 6 }))
    .chain((entries) =>
      fc.constantFrom('', ' ').map((space) => {
        const members = entries
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => `"${key}":${space}${JSON.stringify(value)}`)
        // JSON.stringify leaves U+2028, U+2029 and U+0085 as they are, which is what is wanted here.
        return utf8(`${space}{${members.join(`,${space}`)}}${space}`)
      }),
    )
}

const junk = fc.oneof(
  text.filter((line) => !line.includes('\n')).map(utf8),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.filter((byte) => byte !== 0x0a)),
  fc
    .constantFrom('[]', 'null', '7', '"MARKER"', '{', '{}', '[{"op":"MARKER"}]', '\ufeff{"op":"MARKER"}')
    .map(utf8),
  // Torn, or two glued together.
  fc.constantFrom('{"op":"MARKER","reason":"x', '{"op":"MARKER"}{"op":"MARKER"}').map(utf8),
)

/** A whole tally: every kind of line in any order, any of them with `\r` behind it, with and without a last `\n`. */
export const anyTally: fc.Arbitrary<Uint8Array> = fc
  .record({
    lines: fc.array(
      fc
        .tuple(
          fc.oneof(
            { weight: 6, arbitrary: object(fc.constant('MARKER'), readableSchema) },
            { weight: 2, arbitrary: object(fc.constant('RESET'), readableSchema) },
            object(fc.constantFrom<unknown>('HOLD', 'marker', 1, null, ['MARKER']), readableSchema),
            object(fc.constantFrom('MARKER', 'RESET'), skippedSchema),
            { weight: 2, arbitrary: junk },
            fc.constant(new Uint8Array(0)),
            // Invalid UTF-8 inside a string: the line is still JSON.
            fc.constant(
              Buffer.concat([utf8('{"op":"MARKER","reason":"'), Buffer.from([0xff, 0xe2, 0x80]), utf8('"}')]),
            ),
          ),
          fc.boolean(),
        )
        .map(([line, carriageReturn]) => (carriageReturn ? Buffer.concat([line, utf8('\r')]) : line)),
      { maxLength: 40, size: 'max' },
    ),
    ended: fc.boolean(),
  })
  .map(({ lines, ended }) =>
    Buffer.concat(
      lines.flatMap((line, at) => (at < lines.length - 1 || ended ? [line, utf8('\n')] : [line])),
    ),
  )

/** The ids of the markers since the last reset, first to last, by the plainest reading there is: from the beginning. */
export function foldForward(tally: Uint8Array): readonly unknown[] {
  let streak: unknown[] = []
  let last: unknown
  for (const line of Buffer.from(tally).toString('utf8').split('\n')) {
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      continue
    }
    const { op, id, schema, since } = Object(value) as Record<'op' | 'id' | 'schema' | 'since', unknown>
    if (Array.isArray(value) || !counts(schema)) continue
    if (op === 'RESET') {
      if (typeof since !== 'string' || since !== last) streak = []
      last = since
    }
    if (op === 'MARKER') streak.push(id)
  }
  return streak
}

function counts(schema: unknown): boolean {
  const isLater = (version: unknown) => Number.isInteger(version) && Number(version) > 1
  if (typeof schema === 'number') return !isLater(schema)
  const { family, version } = Object(schema) as Record<'family' | 'version', unknown>
  if (typeof family !== 'string' || !Number.isInteger(version) || Number(version) < 1) return true
  return (family === '' || family === 'wait-marker') && !isLater(version)
}
