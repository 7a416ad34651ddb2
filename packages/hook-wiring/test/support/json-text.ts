import fc from 'fast-check'

/** What may stand between two tokens where a host takes plain JSON only. */
const ROOM = ['', '', '', ' ', '\n', '\n  ', '\r\n\t', '  \n\n    ']
/** And where it takes comments. */
const REMARKS = [...ROOM, ' // a remark\n', '/* a remark */', '\n  // "x": 1,\n  ']

const COMMANDS = [
  'say done',
  'dos-hook status',
  '/opt/dos-hook marker',
  'bunx dos-hook marker --loop --max-markers 2',
  'node /old/dos-hook.js wake',
  'dos-hook marker --reset',
  'cd x && dos-hook marker',
]

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, -1.5e-7, '', 'é"\\\u2028', '🦀', 'dos-hook marker'),
    fc.string({ maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'hooks', 'Stop', '\u0000'), tie('value')), { maxLength: 3 })
      .map(unique),
  ),
}))

const handler = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...COMMANDS),
      fc.constantFrom(
        ...[{}, { timeout: 3 }, { timeout: 99_999 }, { if: 'Bash' }, { args: ['marker'] }, { async: true }],
      ),
    )
    .map(([command, more]) => ({ type: 'command', command, ...more })),
  fc.constant({ type: 'http', url: 'http://127.0.0.1' }),
  value,
)
const group = fc.oneof(
  fc.record(
    { matcher: fc.constant('Bash'), hooks: fc.array(handler, { maxLength: 3 }) },
    { requiredKeys: [] },
  ),
  value,
)
const events = fc
  .array(
    fc.tuple(
      fc.constantFrom('Stop', 'AfterAgent', 'UserPromptSubmit', 'PreToolUse'),
      fc.array(group, { maxLength: 3 }),
    ),
    {
      maxLength: 3,
    },
  )
  .map(unique)

/** Settings of the hosts that have groups in `hooks`, with anything beside them. */
export const settings: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('model', 'env', 'z'), value), { maxLength: 3 }),
    fc.option(events),
    fc.boolean(),
  )
  .map(([members, hooks, first]) => {
    const others = unique(members)
    if (hooks === null) return others
    return first ? { hooks, ...others } : { ...others, hooks }
  })

/** A text of such settings, laid out in any way that a host takes. */
export function textOf(remarks: boolean): fc.Arbitrary<string> {
  const room = fc.array(fc.constantFrom(...(remarks ? REMARKS : ROOM)), { minLength: 1, maxLength: 7 })
  return fc.tuple(settings, room, fc.constantFrom(undefined, 2, 4, '\t')).map(([made, rooms, indent]) => {
    if (indent !== undefined) return `${JSON.stringify(made, null, indent)}\n`
    let at = 0
    const blank = (): string => rooms[at++ % rooms.length] ?? ''
    return `${blank()}${print(made, blank)}${blank()}`
  })
}

function print(made: unknown, blank: () => string): string {
  const list = (open: string, items: readonly string[], close: string): string =>
    `${open}${blank()}${items.join(`${blank()},${blank()}`)}${blank()}${close}`
  if (Array.isArray(made))
    return list(
      '[',
      made.map((item) => print(item, blank)),
      ']',
    )
  if (typeof made !== 'object' || made === null) return JSON.stringify(made)
  const members = Object.entries(made).map(
    ([name, member]) => `${JSON.stringify(name)}${blank()}:${blank()}${print(member, blank)}`,
  )
  return list('{', members, '}')
}

function unique(pairs: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pairs)
}
