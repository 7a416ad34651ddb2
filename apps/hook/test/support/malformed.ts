import fc from 'fast-check'
import { SESSION } from './workspace.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A Stop that would be held, for it to be damaged. */
const EVENT = JSON.stringify({
  session_id: SESSION,
  hook_event_name: 'Stop',
  stop_hook_active: false,
  last_assistant_message: 'Waiting… "待つ"\n{}',
  background_tasks: [{ id: 'b1', type: 'shell', status: 'running', description: 'build' }],
})

/** Whether a text is no JSON, by the platform's own parser. */
function isNoJson(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

const at = fc.nat({ max: EVENT.length - 1 })

const damaged = fc
  .oneof(
    at.map((end) => EVENT.slice(0, end)),
    at.map((start) => EVENT.slice(start + 1)),
    fc
      .tuple(at, fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\0', '\n', 'NaN', "'", '//'))
      .map(([where, what]) => EVENT.slice(0, where) + what + EVENT.slice(where)),
    fc.tuple(at, at).map(([from, to]) => EVENT.slice(0, from) + EVENT.slice(to)),
    fc.constantFrom(
      EVENT + EVENT,
      `${EVENT}\n${EVENT}`,
      `${EVENT},`,
      `[${EVENT}`,
      EVENT.replaceAll('"', "'"),
      `(${EVENT})`,
    ),
  )
  .filter(isNoJson)
  .map(utf8)

const noObject = fc
  .oneof(
    fc.jsonValue().filter((value) => typeof value !== 'object' || value === null || Array.isArray(value)),
    fc.constantFrom([EVENT], EVENT, [JSON.parse(EVENT)]),
  )
  .map((value) => utf8(JSON.stringify(value)))

/** An object that names no session, or none that a tally can be made for, or no folder that exists. */
const noSession = fc
  .record({
    session_id: fc.oneof(
      fc.constantFrom<unknown>(undefined, null, '', 0, 7, true, [], {}, ['s'], { id: 's' }),
      fc.stringMatching(/^[./\\:;~$ *?"'<>|]{1,20}$/),
    ),
    hook_event_name: fc.constantFrom('Stop', 'AfterAgent', undefined, null),
    extra: fc.jsonValue(),
  })
  .map((fields) => utf8(JSON.stringify(fields)))

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).filter((bytes) => isNoJson(new TextDecoder().decode(bytes))),
  fc.string({ unit: 'binary', maxLength: 100 }).filter(isNoJson).map(utf8),
  fc.stringMatching(/^[ \t\r\n]{0,20}$/).map(utf8),
  fc.constantFrom('[', '{"a":', '{"":{').map((open) => utf8(open.repeat(20_000))),
)

/** Bytes on stdin that name no session of any workspace. Each is a release that is said to be so. */
export const malformedStdin: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 5, arbitrary: damaged },
  { weight: 2, arbitrary: noObject },
  { weight: 2, arbitrary: noSession },
  { weight: 3, arbitrary: noise },
)

/** A `dos.toml` that is refused, and the line of the first thing that is wrong, where that is known. */
export interface MalformedToml {
  readonly text: string
  readonly line: number | undefined
}

const quoted = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => JSON.stringify(text).replaceAll('\u007f', ''))
const fraction = fc
  .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 1, max: 9 }))
  .map(([whole, tenth]) => `${whole}.${tenth}`)
const rest = fc.constantFrom(
  'inf',
  '-inf',
  'nan',
  '2026-06-09',
  '07:32:00',
  '{ a = 1 }',
  '[[]]',
  '[1, 2]',
  '[{}]',
  '1e-1',
)

const wrongValue = fc.oneof(
  fc
    .oneof(
      fc.integer({ max: -1 }).map(String),
      fraction,
      quoted,
      fc.constantFrom('true', 'false', '[]', '["4"]'),
      rest,
    )
    .map((value) => `max_streak = ${value}`),
  fc
    .oneof(fc.integer().map(String), fraction, fc.constantFrom('true', '["A", 1]', '[true]', '[["A"]]'), rest)
    .map((value) => `arm_on_env = ${value}`),
  fc
    .oneof(fc.integer().map(String), fraction, quoted, fc.constantFrom('[]', '[true]'), rest)
    .map((value) => `respect_stop_hook_active = ${value}`),
)

const brokenLine = fc.oneof(
  fc.constantFrom(
    '=',
    '= 1',
    'max_streak',
    'max_streak =',
    'max_streak = 4 4',
    'max_streak = four',
    'max_streak = 04',
    'max_streak = 1__0',
    'max_streak = 99999999999999999999',
    'max_streak: 4',
    'arm_on_env = "A',
    'arm_on_env = "\\q"',
    'arm_on_env = ["A"',
    'arm_on_env = ["A" "B"]',
    "arm_on_env = 'A",
    'x = """never closed',
    'x = { a = 1',
    '[marker',
    '[marker]]',
    '[]',
    '[[marker]',
    '"key" "key" = 1',
    'a.b.. = 1',
    '<<<<<<< HEAD',
    '\u0000',
  ),
  fc.stringMatching(/^[?!;(){}]{1,10}$/),
)

const around = fc.array(fc.constantFrom('', '# a comment', '#', '   '), { maxLength: 4 })
const others = fc.constantFrom(
  '',
  '[noop_streak]\nmax_streak = 2\n',
  '[other.table]\n"max_streak" = "x"\n',
  'top = 1\n',
)

/** A `dos.toml` with one thing wrong in its `[marker]` table, at any line and between any others. */
export const malformedToml: fc.Arbitrary<MalformedToml> = fc
  .record({
    wrong: fc.oneof(
      wrongValue.map((text) => ({ text, known: true })),
      brokenLine.map((text) => ({ text, known: false })),
    ),
    before: around,
    after: around,
    others,
    mark: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
  })
  .map(({ wrong, before, after, others, mark, lineEnd }) => {
    const head = `${others}[marker]\n${before.map((line) => `${line}\n`).join('')}`
    const text = `${head}${wrong.text}\n${after.join('\n')}`.replaceAll('\n', lineEnd)
    return { text: `${mark ? '\ufeff' : ''}${text}`, line: wrong.known ? head.split('\n').length : undefined }
  })
